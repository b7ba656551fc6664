namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// Writes a sum of <see cref="HingeFunction"/>s as an integer network: every coordinate is folded and held until its resolution suffices, then there is one
/// layer with a unit for each hinge, and one sum.
/// </summary>
/// <remarks>
/// With the coordinate as z·2^-a, a = σ - 2, a hinge that reads q copies of it and is taken n times adds ½n·½q·2^-a (z - i/2^p) = nq·2^-σ (z - i/2^p).
/// The constant q·i·2^-(a+p) has a digit 2^-k, which takes k layers: that decides in which layer the hinges stand. Until then the coordinate is held with
/// coefficient 2; it is doubled (4) or halved (1) on the way where a asks for it.
/// </remarks>
internal sealed class HingeLayout
{
    private readonly IReadOnlyList<HingeSource> _sources;
    private readonly IntegerLayers _layers;
    private readonly HeldCoordinate _held;
    private readonly int _hingeLayer;

    private HingeLayout(IReadOnlyList<HingeSource> sources, int foldFactor, int hingeLayer, bool late)
    {
        (_sources, _hingeLayer) = (sources, hingeLayer);
        _layers = new IntegerLayers(sources[0].Direction.Row.Length);
        _held = new HeldCoordinate(_layers, foldFactor, late);
    }

    /// <summary>The lightest of a few layouts; null when none fits into the most layers.</summary>
    /// <param name="sources">The summands, at least one.</param>
    /// <param name="mostLayers">The most layers.</param>
    public static IntegerNetwork? Write(IReadOnlyList<HingeSource> sources, int mostLayers)
    {
        IntegerNetwork? best = null;
        foreach (int factor in sources.Any(s => !s.Folds.IsEmpty) ? (int[])[1, 2] : [2])
        {
            int least = sources.Max(s => HingeUnits.LeastLayer(s, Reduction(s.Function), factor));
            foreach (int extra in (int[])[0, 1])
            {
                int layer = Math.Max(least, ConstantLayer(sources) - 1) + extra;
                foreach (bool late in (bool[])[false, true])
                {
                    if (layer + 2 <= mostLayers && new HingeLayout(sources, factor, layer, late).Build() is { } network
                        && (best is null || network.Weights < best.Weights))
                    {
                        best = network;
                    }
                }
            }
        }

        return best;
    }

    // a of a summand: its coordinate is read as z·2^-a.
    private static int Reduction(HingeFunction f) => f.LogQuanta - 2;

    // The constant of the sum of all, as number·2^exponent in the row of the output.
    private static (long Number, int Exponent) Constant(IReadOnlyList<HingeSource> sources)
    {
        int finest = sources.Max(s => s.Function.LogCells + s.Function.LogQuanta);
        return (sources.Sum(s => s.Function.Constant << (finest - s.Function.LogCells - s.Function.LogQuanta)), 1 - finest);
    }

    private static int ConstantLayer(IReadOnlyList<HingeSource> sources) =>
        Constant(sources) is var (number, exponent) ? HeldCoordinate.LayerFor(number, exponent) : 0;

    private IntegerNetwork? Build()
    {
        var output = new IntegerSum();
        for (int s = 0; s < _sources.Count; s++)
        {
            HingeFunction f = _sources[s].Function;
            if (f.Hinges.Length == 0 && f.Slope == 0)
            {
                continue;
            }

            (IntegerSum row, int layer, int scale) = _held.Folded(_sources[s].Direction, _sources[s].Folds);
            if (_held.Chain(row, layer, _hingeLayer - layer, scale - Reduction(f), HingeUnits.Demand(f)) is not { } z)
            {
                return null;
            }

            HingeUnits.Add(_layers, f, z, Reduction(f), _hingeLayer, output);
        }

        (long number, int exponent) = Constant(_sources);
        _layers.AddConstant(output, number, exponent, _hingeLayer + 1);
        _layers.Add(_hingeLayer + 2, output);
        return _layers.ToNetwork();
    }
}
