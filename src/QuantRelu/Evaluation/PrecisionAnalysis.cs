using System.Numerics;
using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Graph;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Numerics;

namespace QuantRelu.Evaluation;

/// <summary>
/// How many bits the values of a network need, proved by bounding every partial sum of every unit for inputs in [0, 1]:
/// with p fraction bits in the inputs, every value is an integer times 2^-(p + <see cref="ExtraFractionBits"/>) of
/// magnitude below 2^<see cref="IntegerBits"/>. When all bits together fit into 53, double precision rounds nothing.
/// </summary>
/// <param name="Largest">A bound on the magnitude of every partial sum.</param>
/// <param name="ExtraFractionBits">Bits after the point that the network adds to those of the inputs, or null when a weight is not dyadic.</param>
public sealed record PrecisionAnalysis(Dyadic Largest, int? ExtraFractionBits)
{
    private const int DoubleBits = 53;

    // Magnitudes that are not dyadic are rounded up to multiples of 2^-64.
    private const int RoundingBits = 64;

    /// <summary>Bits before the point of the largest partial sum.</summary>
    public int IntegerBits => (int)Largest.ToCeiling().GetBitLength();

    /// <summary>The most fraction bits of inputs for which double precision is exact; negative when there are none.</summary>
    public int ExactFractionBits => ExtraFractionBits is { } bits ? DoubleBits - IntegerBits - bits : -1;

    /// <summary>True when evaluation in double precision is exact at inputs u in [0, 1] with the given number of fraction bits.</summary>
    public bool IsExact(int inputFractionBits) => inputFractionBits <= ExactFractionBits;

    /// <summary>Analyses a network, one with another activation as what it is in ReLU units.</summary>
    public static PrecisionAnalysis Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Of(CollapsedNetwork.Of(ReluForm.Of(network)));
    }

    internal static PrecisionAnalysis Of(CollapsedNetwork network)
    {
        var walk = new Walk(network.Network.Codebook);
        (Dyadic Range, int Bits) value = (Dyadic.One, 0);
        foreach (CollapsedStage stage in network.Stages)
        {
            value = walk.Stage(stage, value);
        }

        return new PrecisionAnalysis(walk.Largest, network.Network.Codebook.Values.All(v => v.IsDyadic) ? walk.MostBits : null);
    }

    /// <summary>Carries one bound on the magnitude and one number of fraction bits for all units between two stages.</summary>
    private sealed class Walk(Codebook codebook)
    {
        private readonly Dyadic _largestWeight = codebook.Values.Select(Magnitude).Max();
        private readonly int _weightBits = codebook.Values.Max(Bits);

        public Dyadic Largest { get; private set; } = Dyadic.One;

        public int MostBits { get; private set; }

        public (Dyadic Range, int Bits) Stage(CollapsedStage stage, (Dyadic Range, int Bits) input)
        {
            Dyadic range = default, sum = default;
            int bits = 0;
            foreach (IGrouping<CollapsedBlock, CollapsedArray> same in stage.Arrays.GroupBy(a => a.Block))
            {
                (Dyadic blockRange, int blockBits) = Block(same.Key, input);
                range = Dyadic.Max(range, blockRange);
                bits = Math.Max(bits, blockBits);
                BigInteger copies = same.Aggregate(BigInteger.Zero, (n, a) => n + a.Array.Copies);
                sum += Dyadic.Create(copies, 0) * blockRange;
            }

            if (stage.Sums)
            {
                Largest = Dyadic.Max(Largest, sum);
                range = sum;
            }

            return (range, bits);
        }

        private (Dyadic Range, int Bits) Block(CollapsedBlock block, (Dyadic Range, int Bits) input)
        {
            (Dyadic Range, int Bits)[] values = Enumerable.Repeat(input, block.Inputs).ToArray();
            foreach (IReadOnlyList<CollapsedUnit> layer in block.Layers)
            {
                values = layer.Select(u => Unit(u, values)).ToArray();
            }

            return (values.Select(v => v.Range).Append(default).Max(), values.Max(v => v.Bits));
        }

        private (Dyadic Range, int Bits) Unit(CollapsedUnit unit, (Dyadic Range, int Bits)[] values)
        {
            Dyadic range = Magnitude(unit.Bias);
            int bits = Bits(unit.Bias);
            foreach (Connection term in unit.Terms)
            {
                (Dyadic coefficient, int more) = Coefficient(term);
                range += coefficient * values[term.Source].Range;
                bits = Math.Max(bits, values[term.Source].Bits + more);
            }

            Largest = Dyadic.Max(Largest, range);
            MostBits = Math.Max(MostBits, bits);
            return (range, bits);
        }

        private (Dyadic Magnitude, int Bits) Coefficient(Connection term)
        {
            Dyadic magnitude = Magnitude(term.Coefficient);
            int bits = Bits(term.Coefficient);
            return term.IsOpen
                ? (magnitude + (term.Slots.Count * _largestWeight), Math.Max(bits, _weightBits))
                : (magnitude, term.Coefficient.IsDyadic ? -term.Coefficient.ToDyadic().Exponent : bits);
        }

        private static Dyadic Magnitude(Rational value) => value.IsDyadic
            ? Dyadic.Abs(value.ToDyadic())
            : Dyadic.Create((Rational.Abs(value) * Dyadic.PowerOfTwo(RoundingBits)).Floor() + 1, -RoundingBits);

        private static int Bits(Rational value) => value.IsDyadic ? value.ToDyadic().FractionBits : 0;
    }
}
