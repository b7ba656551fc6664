using System.Globalization;
using System.Numerics;

namespace QuantRelu.Studies.Sweeps;

/// <summary>Many networks, one row of a table for each: bits and error over ε, λ, quantization, structure and n.</summary>
public static class Sweep
{
    /// <summary>The networks that have no row yet. A row over the limit counts only while its network still is over it.</summary>
    public static ImmutableArray<StudyRequest> Missing(IReadOnlyList<StudyRequest> requests, SweepTable table, StudyEffort effort)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(effort);
        ArgumentNullException.ThrowIfNull(table);
        return [.. requests.Where(r => !table.Rows.TryGetValue(SweepKey.Of(r, effort), out SweepRow? row) || MayBeBuilt(row, effort))];
    }

    /// <summary>Computes the rows that are missing, one after another; each is written as soon as it is known.</summary>
    /// <param name="requests">The networks, in order.</param>
    /// <param name="table">Where rows are, and are written.</param>
    /// <param name="effort">How far each is looked into.</param>
    /// <param name="progress">Is told how many of the networks have their rows.</param>
    /// <param name="cancellationToken">Stops the work between rows and within them; no row is written half.</param>
    public static void Run(IReadOnlyList<StudyRequest> requests, SweepTable table, StudyEffort effort, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ImmutableArray<StudyRequest> missing = Missing(requests, table, effort);
        for (int i = 0; i < missing.Length; i++)
        {
            progress?.Report(requests.Count - missing.Length + i);
            table.Append(SweepRow.Of(NetworkStudy.Run(missing[i], effort, cancellationToken: cancellationToken), effort));
        }

        progress?.Report(requests.Count);
    }

    private static bool MayBeBuilt(SweepRow row, StudyEffort effort) => row.Status == SweepRow.NameOf(StudyStatus.OverLimit)
        && (effort.MostWeights is null
            || (BigInteger.TryParse(row["weights"], NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger weights) && weights <= effort.MostWeights));
}
