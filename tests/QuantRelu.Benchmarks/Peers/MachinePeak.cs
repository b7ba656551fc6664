using System.Diagnostics;
using System.Numerics;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>What the machine can do at most.</summary>
internal static class MachinePeak
{
    private const int PeakTerms = 1 << 16;

    /// <summary>Load, multiply, add, in vectors, from the nearest cache: terms a nanosecond, the most of some runs.</summary>
    public static double TermsPerNanosecond()
    {
        double[] values = [.. Enumerable.Range(0, 512).Select(i => 1.0 / (1 + i))];
        double best = 0;
        for (int run = 0; run < 200; run++)
        {
            long start = Stopwatch.GetTimestamp();
            double sum = Terms(values, PeakTerms);
            double time = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            best = Math.Max(best, sum == 0 ? 0 : PeakTerms / time);
        }

        return best;
    }

    private static double Terms(double[] values, int count)
    {
        var c = new Vector<double>(0.5);
        Vector<double> z0 = default, z1 = default, z2 = default, z3 = default;
        int width = Vector<double>.Count;
        for (int k = 0; k < count; k += 4 * width)
        {
            int at = k & 255;
            z0 += c * new Vector<double>(values, at);
            z1 += c * new Vector<double>(values, at + width);
            z2 += c * new Vector<double>(values, at + (2 * width));
            z3 += c * new Vector<double>(values, at + (3 * width));
        }

        return Vector.Sum(z0 + z1 + z2 + z3);
    }
}
