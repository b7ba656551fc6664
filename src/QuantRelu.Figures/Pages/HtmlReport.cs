using System.Text;
using QuantRelu.Analysis;
using QuantRelu.Claims;
using QuantRelu.Figures.Approximation;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats;
using QuantRelu.Formats.Reports;

namespace QuantRelu.Figures.Pages;

/// <summary>
/// A network as one page for a browser: what it is and claims, counts beside the theorem's expressions, the error drawn, weights and units of
/// every layer, and the number format that its values need. The page needs no network access and has no script; the same network gives the same bytes.
/// </summary>
public static class HtmlReport
{
    private const int MostValues = 64;
    private static readonly Lazy<string> Style = new(ReadStyle);

    /// <summary>Finds out early, before long work, that a page cannot be saved under a name.</summary>
    /// <exception cref="ArgumentException">The name does not end in .html.</exception>
    /// <exception cref="IOException">The place is a directory, or its directory does not exist.</exception>
    /// <exception cref="PlatformNotSupportedException">The library that draws is not there.</exception>
    public static void Check(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".htm", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"'{path}' is no name for a page: it must end in .html.", nameof(path));
        }

        AtomicFile.Check(path);
        DrawingLibrary.Check();
    }

    /// <summary>Saves the page; the file appears whole or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="target">The target on the network's domain.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is made; null for the standard.</param>
    /// <param name="progress">Is told the part that is done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <inheritdoc cref="Check"/>
    public static void Save(ConstructedNetwork network, Target target, string path, PageOptions? options = null, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Check(path);
        byte[] page = Encoding.UTF8.GetBytes(Write(network, target, options, progress, cancellationToken));
        AtomicFile.Write(path, stream => stream.Write(page), cancellationToken);
    }

    /// <summary>The page.</summary>
    /// <param name="network">The network.</param>
    /// <param name="target">The target on the network's domain.</param>
    /// <param name="options">How it is made; null for the standard.</param>
    /// <param name="progress">Is told the part that is done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Network and target do not have the same variables.</exception>
    public static string Write(ConstructedNetwork network, Target target, PageOptions? options = null, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new PageOptions();
        var report = Report.WithPrecision(network);
        IReadOnlyList<ReportFact> facts = ReportFacts.Of(report);
        var page = new HtmlText();
        page.Markup(
            "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" "
                + "content=\"width=device-width, initial-scale=1\"/>");
        page.Element("title", $"{network.Provenance.Target}: a quantized ReLU network")
            .Markup($"<style>\n{Style.Value}{DarkInks.Css}</style>\n</head>\n<body>\n<main>");
        Heading(page, report);
        Error(page, network, target, options.Samples, progress, cancellationToken);
        Counts(page, network.Provenance, facts);
        if (options.Ledger is { } ledger)
        {
            page.Element("h2", "Where the error comes from")
                .Table(LedgerRows.Caption(ledger), [.. LedgerRows.Headings], LedgerRows.Of(ledger).Select(r => r.ToArray()));
        }

        Parameters(page, network.Provenance, options.Constructions);
        Layers(page, report, facts);
        Values(page, report);
        Remake(page, network);
        return page.Markup("</main>\n</body>\n</html>").ToString();
    }

    private static void Heading(HtmlText page, Report report)
    {
        Provenance claims = report.Provenance;
        page.Element("h1", $"{claims.Target}{(claims.Domain.IsUnit ? string.Empty : $" on {claims.Domain}")}");
        string values = report.Codebook.IsFree ? "weights are free" : $"every weight and every bias is one of {report.Codebook.Count} values";
        string purpose = claims.Error is { } asked
            ? $", and it was built to stay within ε = {ReportFacts.Short((double)asked)} of the target everywhere{ErrorParts.Asked(claims.ErrorScale)}"
            : string.Empty;
        page.Element("p", $"A ReLU network that was constructed, not trained: {values}{purpose}.");
        page.Markup("<ul class=\"tiles\">");
        Tile(page, LargeNumber.Text(report.Counts.Weights), "weights");
        Tile(page, LargeNumber.Text(report.Counts.Bits), $"bits, {report.Counts.BitsPerWeight} for each weight");
        Tile(page, LargeNumber.Text(report.Counts.Depth), "layers deep");
        Tile(page, LargeNumber.Text(report.Counts.Width), "units in the widest hidden layer");
        if (claims.Certified is { } certified)
        {
            Tile(page, $"≤ {OutwardDigits.Up(certified.Upper)}", claims.IsOfFile ? "greatest error, as the file says" : "greatest error, proved");
        }
        else if (claims.Measured is { } measured)
        {
            Tile(page, ReportFacts.Short(measured.Value), "greatest error seen, a sample");
        }

        if (claims.ErrorBound is { } bound)
        {
            string supposed = claims.ErrorBoundCondition is { } condition ? $", {condition}" : string.Empty;
            Tile(page, ReportFacts.Short(bound), $"error bound of the construction{supposed}");
        }

        page.Markup("</ul>");
    }

    private static void Counts(HtmlText page, Provenance claims, IReadOnlyList<ReportFact> facts)
    {
        const string caption = "Every count is counted on the network itself.";
        if (claims.PaperBound is null)
        {
            page.Element("h2", "Counts").Table(caption, ["", "this network"], facts.Select(f => new[] { f.Name, f.Value }));
            return;
        }

        page.Element("h2", "Counts beside the theorem").Table(
            caption + " The theorem's leading expressions have constant 1: they tell growth.", ["", "this network", "#theorem's expression"],
            facts.Select(f => new[] { f.Name, f.Value, f.Expression is { } e ? ReportFacts.Short(e) : string.Empty }));
        foreach (string paragraph in TheoremWords.Of(claims))
        {
            page.Element("p", paragraph);
        }
    }

    private static void Tile(HtmlText page, string value, string name) =>
        page.Markup($"<li><b>{HtmlText.Escape(value)}</b><span>{HtmlText.Escape(name)}</span></li>");

    // Of more than two variables the plane of the first two, through the place of the greatest error that was seen.
    private static void Error(
        HtmlText page, ConstructedNetwork network, Target target, int samples, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ImmutableArray<double> middle = [.. target.Domain.Sides.Select(s => ((double)s.Low + (double)s.High) / 2)];
        var section = Section.Through(target.Domain, network.Provenance.Measured?.At ?? middle);
        (Picture wide, Picture narrow) = ApproximationPlot.DrawForPage(network, target, section, samples, progress, cancellationToken);
        page.Element("h2", "Error").Figure("error", wide, narrow, section.Free.Length == 1
            ? "Above, the target and the network upon it. Below, network − target: in each column the least and the greatest of its points, inside of the band "
                + "that is certified, if one is."
            : $"|network − target|, in each cell the greatest of four points{(section.FixedAt.Count > 0 ? $", {section}" : string.Empty)}. The ring is where "
                + "it is greatest.");
        page.Element(
            "p",
            "An error bound comes from the construction's own chain of inequalities. A certified error encloses the true greatest error over the whole domain, "
                + "and is proved for this very network. A measured error is the greatest that was seen at sample points: evidence, never a bound.");
    }

    private static void Parameters(HtmlText page, Provenance claims, ConstructionRegistry constructions) => page.Element("h2", "Parameters").Table(
        "The parameters as used.", ["parameter", "value", "meaning"], claims.Parameters.Select(
            p => new[] { p.Key, p.Value, ParameterMeanings.Of(p.Key, claims, constructions) }));

    private static void Layers(HtmlText page, Report report, IReadOnlyList<ReportFact> facts)
    {
        Chart widths = LayerCharts.Widths(report.Counts);
        page.Element("h2", "Layers").Figure(
            "widths", widths.ToPicture(), widths.ToPicture(Chart.NarrowWidth),
            "Weights (connections and biases) and units of every layer, the output layer last.");
        PrecisionAnalysis precision = report.Precision!;
        Chart places = LayerCharts.Places(precision);
        page.Element("h2", "Number format").Figure(
            "places", places.ToPicture(), places.ToPicture(Chart.NarrowWidth),
            "How many binary places the values of each layer take before the point, besides a sign, and after it, besides the p of the inputs; proved by "
                + "bounding every unit.");
        string words = facts.Single(f => f.Name == "fixed point").Value;
        page.Element("p", $"{char.ToUpperInvariant(words[0])}{words[1..]}.");
    }

    private static void Values(HtmlText page, Report report)
    {
        string values = string.Join(", ", report.Codebook.Values.Take(MostValues).Select(v => v.ToString()));
        page.Element("h2", "Weight values").Element("p", report.Codebook.Count > MostValues ? $"{report.Codebook.Count} values: {values}, ..." : $"{values}.");
    }

    private static void Remake(HtmlText page, ConstructedNetwork network)
    {
        if (BuildCommandLine.Of(network) is { } command)
        {
            page.Element("h2", "Make it again").Element("pre", command);
        }
    }

    private static string ReadStyle()
    {
        using Stream style = typeof(HtmlReport).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(style);
        return reader.ReadToEnd();
    }
}
