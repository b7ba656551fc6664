using QuantRelu.Constructions.Paper;

namespace QuantRelu.Formats.Reports;

/// <summary>An <see cref="ErrorLedger"/> in words: the rows of its table, and what it says.</summary>
public static class LedgerRows
{
    /// <summary>The headings; columns of numbers begin with '#'.</summary>
    public static ImmutableArray<string> Headings { get; } = ["error of", "equations", "#the paper bounds it by", "#this target gives", "#measured"];

    /// <summary>A row of cells for each term, the total last.</summary>
    public static ImmutableArray<ImmutableArray<string>> Of(ErrorLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return [.. ledger.Entries.Select(e => ImmutableArray.Create(e.Name, e.Equations, Short(e.Paper), Short(e.Target), Short(e.Measured)))];
    }

    /// <summary>What the table says, in one sentence.</summary>
    public static string Caption(ErrorLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        string samples = $"{LargeNumber.Text(ledger.Samples)} point{(ledger.Samples == 1 ? string.Empty : "s")}";
        return $"The inequalities of Theorem 1, whose total is compared with ε = {ReportFacts.Short((double)ledger.Error)}: bounds, and the greatest at "
            + $"{samples} of functions that are computed exactly.";
    }

    private static string Short(double? value) => value is { } known ? ReportFacts.Short(known) : string.Empty;
}
