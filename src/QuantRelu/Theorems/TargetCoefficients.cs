using System.Runtime.InteropServices;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;

namespace QuantRelu.Theorems;

/// <summary>
/// The weights of the terms: β_{m,k} = D^k f(m/N)/k! / 2^s, rounded to the nearest multiple of the step, for every grid
/// point m and every multi-index |k| &lt; n. Grid points are independent of each other and are worked on by all cores.
/// </summary>
internal sealed class TargetCoefficients(Target target, FunctionIndependentParameters parameters, AdjustableWeight weight, int logScale)
{
    private const int PointsPerTask = 1024;
    private readonly JetSpace _space = JetSpace.Create(parameters.Dimension, parameters.Smoothness - 1);

    /// <summary>The arrays of the summing stage with their codes; those without slots have none.</summary>
    public BlockArray[] Fill(IReadOnlyList<BlockArray> arrays, Codebook codebook, IProgress<double>? progress, CancellationToken cancel)
    {
        ushort[][] codes = arrays.Select(a => new ushort[checked((int)a.Copies * a.Block.Slots)]).ToArray();
        Visit(Copies(arrays), progress, cancel, (a, m, units) =>
        {
            int slots = arrays[a].Block.Slots;
            weight.Write(units, codebook, codes[a].AsSpan(checked((int)m * slots), slots));
        });
        return arrays.Select((a, i) => a.Block.Slots == 0 ? a : a.WithCodes(ImmutableCollectionsMarshal.AsImmutableArray(codes[i]))).ToArray();
    }

    /// <summary>The values that the codebook must hold beside the construction's own.</summary>
    public IEnumerable<Rational> Values(IReadOnlyList<BlockArray> arrays, CancellationToken cancel)
    {
        var known = new System.Collections.Concurrent.ConcurrentDictionary<long, bool>();
        Visit(Copies(arrays), null, cancel, (_, _, units) => known.TryAdd(units, true));
        return weight.Values(known.Keys);
    }

    private static long Copies(IReadOnlyList<BlockArray> arrays) => (long)arrays[0].Copies;

    private void Visit(long points, IProgress<double>? progress, CancellationToken cancel, Action<int, long, long> visit)
    {
        int[] position = Positions();
        long tasks = (points + PointsPerTask - 1) / PointsPerTask;
        long done = 0;
        Parallel.For(0, tasks, new ParallelOptions { CancellationToken = cancel }, task =>
        {
            var coefficients = new double[_space.Count];
            var u = new double[parameters.Dimension];
            for (long m = task * PointsPerTask; m < Math.Min(points, (task + 1) * PointsPerTask); m++)
            {
                GridPoint(m, u);
                target.TaylorCoefficients(u, _space, coefficients);
                for (int a = 0; a < position.Length; a++)
                {
                    visit(a, m, Units(coefficients[position[a]], u));
                }
            }

            progress?.Report((double)Interlocked.Increment(ref done) / tasks);
        });
    }

    // Where the coefficient of each array stands in the jet.
    private int[] Positions() => Enumerable.Range(0, parameters.Smoothness)
        .SelectMany(degree => FunctionIndependentCircuit.Factors(parameters.Dimension, degree))
        .Select(factors => _space.IndexOf(new MultiIndex(Enumerable.Range(0, parameters.Dimension).Select(i => factors.Count(f => f == i)).ToArray())))
        .ToArray();

    private void GridPoint(long m, double[] u)
    {
        for (int i = u.Length - 1; i >= 0; i--)
        {
            u[i] = Math.ScaleB(m % (parameters.Grid + 1), -parameters.LogGrid);
            m /= parameters.Grid + 1;
        }
    }

    private long Units(double coefficient, double[] u)
    {
        double scaled = Math.ScaleB(coefficient, -logScale);
        if (!double.IsFinite(scaled))
        {
            throw new TargetException($"{target.Name} has no finite Taylor coefficient at u = ({string.Join(", ", u)}).");
        }

        // The hypothesis |β| ≤ 1 holds up to the rounding of the norm.
        double nearest = Math.Clamp(scaled, -1, 1);
        return (long)Math.Round(nearest / (double)weight.Step, MidpointRounding.AwayFromZero);
    }
}
