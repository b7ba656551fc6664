using System.Numerics;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Analysis.Folding;

namespace QuantRelu.Certification.OneDimension;

/// <summary>A folded block over integers.</summary>
/// <param name="Inputs">Number of inputs.</param>
/// <param name="Kinks">The rows that are rectified, each making the next value.</param>
/// <param name="Outputs">The outputs, all on the scale of the stage.</param>
internal sealed record ScaledBlock<T>(int Inputs, IReadOnlyList<ScaledRow<T>> Kinks, IReadOnlyList<ScaledRow<T>> Outputs)
    where T : struct, IBinaryInteger<T>
{
    /// <summary>The numbers of all kinks.</summary>
    public int[] All { get; } = [.. Enumerable.Range(0, Kinks.Count)];
}

/// <summary>An array of copies of a scaled block.</summary>
/// <param name="Wiring">Which units the copies read.</param>
/// <param name="Block">The block.</param>
/// <param name="Gates">Inputs each of which, when 0, makes all outputs 0.</param>
/// <param name="First">The first unit that it makes, when it does not sum.</param>
internal sealed record ScaledArray<T>(CollapsedArray Wiring, ScaledBlock<T> Block, IReadOnlyList<int> Gates, long First)
    where T : struct, IBinaryInteger<T>;

/// <summary>A stage of scaled arrays.</summary>
internal sealed record ScaledStage<T>(IReadOnlyList<ScaledArray<T>> Arrays, bool Sums, int Units)
    where T : struct, IBinaryInteger<T>;

/// <summary>
/// A network with one input reduced to its kinks, over integers: all units of a stage are D times their value, and so affine
/// forms A + B u in the input with integers A and B wherever they are affine.
/// </summary>
internal sealed class ScaledNetwork<T>
    where T : struct, IBinaryInteger<T>
{
    private ScaledNetwork(IReadOnlyList<ScaledStage<T>> stages, Rational scale, T[] weights)
    {
        Stages = stages;
        Scale = scale;
        Weights = weights;
    }

    /// <summary>The stages.</summary>
    public IReadOnlyList<ScaledStage<T>> Stages { get; }

    /// <summary>D of the outputs.</summary>
    public Rational Scale { get; }

    /// <summary>The integers that stand for the codebook's values in slots.</summary>
    public T[] Weights { get; }

    /// <summary>Reduces a network.</summary>
    /// <exception cref="OverflowException">The integers are too small for its coefficients.</exception>
    public static ScaledNetwork<T> Of(CollapsedNetwork network)
    {
        BlockGates gates = BlockGates.Of(network);
        IReadOnlyList<Rational> values = network.Network.Codebook.Values;
        Rational weightScale = Rational.Create(Rational.CommonDenominator(values), 1);
        var stages = new List<ScaledStage<T>>();
        Rational scale = 1;
        for (int s = 0; s < network.Stages.Count; s++)
        {
            bool rectifies = s < network.Stages.Count - 1 && !network.Stages[s].Sums;
            stages.Add(Stage(network.Stages[s], a => gates.Of(stages.Count, a), rectifies, weightScale, ref scale));
        }

        return new ScaledNetwork<T>(stages, scale, values.Select(v => T.CreateChecked((v * weightScale).Numerator)).ToArray());
    }

    private static ScaledStage<T> Stage(CollapsedStage stage, Func<int, IReadOnlyList<int>> gates, bool rectifies, Rational weightScale, ref Rational scale)
    {
        Rational inputScale = scale;
        (CollapsedBlock Block, FoldedBlock Folded, Rational[] Scales)[] blocks = stage.Arrays.Select(a => a.Block).Distinct()
            .Select(b => (Block: b, Folded: FoldedBlock.Of(b, rectifies)))
            .Select(b => (b.Block, b.Folded, Scales(b.Folded, inputScale, weightScale))).ToArray();
        Rational common = Multiple(blocks.SelectMany(b => b.Folded.Outputs.Select(o => ScaledRow<T>.ScaleOf(o, b.Scales, weightScale))));
        var scaled = blocks.ToDictionary(b => b.Block, b => Block(b.Folded, b.Scales, weightScale, common));
        var arrays = new List<ScaledArray<T>>();
        long first = 0;
        for (int a = 0; a < stage.Arrays.Count; a++)
        {
            CollapsedArray wiring = stage.Arrays[a];
            arrays.Add(new ScaledArray<T>(
                wiring, scaled[wiring.Block], gates(a).Select(g => Array.IndexOf(wiring.Representative, g)).ToArray(), stage.Sums ? 0 : first));
            first += (long)wiring.Array.Copies * wiring.Block.Outputs;
        }

        scale = common;
        return new ScaledStage<T>(arrays, stage.Sums, checked((int)stage.Units));
    }

    // D of the inputs and of every kink.
    private static Rational[] Scales(FoldedBlock block, Rational inputScale, Rational weightScale)
    {
        var scales = Enumerable.Repeat(inputScale, block.Inputs).ToList();
        foreach (FoldedRow kink in block.Kinks)
        {
            scales.Add(ScaledRow<T>.ScaleOf(kink, scales, weightScale));
        }

        return [.. scales];
    }

    private static ScaledBlock<T> Block(FoldedBlock block, Rational[] scales, Rational weightScale, Rational common) => new(
        block.Inputs,
        block.Kinks.Select((k, i) => new ScaledRow<T>(k, scales, weightScale, scales[block.Inputs + i])).ToArray(),
        block.Outputs.Select(o => new ScaledRow<T>(o, scales, weightScale, common)).ToArray());

    // The least number that is a multiple of all.
    private static Rational Multiple(IEnumerable<Rational> scales)
    {
        (BigInteger numerators, BigInteger denominators) = (1, 0);
        foreach (Rational s in scales)
        {
            numerators = numerators / BigInteger.GreatestCommonDivisor(numerators, s.Numerator) * s.Numerator;
            denominators = BigInteger.GreatestCommonDivisor(denominators, s.Denominator);
        }

        return Rational.Create(numerators, denominators.IsZero ? 1 : denominators);
    }
}
