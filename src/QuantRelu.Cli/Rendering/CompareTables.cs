using System.Numerics;
using QuantRelu.Cli.Rendering.Tables;
using QuantRelu.Formats.Reports;
using QuantRelu.Formats.Tables;
using QuantRelu.Graph;
using QuantRelu.Studies;
using QuantRelu.Studies.Counterparts;

namespace QuantRelu.Cli.Rendering;

/// <summary>The networks of a comparison at one error.</summary>
internal sealed record ErrorComparison(ImmutableArray<StudyRow> Rows, Counterpart? Counterpart)
{
    /// <summary>What is claimed of the first network; target, error and n are those of all.</summary>
    public Provenance Claims => Rows[0].Provenance;
}

/// <summary>Comparisons as tables: every network, and beside a counterpart with free weights where there is one.</summary>
internal static class CompareTables
{
    /// <summary>The name of the table of networks.</summary>
    public const string Networks = "networks";

    /// <summary>The name of the table of networks beside their counterpart.</summary>
    public const string Counterparts = "counterpart";

    /// <summary>The tables.</summary>
    public static TableReport Of(ImmutableArray<ErrorComparison> all)
    {
        IEnumerable<Entry> entries = all.SelectMany(c => c.Rows.Select(r => new Entry(c, r)));
        TableReport report = new(
        [
            TableBlock.Text(Title(all)),
            TableBlock.Of(ReportTable.Of(Networks, Columns(all), entries)),
            TableBlock.Text(
                "Times as many as the same circuits with free weights of 32 bits. Expected: the quotient of the theorems'",
                "leading expressions, with constant 1; for nonlinear values, independent of the target: λ·log^(1/(λ-1))(1/ε)."),
        ]);
        ImmutableArray<ErrorComparison> rivals = [.. all.Where(c => c.Counterpart is not null)];
        return rivals.IsEmpty ? report : new([.. report.Blocks, .. Against(rivals)]);
    }

    /// <summary>One number of each network, ε down, weight values across.</summary>
    public static TableReport PivotOf(ImmutableArray<ErrorComparison> all, string number)
    {
        ReportColumn<Entry>[] columns = Columns(all);
        ReportColumn<Entry> asked = columns.Single(c => c.Key == (number == "error" ? "measuredError" : number));
        ReportColumn<Entry> error = columns.Single(c => c.Key == "error") with { Heading = "#error" };
        ReportTable table = Pivot.Of(
            [.. all.SelectMany(c => c.Rows.Select(r => new Entry(c, r)))], [error], e => (e.Row.Family.Quantization, e.Row.Family.Limit), asked.Cell);
        return new([TableBlock.Text($"{Title(all)}: {(number == "error" ? "measured error" : number)}"), TableBlock.Of(table)]);
    }

    private sealed record Entry(ErrorComparison Of, StudyRow Row);

    // A row beside the counterpart; of the counterpart itself where there is none.
    private sealed record Rival(ErrorComparison Of, StudyRow? Row)
    {
        public Counterpart Counterpart => Of.Counterpart!;

        public NetworkCounts Counts => Row?.Counts ?? Counterpart.Counts;

        public BigInteger Bits => Row?.Counts.Bits ?? Counterpart.Bits;
    }

    private static string Title(ImmutableArray<ErrorComparison> all)
    {
        Provenance claims = all[0].Claims;
        string errors = string.Join(", ", all.Select(c => $"{(double)c.Claims.Error!.Value:R}{ErrorParts.Asked(c.Claims.ErrorScale)}"));
        string order = all.DistinctBy(c => c.Claims.Smoothness).Count() == 1 ? $", n = {claims.Smoothness}" : string.Empty;
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{claims.Target} on {claims.Domain}, error {errors}, {claims.Structure.Phrase()}{order}");
    }

