using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using FluentAssertions;
using QuantRelu.Cli.Rendering.Tables;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>Whatever stands in a table, each format gives it back to a reader of that format; the readers here know nothing of the writers.</summary>
public class TableFormatTests : ToolTests
{
    private const string Field = "(?:\"(?:[^\"]|\"\")*\"|[^\",\n]*)";

    private static readonly Gen<string> Words =
        Gen.OneOf(Gen.String[Gen.Char[" \\{}$&%#_^~<>|\"*`[](),;:+-.0123456789abxyzλε×√⌈⌉₁"], 0, 12], Gen.String[Gen.Char['!', '~'], 0, 8]);

    private static readonly Gen<(string Name, string Other)[]> Rows =
        Gen.Select(Words, Words.Where(w => !Regex.IsMatch(w, "[0-9][eE]"))).Select((a, b) => (a.Trim(), b.Trim())).Array[1, 5];

    [Fact]
    public void Markdown_shows_every_text_as_it_is() => Rows.Sample(rows =>
    {
        string[] lines = Written("markdown", rows).TrimEnd('\n').Split('\n');
        return lines[0] == "| a name | number \\| 2 |" && lines[1] == "| :--- | ---: |"
            && lines.Skip(2).Select(MarkdownCells).SequenceEqual(rows.Select(r => $"{r.Name}\n{r.Other}"));
    });

    [Fact]
    public void Latex_sets_every_text_as_it_is() => Rows.Sample(rows =>
    {
        string[] lines = Written("tex", rows).TrimEnd('\n').Split('\n');
        return lines[0] == @"\begin{tabular}{lr}" && lines[1] == @"\toprule" && lines[3] == @"\midrule" && lines[^2] == @"\bottomrule"
            && lines[^1] == @"\end{tabular}" && lines[4..^2].Select(LatexCells).SequenceEqual(rows.Select(r => $"{r.Name}\n{r.Other}"));
    });

    /// <summary>TeX joins signs that stand side by side: two hyphens to a dash, two apostrophes to a quotation mark.</summary>
    [Theory]
    [InlineData("--")]
    [InlineData("a''b")]
    [InlineData("'\"'")]
    [InlineData("?`!`")]
    public void Latex_joins_nothing(string text) => LatexText(LatexTables.Escaped(text)).Should().Be(text);

    [Fact]
    public void Csv_and_json_have_every_value_under_its_name() => Rows.Sample(rows =>
    {
        string[] csv = CsvRecords(Written("csv", rows));
        JsonElement[] json = [.. JsonDocument.Parse(Written("json", rows)).RootElement.EnumerateArray()];
        string[] wanted = [.. rows.Select(r => $"{r.Name}\n{r.Other}\n7")];
        return csv[0] == "name\nother\nhidden" && csv[1..].SequenceEqual(wanted)
            && json.Select(j => $"{j.GetProperty("name").GetString()}\n{j.GetProperty("other").GetString()}\n{j.GetProperty("hidden")}").SequenceEqual(wanted);
    });

    [Fact]
    public void A_power_of_ten_is_written_as_one_writes_it() => Written("tex", [("a", "7.62E+04"), ("1e5", "1.5e-10"), ("1,234", "-1/2")]).Should().Contain(
        """
        a & $7.62 \times 10^{4}$ \\
        1e5 & $1.5 \times 10^{-10}$ \\
        1,234 & $-$1/2 \\
        """);

