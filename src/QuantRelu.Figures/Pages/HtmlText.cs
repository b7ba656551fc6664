using System.Net;
using System.Text;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Pages;

/// <summary>A page in the making: HTML that is well-formed XML too. Text that is not markup is escaped.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _page = new();

    /// <summary>Text as it may stand in an element or an attribute.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)));

    /// <summary>Adds markup as it is.</summary>
    public HtmlText Markup(string markup)
    {
        _page.Append(markup).Append('\n');
        return this;
    }

    /// <summary>Adds an element that holds text.</summary>
    public HtmlText Element(string name, string text) => Markup($"<{name}>{Escape(text)}</{name}>");

    /// <summary>Adds a table; the first cell of a row names it, and columns of numbers are right-aligned.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="headings">The heading of each column; one that begins with '#' is of numbers.</param>
    /// <param name="rows">The rows.</param>
    public HtmlText Table(string caption, string[] headings, IEnumerable<string[]> rows)
    {
        Markup("<div class=\"wide\"><table>").Element("caption", caption);
        Markup($"<thead><tr>{string.Concat(headings.Select(h => $"<th scope=\"col\"{Class(h)}>{Escape(h.TrimStart('#'))}</th>"))}</tr></thead><tbody>");
        foreach (string[] row in rows)
        {
            IEnumerable<string> cells = row.Skip(1).Select((cell, i) => $"<td{Class(headings[i + 1])}>{Breakable(cell)}</td>");
            Markup($"<tr><th scope=\"row\">{Escape(row[0])}</th>{string.Concat(cells)}</tr>");
        }

        return Markup("</tbody></table></div>");
    }

    /// <summary>Adds a picture in two forms, of which a screen shows the one for its width, with words for those who do not see it.</summary>
    /// <param name="name">Begins the names of the picture's parts.</param>
    /// <param name="wide">The picture.</param>
    /// <param name="narrow">The same on a narrow screen.</param>
    /// <param name="caption">What it shows.</param>
    public HtmlText Figure(string name, Picture wide, Picture narrow, string caption) =>
        Markup($"<figure><div role=\"img\" aria-label=\"{Escape(caption)}\">")
            .Markup($"<div class=\"roomy\">{wide.ToSvgElement($"{name}-").TrimEnd()}</div>")
            .Markup($"<div class=\"narrow\">{narrow.ToSvgElement($"{name}-narrow-").TrimEnd()}</div>")
            .Markup("</div>").Element("figcaption", caption).Markup("</figure>");

    /// <summary>The page.</summary>
    public override string ToString() => _page.ToString();

    // A digest has no place at which a line may end.
    private static string Breakable(string text)
    {
        const int longest = 40, piece = 16;
        return string.Join(' ', text.Split(' ')
            .Select(word => word.Length <= longest ? Escape(word) : string.Join("<wbr/>", word.Chunk(piece).Select(c => Escape(new string(c))))));
    }

    private static string Class(string heading) => heading.StartsWith('#') ? " class=\"number\"" : string.Empty;
}
