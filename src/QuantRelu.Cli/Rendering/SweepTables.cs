using System.Globalization;
using System.Numerics;
using QuantRelu.Cli.Rendering.Tables;
using QuantRelu.Graph;
using QuantRelu.Studies.Sweeps;

namespace QuantRelu.Cli.Rendering;

/// <summary>The rows of a sweep as tables for people: what tells them apart, what they cost, how far off they are.</summary>
internal static class SweepTables
{
    private const string Error = "error";

    // What tells networks apart beside the weight values; ε is the last.
    private static readonly ReportColumn<SweepRow>[] Telling =
    [
        Word("target", "target"), Word("structure", "structure"), Word("construction", "construction"), Small("smoothness", "#n"), Exact(Error, "#error"),
    ];

    private static readonly ReportColumn<SweepRow>[] Columns =
    [
        .. Telling,
        Word("quantization", "quantization"), Small("lambda", "#λ"), Word("status", "status"), Small("depth", "#depth"), Count("weights", "#weights"),
        Count("bits", "#bits"), Real("errorBound", "#error bound"), Real("measuredError", "#error measured"), Real("certifiedUpper", "#error certified"),
    ];

    /// <summary>A row for each network.</summary>
    public static TableReport Of(IReadOnlyList<SweepRow> rows) => new([TableBlock.Of(ReportTable.Of(
        "rows", [.. Columns.Select(c => c.Key == "certifiedUpper" && rows.All(r => r[c.Key] is null) ? c with { Heading = null } : c)], rows))]);

    /// <summary>One number of each network, ε down, weight values across.</summary>
    public static TableReport PivotOf(IReadOnlyList<SweepRow> rows, string number)
    {
        ReportColumn<SweepRow> asked = number switch
        {
            Error => Real("measuredError", null),
            "depth" => Small(number, null),
            _ => Count(number, null),
        };
        return new([TableBlock.Of(Pivot.Of(rows, Telling, Values, asked.Cell)).Under(number == Error ? "measured error" : number)]);
    }

    private static (Quantization Quantization, int? Limit) Values(SweepRow row) => (QuantizationNames.Parse(row["quantization"]), Whole(row["lambda"]));

    private static ReportColumn<SweepRow> Word(string key, string heading) => new(key, heading, r => Cell.Word(r[key]));

    private static ReportColumn<SweepRow> Small(string key, string? heading) => new(key, heading, r => Cell.Small(Whole(r[key])));

    private static ReportColumn<SweepRow> Count(string key, string? heading) =>
        new(key, heading, r => Cell.Count(r[key] is { } digits ? BigInteger.Parse(digits, CultureInfo.InvariantCulture) : null));

    private static ReportColumn<SweepRow> Real(string key, string? heading) => new(key, heading, r => Cell.Number(r.Number(key)));

    private static ReportColumn<SweepRow> Exact(string key, string heading) => new(key, heading, r => Cell.Number(r.Number(key), "R"));

    private static int? Whole(string? digits) => digits is null ? null : int.Parse(digits, CultureInfo.InvariantCulture);
}
