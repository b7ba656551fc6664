using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// The weights of the terms: β_{m,k} = D^k f(m/N)/k! / 2^s, rounded to the nearest multiple of the step of its |k|, for every grid
/// point m and every multi-index |k| &lt; n. Grid points are independent of each other and are worked on by all cores.
/// </summary>
internal sealed class TargetCoefficients(Target target, FunctionIndependentParameters parameters, TermScaling scaling, int logScale)
{
    private const int PointsPerTask = 1024;
    private readonly ImmutableArray<long> _grid = FunctionIndependentCircuit.Grid(parameters);
    private readonly JetSpace _space = JetSpace.Create(parameters.Dimension, parameters.Smoothness - 1);

    // k of every coefficient, and where it stands in the jet.
    private readonly (MultiIndex K, int Position)[] _terms = Terms(parameters);
    // By |k|.
    private readonly NearestMultiple[] _nearest =
        [.. Enumerable.Range(0, parameters.Smoothness).Select(degree => new NearestMultiple(scaling.Step(degree), logScale))];
    private readonly int[] _degrees = Degrees(parameters);

    // m in {0..N}^d.
    private long Points => checked((long)BigInteger.Pow(parameters.Grid + 1, parameters.Dimension));

    /// <summary>The network with the codes of all coefficients in its banks.</summary>
    public Network Fill(OpenNetwork open, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        SwitchBank[] banks = [.. _terms.Select(t => open.Bank(FunctionIndependentCircuit.Bank(t.K)))];
        ushort[][] codes = [.. banks.Select(b => new ushort[checked((int)b.Codes)])];
        Visit(progress, cancellationToken, (a, m, units) =>
        {
            int slots = banks[a].Slots;
            scaling.Weight.Write(units, open.Topology.Codebook, codes[a].AsSpan(checked((int)m * slots), slots));
        });
        return open.With(banks.Zip(codes).ToDictionary(b => b.First.Name, b => ImmutableCollectionsMarshal.AsImmutableArray(b.Second)));
    }

    /// <summary>The values that the codebook must hold beside the construction's own.</summary>
    public IEnumerable<Rational> Values(CancellationToken cancellationToken)
    {
        var known = new ConcurrentDictionary<BigInteger, bool>();
        Visit(null, cancellationToken, (_, _, units) => known.TryAdd(units, true));
        return scaling.Weight.Values(known.Keys);
    }

    private void Visit(IProgress<double>? progress, CancellationToken cancellationToken, Action<int, long, BigInteger> visit)
    {
        long points = Points, tasks = (points + PointsPerTask - 1) / PointsPerTask;
        long done = 0;
        try
        {
            Parallel.For(0, tasks, new ParallelOptions { CancellationToken = cancellationToken }, task =>
            {
                var enclosure = new TaylorEnclosure(target, _space);
                for (long m = task * PointsPerTask; m < Math.Min(points, (task + 1) * PointsPerTask); m++)
                {
                    BigInteger[] units = Units(enclosure, GridPoint(m));
                    for (int a = 0; a < _terms.Length; a++)
                    {
                        visit(a, m, units[_terms[a].Position]);
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

    private static (MultiIndex K, int Position)[] Terms(FunctionIndependentParameters parameters)
    {
        JetSpace space = JetSpace.Create(parameters.Dimension, parameters.Smoothness - 1);
        return
        [
            .. from degree in Enumerable.Range(0, parameters.Smoothness)
               from factors in FunctionIndependentCircuit.Factors(parameters.Dimension, degree)
               let k = FunctionIndependentCircuit.Index(parameters.Dimension, factors)
               select (k, space.IndexOf(k)),
        ];
    }

    // |k| of each place in the jet.
    private static int[] Degrees(FunctionIndependentParameters parameters)
    {
        JetSpace space = JetSpace.Create(parameters.Dimension, parameters.Smoothness - 1);
        return [.. Enumerable.Range(0, space.Count).Select(place => Enumerable.Range(0, parameters.Dimension).Sum(i => space[place][i]))];
    }

    private Dyadic[] GridPoint(long m)
    {
        var u = new Dyadic[parameters.Dimension];
        foreach ((int axis, long digit) in new GridDigits(m, _grid.AsSpan()))
        {
            u[axis] = Dyadic.Create(digit, -parameters.LogGrid);
        }

        return u;
    }

    /// <summary>Every coefficient at a grid point in steps, in the order of the jet space, from the first enclosure that tells it.</summary>
    public BigInteger[] Units(TaylorEnclosure enclosure, Dyadic[] u)
    {
        var units = new BigInteger?[_space.Count];
        foreach (Interval[] coefficients in enclosure.At(u, _nearest.Max(n => n.Precision)))
        {
            for (int k = 0; k < units.Length; k++)
            {
                units[k] ??= _nearest[_degrees[k]].Of(coefficients[k]);
            }

            if (Array.TrueForAll(units, k => k is not null))
            {
                break;
            }
        }

        return Array.ConvertAll(units, k => k ?? throw NotFound(u));
    }

    private TargetException NotFound(Dyadic[] u) =>
        new($"The Taylor coefficients of {target.Name} cannot be computed at {PlaceText.Of(target, Array.ConvertAll(u, v => (double)v))}: it or a "
            + "derivative may be undefined or infinite there.");
}
