using System.Numerics;
using System.Runtime.InteropServices;
using QuantRelu.Analysis;
using QuantRelu.Evaluation;
using QuantRelu.Graph;

namespace QuantRelu;

/// <summary>
/// Evaluates a network in exact arithmetic, by the definition: the truth that every faster path is tested against.
/// </summary>
/// <remarks>
/// Odd denominators, of inputs such as 1/10 and of weights such as 1/6, are kept out of the numbers: every value of a layer
/// is a dyadic times 1/<c>unit</c>, and one layer multiplies <c>unit</c> by the odd part D of the codebook's denominators, and by the
/// odd part A of the denominator of a leaky ReLU's slope, since σ(z)·c = σ(z·c) for c > 0.
/// </remarks>
public static class ExactEvaluator
{
    /// <summary>The exact outputs at exact inputs.</summary>
    /// <param name="network">The network.</param>
    /// <param name="point">u, one coordinate per input; any rational numbers.</param>
    /// <exception cref="ArgumentException">The point has another dimension than the network.</exception>
    public static ImmutableArray<Rational> Evaluate(Network network, IReadOnlyList<Rational> point) => Evaluate(network, point, gates: null);

    /// <summary>The exact outputs at a dyadic point.</summary>
    /// <param name="network">The network.</param>
    /// <param name="point">u, one coordinate per input.</param>
    /// <exception cref="ArgumentException">The point has another dimension than the network.</exception>
    public static ImmutableArray<Rational> Evaluate(Network network, params IReadOnlyList<Dyadic> point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Evaluate(network, [.. point.Select(u => (Rational)u)]);
    }

    /// <summary>The exact first output at many points, on all cores; blocks that are proved to be 0 at a point are skipped.</summary>
    /// <param name="network">The network.</param>
    /// <param name="points">The points u, one coordinate per input each.</param>
    /// <param name="progress">Is told the part that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <exception cref="ArgumentException">A point has another dimension than the network.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was stopped.</exception>
    public static ImmutableArray<Rational> EvaluateAll(
        Network network, IReadOnlyList<IReadOnlyList<Rational>> points, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(points);
        foreach (IReadOnlyList<Rational> point in points)
        {
            Check(network, point);
        }

        BlockGates gates = BlockGates.Of(network);
        var values = new Rational[points.Count];
        var done = new OrderedProgress(progress, values.Length);
        Parallel.For(0, values.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            values[i] = Evaluate(network, points[i], gates)[0];
            done.Add(1);
        });
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>The exact outputs, found without the blocks that are proved to be 0 at the point when their gates are given.</summary>
    internal static ImmutableArray<Rational> Evaluate(Network network, IReadOnlyList<Rational> point, BlockGates? gates)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(point);
        Check(network, point);
        BigInteger unit = OddMultiple(point);
        var run = new Run(network, OddMultiple(network.Codebook.Values), OddMultiple([network.Activation.NegativeSlope]), unit);
        Dyadic[] values = point.Select(u => (u * Rational.Create(unit, 1)).ToDyadic()).ToArray();
        for (int s = 0; s < network.Stages.Length; s++)
        {
            values = run.Stage(s, values, gates);
        }

        return [.. values.Select(v => v / Rational.Create(run.Unit, 1))];
    }

    private static void Check(Network network, IReadOnlyList<Rational> point)
    {
        if (point.Count != network.Inputs)
        {
            throw new ArgumentException($"The point has {point.Count} coordinates, the network {network.Inputs} inputs.", nameof(point));
        }
    }

    // The least common multiple of the odd parts of the denominators.
    private static BigInteger OddMultiple(IEnumerable<Rational> values) => values.Aggregate(BigInteger.One, (multiple, v) =>
    {
        BigInteger odd = v.Denominator >> (int)BigInteger.TrailingZeroCount(v.Denominator);
        return multiple / BigInteger.GreatestCommonDivisor(multiple, odd) * odd;
    });

    private sealed class Run(Network network, BigInteger factor, BigInteger bend, BigInteger unit)
    {
        private readonly Dyadic _positive = Dyadic.Create(bend, 0);
        private readonly Dyadic _negative = (network.Activation.NegativeSlope * Rational.Create(bend, 1)).ToDyadic();
        private readonly Dyadic[] _weights = network.Codebook.Values.Select(w => (w * Rational.Create(factor, 1)).ToDyadic()).ToArray();

        public BigInteger Unit { get; private set; } = unit;

        public Dyadic[] Stage(int number, Dyadic[] inputs, BlockGates? gates)
        {
            Stage stage = network.Stages[number];
            bool last = number == network.Stages.Length - 1;
            var outputs = new List<Dyadic>();
            Dyadic[]? sum = stage.Sums ? new Dyadic[(int)stage.Units(stage.Depth - 1)] : null;
            for (int a = 0; a < stage.Arrays.Length; a++)
            {
                BlockArray array = stage.Arrays[a];
                var sources = new long[array.Block.Inputs];
                for (long copy = 0; copy < array.Copies; copy++)
                {
                    array.Sources(copy, sources);
                    Dyadic[] values = sources.Select(i => inputs[i]).ToArray();
                    bool zero = gates is not null && gates.Of(number, a).Any(i => values[i].IsZero);
                    values = zero ? new Dyadic[array.Block.Outputs] : Block(array, copy, values);
                    if (sum is null)
                    {
                        outputs.AddRange(values);
                    }
                    else
                    {
                        sum = sum.Zip(values, (x, y) => x + y).ToArray();
                    }
                }
            }

            Unit *= BigInteger.Pow(factor, stage.Depth) * BigInteger.Pow(bend, stage.Depth - 1);
            IEnumerable<Dyadic> all = sum ?? (IEnumerable<Dyadic>)outputs;
            if (last)
            {
                return all.ToArray();
            }

            Unit *= bend;
            return all.Select(v => Activate(v, Unit)).ToArray();
        }

        private Dyadic[] Block(BlockArray array, long copy, Dyadic[] values)
        {
            BigInteger one = Unit;
            for (int l = 0; l < array.Block.Depth; l++)
            {
                values = Sums(array, copy, array.Block.Layers[l], values, Dyadic.Create(one, 0));
                one *= factor;
                if (l < array.Block.Depth - 1)
                {
                    one *= bend;
                    values = values.Select(z => Activate(z, one)).ToArray();
                }
            }

            return values;
        }

        // The activation of a sum that is z/A of the new unit.
        private Dyadic Activate(Dyadic z, BigInteger one)
        {
            Dyadic bent = z.Sign < 0 ? _negative * z : _positive * z;
            return network.Activation.Ceiling is { } most ? Dyadic.Min(bent, (most * Rational.Create(one, 1)).ToDyadic()) : bent;
        }

        private Dyadic[] Sums(BlockArray array, long copy, SparseLayer layer, Dyadic[] before, Dyadic one)
        {
            var values = new Dyadic[layer.Units];
            for (int i = 0; i < values.Length; i++)
            {
                Dyadic z = layer.Biases[i] == SparseLayer.NoBias ? default : _weights[layer.Biases[i]] * one;
                for (int k = layer.RowStarts[i]; k < layer.RowStarts[i + 1]; k++)
                {
                    z += _weights[array.Resolve(layer.Codes[k], copy)] * before[layer.Columns[k]];
                }

                values[i] = z;
            }

            return values;
        }
    }
}