    /// <summary>The same numbers, unrounded, in each of the forms for programs.</summary>
    [Theory]
    [InlineData("bounds --error 0.1 --lambda 2..4", "theorems", "theorems", "bits", "counted.bits")]
    [InlineData("bounds --error 0.1 --lambda 2..4", "ratios", "theorems", "weightsToExpression", "ratios.weightsToExpression")]
    [InlineData("bounds --error 0.1 --smoothness 2 --lambda 2..4", "compact", "compact", "bitsToEntropy", "ratios.bitsToEntropy")]
    [InlineData("bitwidth --dimension 1,784 --error 0.1", "optimum", "", "m", "m")]
    [InlineData("compare x*(1-x)/2 --error 0.1 --construction slopes --lambda 2,4", "networks", "networks", "bitOverhead", "bitOverhead")]
    public void Tables_have_the_numbers_of_the_report(string line, string table, string list, string column, string path)
    {
        string[] words = line.Split(' ');
        JsonElement report = Run([.. words, "--json"]).ShouldSucceed().Json;
        IEnumerable<JsonElement> entries = (list.Length == 0 ? report : report.GetProperty(list)).EnumerateArray();
        JsonElement[] told = [.. entries.Select(e => path.Split('.').Aggregate(e, (value, name) =>
            value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement inner) ? inner : default))];
        string[] wanted = [.. told.Where(v => v.ValueKind == JsonValueKind.Number).Select(v => v.GetRawText()).Order()];
        JsonElement[] rows = [.. Run([.. words, "--table", table, "--format", "json"]).ShouldSucceed().Json.EnumerateArray()];
        rows.Select(r => r.GetProperty(column)).Where(v => v.ValueKind == JsonValueKind.Number).Select(v => v.GetRawText()).Order().Should().Equal(wanted);
        string[] records = CsvRecords(Run([.. words, "--table", table, "--format", "csv"]).ShouldSucceed().Out);
        int at = Array.IndexOf(records[0].Split('\n'), column);
        records[1..].Select(r => r.Split('\n')[at]).Where(c => c.Length > 0).Order().Should().Equal(wanted);
        wanted.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("bounds --error 0.1 --lambda 2", 4)]
    [InlineData("bitwidth --dimension 1 --error 0.1", 3)]
    [InlineData("compare x*(1-x)/2 --error 0.1 --construction slopes --lambda 2", 2)]
    public void Every_table_and_every_line_around_it_is_in_tex_and_markdown(string line, int tables)
    {
        string[] words = line.Split(' ');
        string[] text = Run(words).ShouldSucceed().Lines;
        string[] tex = Run([.. words, "--format", "tex"]).ShouldSucceed().Lines;
        tex.Count(l => l.StartsWith(@"\begin{tabular}", StringComparison.Ordinal)).Should().Be(tables);
        tex.Where(l => l.StartsWith("% ", StringComparison.Ordinal)).Should().OnlyContain(l => text.Contains(l.Substring(2))).And.NotBeEmpty();
        string[] markdown = Run([.. words, "--format", "markdown"]).ShouldSucceed().Lines;
        markdown.Count(l => Regex.IsMatch(l, @"^\|( :?-+:? \|)+$")).Should().Be(tables);
        Run([.. words, "--format", "text"]).Out.Should().Be(Run(words).Out);
    }

    [Theory]
    [InlineData("bounds --error 0.1 --format html", "text, tex, markdown, csv or json")]
    [InlineData("bounds --error 0.1 --json --format csv", "--json and --format")]
    [InlineData("bounds --error 0.1 --json --table limits", "--json and --table")]
    [InlineData("bounds --error 0.1 --table limit", "--table is 'limit'")]
    [InlineData("bitwidth --dimension 784 --error 0.1 --table counted", "no table 'counted' for these arguments; there is optimum")]
    [InlineData("compare x/2 --error 0.4 --lambda 2 --smoothness 1 --table counterpart", "no table 'counterpart' for these arguments; there is networks")]
    [InlineData("compare x/2 --error 0.4 --pivot bits --json", "--json and --pivot")]
    [InlineData("compare x/2 --error 0.4 --pivot bits --table networks", "--pivot is a table in place of the others")]
    [InlineData("compare x/2 --error 0.4 --pivot rows", "weights, bits, depth, width, units or error")]
    public void Forms_that_there_are_not_are_refused(string line, string part) => Run(line.Split(' ')).ShouldRefuse(ExitCode.BadInput, part);

    private static string Written(string format, (string Name, string Other)[] rows)
    {
        ReportColumn<(string Name, string Other)>[] columns =
            [new("name", "a name", r => Cell.Word(r.Name)), new("other", "#number | 2", r => Cell.Word(r.Other)), new("hidden", null, _ => Cell.Small(7))];
        return TableFormat.Of(format).Write(new TableReport([TableBlock.Of(ReportTable.Of("all", columns, rows))]));
    }

    // GitHub's specification: cells stand between bars without a backslash before them; a backslash before punctuation stands for that.
    private static string MarkdownCells(string line) =>
        string.Join('\n', Regex.Split(line[1..^1], @"(?<=(?<!\\)(?:\\\\)*)\|").Select(c => Regex.Replace(c.Trim(), @"\\([!-/:-@\[-`{-~])", "$1")));

    private static string LatexCells(string line) => string.Join('\n', Regex.Split(line[..^3], @"(?<!\\)&").Select(c => LatexText(c.Trim())));

    private static string LatexText(string cell)
    {
        (string Tex, string Sign)[] signs =
        [
            (@"\textbackslash{}", "\\"), (@"\textasciicircum{}", "^"), (@"\textasciitilde{}", "~"), (@"\{", "{"), (@"\}", "}"), (@"\$", "$"), (@"\&", "&"),
            (@"\%", "%"), (@"\#", "#"), (@"\_", "_"), ("$<$", "<"), ("$>$", ">"), ("$|$", "|"), ("$-$", "-"), (@"$\lambda$", "λ"), (@"$\varepsilon$", "ε"),
            (@"$\times$", "×"), (@"$\surd$", "√"), (@"$\lceil$", "⌈"), (@"$\rceil$", "⌉"), ("$_1$", "₁"), ("''", "\""), ("{}", ""), ("``", "“"), ("--", "–"),
            ("?`", "¿"), ("!`", "¡"),
        ];
        var text = new StringBuilder();
        for (int i = 0; i < cell.Length;)
        {
            (string tex, string sign) = signs.Where(s => string.CompareOrdinal(cell, i, s.Tex, 0, s.Tex.Length) == 0)
                .FirstOrDefault(($"{cell[i]}", $"{cell[i]}"));
            text.Append(sign);
            i += tex.Length;
        }

        return text.ToString();
    }

    // RFC 4180.
    private static string[] CsvRecords(string csv) =>
        [.. Regex.Matches(csv, $"(?:{Field}(?:,|\n))+?(?<=\n)").Select(record => string.Join('\n', Fields(record.Value)))];

    private static IEnumerable<string> Fields(string record) => Regex.Matches(record, $"({Field})(?:,|\n)").Select(m => m.Groups[1].Value)
        .Select(field => field.StartsWith('"') ? field[1..^1].Replace("\"\"", "\"") : field);
}
