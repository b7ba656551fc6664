using System.Numerics;
using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Evaluation;

/// <summary>
/// How many bits the values of a network need, proved by bounding every partial sum of every unit for inputs in [0, 1]:
/// with p fraction bits in the inputs, every value is an integer times 2^-(p + <see cref="ExtraFractionBits"/>) of
/// magnitude below 2^<see cref="IntegerBits"/>. When all bits together fit into 53, double precision rounds nothing.
/// </summary>
/// <param name="IntegerBits">Bits before the point of the largest partial sum, or null when a weight is not dyadic.</param>
/// <param name="ExtraFractionBits">Bits after the point that the network adds to those of the inputs.</param>
public sealed record PrecisionAnalysis(int? IntegerBits, int ExtraFractionBits)
{
    private const int DoubleBits = 53;

    /// <summary>The most fraction bits of inputs for which double precision is exact; negative when there are none.</summary>
    public int ExactFractionBits => IntegerBits is { } bits ? DoubleBits - bits - ExtraFractionBits : -1;

    /// <summary>True when evaluation in double precision is exact at inputs u in [0, 1] with the given number of fraction bits.</summary>
    public bool IsExact(int inputFractionBits) => inputFractionBits <= ExactFractionBits;

    /// <summary>Analyses a network.</summary>
    public static PrecisionAnalysis Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Of(CollapsedNetwork.Of(network));
    }

    internal static PrecisionAnalysis Of(CollapsedNetwork network)
    {
        if (network.Network.Codebook.Values.Any(v => !v.IsDyadic))
        {
            return new PrecisionAnalysis(null, 0);
        }

        var walk = new Walk(network.Network.Codebook);
        (Dyadic Range, int Bits) value = (Dyadic.One, 0);
        foreach (CollapsedStage stage in network.Stages)
        {
            value = walk.Stage(stage, value);
        }

        return new PrecisionAnalysis((int)walk.Largest.ToCeiling().GetBitLength(), walk.MostBits);
    }

    /// <summary>Carries one bound on the magnitude and one number of fraction bits for all units between two stages.</summary>
    private sealed class Walk(Codebook codebook)
    {
        private readonly Dyadic _largestWeight = codebook.Values.Select(v => Dyadic.Abs(v.ToDyadic())).Max();
        private readonly int _weightBits = codebook.Values.Max(v => v.ToDyadic().FractionBits);

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
            Dyadic range = Dyadic.Abs(unit.Bias.ToDyadic());
            int bits = unit.Bias.ToDyadic().FractionBits;
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
            Dyadic c = term.Coefficient.ToDyadic();
            return term.IsOpen
                ? (Dyadic.Abs(c) + (term.Slots.Count * _largestWeight), Math.Max(c.FractionBits, _weightBits))
                : (Dyadic.Abs(c), -c.Exponent);
        }
    }
}
