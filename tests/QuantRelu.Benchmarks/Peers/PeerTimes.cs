using System.Diagnostics;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>
/// Times of all ways of a case, in nanoseconds a point: the ways take turns, a slice of a millisecond each and again, and of each the fastest slice
/// counts, so that whatever else the machine does at times meets none of them alone.
/// </summary>
internal static class PeerTimes
{
    private const int Rounds = 40;
    private const int FewestRounds = 4;
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _most = TimeSpan.FromSeconds(6);

    /// <summary>The times by way; without those that are absent.</summary>
    public static IReadOnlyDictionary<string, double> Of(PeerCase which)
    {
        var benchmarks = new PeerBenchmarks { Case = which };
        benchmarks.Prepare();
        Way[] ways = [.. All(benchmarks).Where(w => IsThere(w.Call)).Select(w => new Way(w.Name, w.Call, CallsOf(w.Call)))];
        var clock = Stopwatch.StartNew();
        var least = ways.ToDictionary(w => w.Name, _ => double.PositiveInfinity);
        for (int round = 0; round < Rounds && (round < FewestRounds || clock.Elapsed < _most); round++)
        {
            foreach (Way way in ways)
            {
                double time = Time(way.Call, way.Calls) / way.Calls / PeerBenchmarks.PointsOf(way.Name, which);
                least[way.Name] = Math.Min(least[way.Name], time);
            }
        }

        return least;
    }

    private static IEnumerable<(string Name, Action Call)> All(PeerBenchmarks b) =>
    [
        (nameof(b.Ours), () => b.Ours()),
        (nameof(b.OursAnywhere), () => b.OursAnywhere()),
        (nameof(b.RowsInC), () => b.RowsInC()),
        (nameof(b.OwnC), b.OwnC),
        (nameof(b.OwnCInside), b.OwnCInside),
        (nameof(b.OnnxRuntime), () => b.OnnxRuntime()),
        (nameof(b.MathNet), () => b.MathNet()),
    ];

    private static bool IsThere(Action call)
    {
        try
        {
            call();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static int CallsOf(Action call)
    {
        int calls = 1;
        while (Time(call, calls) < _slice.TotalNanoseconds)
        {
            calls *= 2;
        }

        return calls;
    }

    // In nanoseconds.
    private static double Time(Action call, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private sealed record Way(string Name, Action Call, int Calls);
}
