using System.Globalization;
using System.Numerics;
using QuantRelu.Claims;

namespace QuantRelu.Formats.C;

/// <summary>What a C file says of its cost: sentences, all numbers counted.</summary>
internal static class CCostText
{
    /// <summary>The sentences.</summary>
    public static string Of(CCost cost, InterpolationTable? table, bool claims)
    {
        string own = $"An evaluation takes {Operations(cost)}, and {Number(cost.DataBytes, "byte")} of constant tables, beside what takes in raw.";
        if (table is null)
        {
            return $"{own} It is compared with no table: "
                + (claims ? "none with linear interpolation is proved to keep the network's error." : "no error is claimed of the network.");
        }

        string kind = table.Interpolates ? "A plain table with linear interpolation" : "A plain table of the values at every u held";
        string other = $"{kind}, {Number(table.Entries, "value")} of {Number(table.EntryBytes, "byte")} "
            + $"({Number(table.Cost.DataBytes, "byte")}), is proved to miss the target by at most {OutwardDigits.Up(table.Error)} at every such u, "
            + $"no more than the network does, with {Operations(table.Cost)}.";
        return table.Cost.Operations < cost.Operations
            ? $"{own} {other} Take that table: it needs fewer operations."
            : $"{own} {other} The network needs no more operations than that table.";
    }

    private static string Operations(CCost cost)
    {
        string[] parts =
        [
            .. cost.Multiplications.IsZero ? (string[])[] : [Number(cost.Multiplications, "multiplication")],
            Number(cost.Additions, "addition"), Number(cost.Shifts, "shift"),
        ];
        return $"{string.Join(", ", parts)} and {Number(cost.Comparisons, "comparison")}";
    }

    private static string Number(BigInteger count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count.IsOne ? string.Empty : "s")}");
}