    // What is the same for all stands in the title.
    private static ReportColumn<Entry>[] Columns(ImmutableArray<ErrorComparison> all) =>
    [
        new("target", null, e => Cell.Word(e.Of.Claims.Target)),
        new("domain", null, e => new(DataCell.Of(e.Of.Claims.Domain!), string.Empty)),
        new("error", all.Length > 1 ? "#error" : null, e => Error(e.Of)),
        new("structure", null, e => Cell.Word(e.Of.Claims.Structure.Text())),
        new("construction", null, e => Cell.Word(e.Of.Claims.Construction)),
        new("smoothness", all.DistinctBy(c => c.Claims.Smoothness).Count() > 1 ? "#n" : null, e => Cell.Small(e.Of.Claims.Smoothness)),
        new("quantization", "weights are", e => new(NameOf(e.Row.Family), e.Row.Family.IsFree ? "free" : NameOf(e.Row.Family))),
        new("lambda", "#λ", e => Cell.Small(e.Row.Family.Limit)),
        new("values", "#values", e => Cell.Small(e.Row.Family.IsFree ? null : e.Row.Codebook.Count)),
        new("depth", "#depth", e => Cell.Small(e.Row.Counts.Depth)),
        new("width", null, e => Cell.Count(e.Row.Counts.Width)),
        new("units", null, e => Cell.Count(e.Row.Counts.Units)),
        new("weights", "#weights", e => Cell.Count(e.Row.Counts.Weights)),
        new("bitsPerWeight", "#bits each", e => Cell.Small(e.Row.Counts.BitsPerWeight)),
        new("bits", "#bits", e => Cell.Count(e.Row.Counts.Bits)),
        new("errorBound", null, e => Cell.Number(e.Row.Provenance.ErrorBound)),
        new("measuredError", "#error measured", e => Cell.Number(e.Row.Provenance.Measured!.Value)),
        new("weightOverhead", "#times weights", e => Cell.Number(e.Row.WeightOverhead)),
        new("expectedOverhead", "#expected", e => Cell.Number(e.Row.ExpectedOverhead)),
        new("bitOverhead", "#times bits", e => Cell.Number(e.Row.BitOverhead)),
    ];

    private static IEnumerable<TableBlock> Against(ImmutableArray<ErrorComparison> all)
    {
        ReportColumn<Rival>[] columns =
        [
            new("error", all.Length > 1 ? "#error" : null, r => Error(r.Of)),
            new("idea", null, r => Cell.Word(r.Counterpart.Idea)),
            new("quantization", "the idea with", r => r.Row is { Family: var f } ? Cell.Word(NameOf(f)) : new(Quantization.None.Text(), "free weights")),
            new("lambda", "#λ", r => Cell.Small(r.Row?.Family.Limit)),
            new("depth", "#depth", r => Cell.Small(r.Counts.Depth)),
            new("weights", "#weights", r => Cell.Count(r.Counts.Weights)),
            new("bitsPerWeight", "#bits each", r => Cell.Small(r.Row?.Counts.BitsPerWeight ?? r.Counterpart.BitsPerWeight)),
            new("bits", "#bits", r => Cell.Count(r.Bits)),
            new("weightsToCounterpart", "#times weights", r => Cell.Number(Ratio(r.Counts.Weights, r.Counterpart.Counts.Weights))),
            new("bitsToCounterpart", "#times bits", r => Cell.Number(Ratio(r.Bits, r.Counterpart.Bits))),
        ];
        IEnumerable<Rival> rows = all.SelectMany(c => c.Rows.Where(r => !r.Family.IsFree).Select(r => new Rival(c, r)).Prepend(new Rival(c, null)));
        yield return TableBlock.Of(ReportTable.Of(Counterparts, columns, rows));
        yield return TableBlock.Text(
            $"Against free weights in a network after the same idea, {Ideas(all)}, proved to keep the error: all",
            "weights of a layer are multiples of one power of two, and all have as many bits, the fewest with which that is so.");
    }

    private static string Ideas(ImmutableArray<ErrorComparison> all) => all.Length == 1
        ? all[0].Counterpart!.Idea
        : string.Join("; ", all.Select(c => $"{c.Counterpart!.Idea} for {Error(c).Shown}"));

    /// <summary>How many times as many.</summary>
    public static double Ratio(BigInteger count, BigInteger by) => (double)count / (double)by;

    /// <summary>The word for weight values.</summary>
    public static string NameOf(CodebookFamily family) => family.Quantization.Text();

    private static Cell Error(ErrorComparison comparison) => Cell.Number((double)comparison.Claims.Error!.Value, "R");
}
