using System.Globalization;
using System.Numerics;
using QuantRelu.Constructions;

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

    /// <summary>
    /// Computes the rows that are missing, as many at a time as there are processors and as fit into half of the memory; each is written as soon as it and
    /// all before it are known, so that the table is the same on any machine.
    /// </summary>
    /// <param name="requests">The networks, in order.</param>
    /// <param name="table">Where rows are, and are written.</param>
    /// <param name="effort">How far each is looked into.</param>
    /// <param name="progress">Is told how many of the networks have their rows.</param>
    /// <param name="cancellationToken">
    /// Stops the work between rows and within them; no row is written half. Rows that are known stay in a file, whichever they are, and when it is continued
    /// and finished they get their places.
    /// </param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static void Run(IReadOnlyList<StudyRequest> requests, SweepTable table, StudyEffort effort, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default) =>
        Run(requests, table, effort, Environment.ProcessorCount, SharedMemory.OfProcess(), progress, cancellationToken);

    /// <summary>The same with so many threads and so much memory.</summary>
    internal static void Run(IReadOnlyList<StudyRequest> requests, SweepTable table, StudyEffort effort, int threads, SharedMemory memory,
        IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ImmutableArray<StudyRequest> missing = Missing(requests, table, effort);
        int there = requests.Count - missing.Length;
        progress?.Report(there);
        var rows = new RowsInOrder(table, missing.Length, progress is null ? null : new Further(progress, there));
        try
        {
            SideBySide.Run(missing.Length, threads, i => rows.Put(i, SweepRow.Of(
                NetworkStudy.Run(missing[i], effort, memory, cancellationToken: cancellationToken), effort)));
        }
        finally
        {
            rows.Stop();
        }
    }

    private static bool MayBeBuilt(SweepRow row, StudyEffort effort) => row.Status == SweepRow.NameOf(StudyStatus.OverLimit)
        && (effort.MostWeights is null
            || (BigInteger.TryParse(row["weights"], NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger weights) && weights <= effort.MostWeights));

    private sealed class Further(IProgress<int> all, int there) : IProgress<int>
    {
        public void Report(int value) => all.Report(there + value);
    }
}
