using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Evaluation.Ranges;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Formats.C;

/// <summary>The bits that a C file needs before the point, and after it beyond those of the inputs; null when a weight is not dyadic.</summary>
/// <remarks>
/// A C file evaluates every copy of a block, so the ranges of units are asked for without the gates that let an evaluator skip one. They
/// bound all partial sums of whole terms. A shift Σ 2^k·v of a fixed coefficient goes from one of those to the next in one direction;
/// within a term c·v + Σ w·v of slots a sum can leave them by at most (|c| + Σ|w|)·|v|, which is added.
/// </remarks>
internal readonly record struct CPrecision(int IntegerBits, int? ExtraBits)
{
    /// <summary>The bits of a network of ReLU units.</summary>
    public static CPrecision Of(CollapsedNetwork network)
    {
        IReadOnlyList<LayerTally> layers = NetworkRanges.Of(network, Activation.Relu, gates: null);
        Rational largest = layers.Aggregate((Rational)1, (most, l) => ValueRange.Larger(most, l.Sums.Magnitude));
        int? extra = layers.Any(l => l.Bits.Beyond is null) || network.Network.Codebook.Values.Any(v => !v.IsDyadic) ? null : layers.Max(l => l.Bits.Beyond);
        return new(LayerTally.IntegerBits(largest * (1 + Excess(network))), extra);
    }

    private static Rational Excess(CollapsedNetwork network)
    {
        Rational weight = network.Network.Codebook.Values.Select(Rational.Abs).Max();
        return network.Stages.SelectMany(s => s.Arrays).Select(a => a.Block).Distinct()
            .SelectMany(b => b.Layers).SelectMany(l => l).SelectMany(u => u.Terms).Where(t => t.IsOpen)
            .Aggregate((Rational)0, (most, t) => ValueRange.Larger(most, Rational.Abs(t.Coefficient) + (Rational.Create(t.Slots.Count, 1) * weight)));
    }
}
