using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace QuantRelu.Constructions;

/// <summary>
/// Pieces of work of very different size, on all processors: whoever is free takes the next one. What comes of them does not depend on who did which.
/// </summary>
internal static class SideBySide
{
    /// <summary>What comes of each thing, in the order of the things.</summary>
    public static TTo[] Of<TFrom, TTo>(IEnumerable<TFrom> all, Func<TFrom, TTo> work)
    {
        TFrom[] from = [.. all];
        var results = new TTo[from.Length];
        Run(from.Length, Environment.ProcessorCount, i => results[i] = work(from[i]));
        return results;
    }

    /// <summary>Does all pieces. After a failure none is begun, and the first in order of those that failed is thrown as it was.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="threads">How many are done at a time.</param>
    /// <param name="work">Does one of them.</param>
    public static void Run(int count, int threads, Action<int> work)
    {
        var failures = new ConcurrentDictionary<int, ExceptionDispatchInfo>();
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, count), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            (i, state) =>
            {
                try
                {
                    work(i);
                }
                catch (Exception e)
                {
                    failures[i] = ExceptionDispatchInfo.Capture(e);
                    state.Stop();
                }
            });
        failures.OrderBy(failure => failure.Key).FirstOrDefault().Value?.Throw();
    }
}
