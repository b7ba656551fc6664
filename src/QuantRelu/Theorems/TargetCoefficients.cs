using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.ExceptionServices;
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
    private readonly NearestMultiple _nearest = new(weight.Step, logScale);

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
        var known = new ConcurrentDictionary<BigInteger, bool>();
        Visit(Copies(arrays), null, cancel, (_, _, units) => known.TryAdd(units, true));
        return weight.Values(known.Keys);
    }

    private static long Copies(IReadOnlyList<BlockArray> arrays) => (long)arrays[0].Copies;

    private void Visit(long points, IProgress<double>? progress, CancellationToken cancel, Action<int, long, BigInteger> visit)
    {
        int[] position = Positions();
        long tasks = (points + PointsPerTask - 1) / PointsPerTask;
        long done = 0;
        try
        {
            Parallel.For(0, tasks, new ParallelOptions { CancellationToken = cancel }, task =>
            {
                var enclosure = new TaylorEnclosure(target, _space);
                for (long m = task * PointsPerTask; m < Math.Min(points, (task + 1) * PointsPerTask); m++)
                {
                    BigInteger[] units = Units(enclosure, GridPoint(m));
                    for (int a = 0; a < position.Length; a++)
                    {
                        visit(a, m, units[position[a]]);
                    }
                }

                progress?.Report((double)Interlocked.Increment(ref done) / tasks);
            });
        }
        catch (AggregateException e)
        {
            // What fails at one grid point is told as if no others were worked on beside it.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    // Where the coefficient of each array stands in the jet.
    private int[] Positions() => Enumerable.Range(0, parameters.Smoothness)
        .SelectMany(degree => FunctionIndependentCircuit.Factors(parameters.Dimension, degree))
        .Select(factors => _space.IndexOf(new MultiIndex(Enumerable.Range(0, parameters.Dimension).Select(i => factors.Count(f => f == i)).ToArray())))
        .ToArray();

    private Dyadic[] GridPoint(long m)
    {
        var u = new Dyadic[parameters.Dimension];
        for (int i = u.Length - 1; i >= 0; i--)
        {
            u[i] = Dyadic.Create(m % (parameters.Grid + 1), -parameters.LogGrid);
            m /= parameters.Grid + 1;
        }

        return u;
    }

    // Every coefficient in steps, from the first enclosure that tells it.
    private BigInteger[] Units(TaylorEnclosure enclosure, Dyadic[] u)
    {
        var units = new BigInteger?[_space.Count];
        foreach (Interval[] coefficients in enclosure.At(u, _nearest.Precision))
        {
            for (int k = 0; k < units.Length; k++)
            {
                units[k] ??= _nearest.Of(coefficients[k]);
            }

            if (Array.TrueForAll(units, k => k is not null))
            {
                break;
            }
        }

        return Array.ConvertAll(units, k => k ?? throw NotFound(u));
    }

    private TargetException NotFound(Dyadic[] u) =>
        new($"The Taylor coefficients of {target.Name} cannot be computed at {SobolevNorm.Where(target, Array.ConvertAll(u, v => (double)v))}: it or a derivative may be undefined or infinite there.");
}
