using QuantRelu.Analysis.Collapsed;
using QuantRelu.Analysis.Ranges;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Numerics;

namespace QuantRelu.Analysis;

/// <summary>
/// How many bits the values of a network need, proved by bounding every partial sum of every unit for inputs in [0, 1]:
/// with p fraction bits in the inputs, every value is an integer times 2^-(p + <see cref="ExtraFractionBits"/>) of
/// magnitude below 2^<see cref="IntegerBits"/>. When the bits of each unit fit into 53, double precision rounds nothing.
/// </summary>
/// <param name="Largest">A bound on the magnitude of every partial sum.</param>
/// <param name="ExtraFractionBits">Bits after the point that the network adds to those of the inputs, or null when a weight is not dyadic.</param>
/// <param name="ExactFractionBits">The most fraction bits of inputs for which double precision is exact, unit by unit; -1 when there are none.</param>
/// <param name="Layers">The same for each layer, first to last.</param>
public sealed record PrecisionAnalysis(Rational Largest, int? ExtraFractionBits, int ExactFractionBits, ImmutableArray<LayerPrecision> Layers)
{
    private readonly Sequence<LayerPrecision> _layers = Layers;

    /// <summary>The same for each layer, first to last.</summary>
    public ImmutableArray<LayerPrecision> Layers
    {
        get => _layers.Items;
        init => _layers = value;
    }

    /// <summary>Bits before the point of the largest partial sum.</summary>
    public int IntegerBits => LayerTally.IntegerBits(Largest);

    /// <summary>True when evaluation in double precision is exact at inputs u in [0, 1] with the given number of fraction bits.</summary>
    public bool IsExact(int inputFractionBits) => inputFractionBits <= ExactFractionBits;

    /// <summary>
    /// The bits in words: "values need 2 integer and p + 8 fraction bits; exact in double precision for inputs with p up to 43 fraction bits".
    /// </summary>
    public override string ToString()
    {
        string bits = ExtraFractionBits is { } fraction
            ? $"values need {IntegerBits} integer and p + {fraction} fraction bits"
            : $"values need {IntegerBits} integer bits, and no number of fraction bits holds them";
        return ExactFractionBits >= 0
            ? $"{bits}; exact in double precision for inputs with p up to {ExactFractionBits} fraction bits"
            : $"{bits}; rounded in double precision";
    }

    /// <summary>Analyses a network. A network with another activation is evaluated in its ReLU form, and exact when that is.</summary>
    public static PrecisionAnalysis Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Of(network, CollapsedNetwork.Of(ReluForm.Of(network)));
    }

    /// <summary>Analyses a network that is evaluated in a form with ReLU units.</summary>
    internal static PrecisionAnalysis Of(Network network, CollapsedNetwork evaluated, BlockGates? gates = null)
    {
        IReadOnlyList<LayerTally> relu = NetworkRanges.Of(evaluated, Activation.Relu, gates ?? BlockGates.Of(evaluated));
        return Of(network.Activation == Activation.Relu ? relu : Own(network), relu);
    }

    /// <summary>Analyses a network of ReLU units that is evaluated copy by copy, whether a gate is 0 or not.</summary>
    internal static PrecisionAnalysis OfAllCopies(CollapsedNetwork network)
    {
        IReadOnlyList<LayerTally> layers = NetworkRanges.Of(network, Activation.Relu, gates: null);
        return Of(layers, layers);
    }

    private static PrecisionAnalysis Of(IReadOnlyList<LayerTally> own, IReadOnlyList<LayerTally> relu)
    {
        Rational largest = own.Concat(relu).Aggregate((Rational)1, (most, t) => ValueRange.Larger(most, t.Sums.Magnitude));
        return new(largest, MostBits(own), relu.Min(t => t.ExactInputBits), Formats(own));
    }

    // A network none of whose units comes to the ceiling is one without a ceiling.
    private static IReadOnlyList<LayerTally> Own(Network network)
    {
        var collapsed = CollapsedNetwork.Of(network);
        if (network.Activation.Ceiling is { } ceiling && network.Activation.NegativeSlope.IsZero)
        {
            IReadOnlyList<LayerTally> below = NetworkRanges.Of(collapsed, Activation.Relu, BlockGates.Of(collapsed));
            if (below.SkipLast(1).All(t => t.Values.High <= ceiling))
            {
                return below;
            }
        }

        return NetworkRanges.Of(collapsed, network.Activation, gates: null);
    }

    private static int? MostBits(IReadOnlyList<LayerTally> tallies) => tallies.Any(t => t.Bits.Beyond is null) ? null : tallies.Max(t => t.Bits.Beyond);

    private static ImmutableArray<LayerPrecision> Formats(IReadOnlyList<LayerTally> tallies)
    {
        var layers = new List<LayerPrecision>();
        foreach (LayerTally tally in tallies)
        {
            layers.Add(new(tally.Values.Low, tally.Values.High, tally.Sums.Low, tally.Sums.High, tally.Bits.Beyond));
        }

        return [.. layers];
    }
}
