using System.Numerics;
using QuantRelu.Analysis.FixedPoint;

namespace QuantRelu.Formats.Verilog;

/// <summary>An input U of a module and the output Y that it must have, from the exact evaluation of the network itself.</summary>
internal sealed record TestVector(IReadOnlyList<long> Inputs, BigInteger Output)
{
    private const int Seed = 1;

    /// <summary>All inputs where there are at most so many, else the corners and others; the same for the same numbers.</summary>
    public static IReadOnlyList<TestVector> Of(Network network, FixedPointNetwork lowered, int most, CancellationToken cancellationToken)
    {
        long[][] inputs = [.. Places(lowered.Inputs, lowered.InputBits, most)];
        Rational one = Dyadic.PowerOfTwo(lowered.InputBits), scale = Rational.Create(lowered.Multiple, 1) * Dyadic.PowerOfTwo(lowered.FractionBits);
        ImmutableArray<Rational> values = ExactEvaluator.EvaluateAll(
            network, [.. inputs.Select(p => (IReadOnlyList<Rational>)[.. p.Select(u => Rational.Create(u, 1) / one)])], cancellationToken: cancellationToken);
        return [.. inputs.Select((u, i) => new TestVector(u, (scale * values[i]).Numerator))];
    }

    private static IEnumerable<long[]> Places(int inputs, int bits, int most)
    {
        if ((long)inputs * bits < 31 && 1 << (inputs * bits) <= most)
        {
            return Enumerable.Range(0, 1 << (inputs * bits))
                .Select(n => Enumerable.Range(0, inputs).Select(i => (long)(n >> (i * bits)) & Last(bits)).ToArray());
        }

        var random = new Random(Seed);
        return Enumerable.Range(0, most).Select(n => Enumerable.Range(0, inputs)
            .Select(i => inputs < 31 && n < 1 << inputs ? (n >> i & 1) * Last(bits) : random.NextInt64(Last(bits) + 1)).ToArray());
    }

    private static long Last(int bits) => (1L << bits) - 1;
}
