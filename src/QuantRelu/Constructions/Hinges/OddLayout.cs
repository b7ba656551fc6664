namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// Writes f = v ± [σ(h(t) - Lz_-) - σ(h(t) - Lz_+)], t = z_+ + z_- = |z - c|, as an integer network: where z is right of c the first σ is h(t), as z_- = 0,
/// and the second is σ(h(t) - Lt) = 0 for every L ≥ max h(t)/t, and left of it the other way round. It is exactly the odd function, as h(0) = 0 ≤ h.
/// </summary>
/// <remarks>
/// The hinges of h stand as in <see cref="HingeLayout"/>, on a coordinate that is twice as large, as there is one layer more behind them, with two rows that
/// read them all. Against hinges on both sides that saves a unit for each pair, and costs the two rows and two more values to hold: it pays from some
/// hundred weights on. Ours.
/// </remarks>
internal sealed class OddLayout
{
    private const int MostLogGate = 3;
    private readonly HingeSource _source;
    private readonly OddCentre _odd;
    private readonly IntegerLayers _layers;
    private readonly HeldCoordinate _held;
    private readonly int _hingeLayer;
    private readonly int _logGate;

    private OddLayout(HingeSource source, OddCentre odd, int foldFactor, int hingeLayer, bool late, int logGate)
    {
        (_source, _odd, _hingeLayer, _logGate) = (source, odd, hingeLayer, logGate);
        _layers = new IntegerLayers(source.Direction.Row.Length);
        _held = new HeldCoordinate(_layers, foldFactor, late);
    }

    /// <summary>The lightest of a few layouts; null when none fits into the most layers.</summary>
    /// <param name="source">h, with the fold of its centre as the last of its folds.</param>
    /// <param name="odd">The centre.</param>
    /// <param name="mostLayers">The most layers.</param>
    public static IntegerNetwork? Write(HingeSource source, OddCentre odd, int mostLayers)
    {
        HingeFunction f = source.Function;
        IntegerNetwork? best = null;
        foreach (int factor in (int[])[1, 2])
        {
            int least = HingeUnits.LeastLayer(source, Reduction(f), factor);
            least = Math.Max(least, HeldCoordinate.LayerFor(f.Constant, ConstantExponent(f)) - 1);
            least = Math.Max(least, HeldCoordinate.LayerFor(odd.Value, 1 - odd.LogValue) - 2);
            (int layer, int scale) = HeldCoordinate.FoldedAt(source.Direction, source.Folds, factor);
            while (!HeldCoordinate.Reaches(least - layer, scale, Reduction(f), overInput: false)
                || !HeldCoordinate.Reaches(least + 1 - layer, scale, GateScale(f, odd, 0), overInput: false))
            {
                least++;
            }

            foreach ((int extra, bool late) in (ReadOnlySpan<(int, bool)>)[(0, false), (0, true), (1, false), (1, true)])
            {
                int logGate = 0;
                while (least + extra + 3 <= mostLayers && logGate < MostLogGate
                    && new OddLayout(source, odd, factor, least + extra, late, logGate).Build() is { } network
                    && (best is null || network.Weights < best.Weights))
                {
                    best = network;
                    logGate++;
                }
            }
        }

        return best;
    }

    // Three layers of halves behind the coordinate: n units that read q copies count ½·½n·½q·2^-a.
    private static int Reduction(HingeFunction f) => f.LogQuanta - 3;

    private static int ConstantExponent(HingeFunction f) => 2 - f.LogCells - f.LogQuanta;

    // The least e with 2^e ≥ h(t)/t: h is linear between its knots, so that a chord from 0 is steepest at one of them, or in the first cell, or at the end.
    private static int LogSlope(HingeFunction f, int steps)
    {
        double slope = f.Hinges.Select(h => h.At).Where(at => at > 0).Append(1).Append(steps)
            .Max(at => f.At(Math.ScaleB(at, -f.LogCells)) / Math.ScaleB(at, -f.LogCells));
        return (int)Math.Ceiling(Math.Log2(Math.Max(slope, Math.ScaleB(1, -f.LogQuanta))));
    }

    // b: a gate reads 2^logGate copies of z·2^-b, which count ½·½·2^(logGate - b) z, and that must be at least L·z.
    private static int GateScale(HingeFunction f, OddCentre odd, int logGate) =>
        logGate - 2 - LogSlope(f, (int)Math.Ceiling(Math.ScaleB(odd.Reach, f.LogCells - odd.Fold.LogSteps)));

    private IntegerNetwork? Build()
    {
        HingeFunction f = _source.Function;
        (IntegerSum distance, int layer, int scale) = _held.Folded(_source.Direction, _source.Folds);
        if (_held.Chain(distance, layer, _hingeLayer - layer, scale - Reduction(f), HingeUnits.Demand(f)) is not { } t)
        {
            return null;
        }

        var hinges = new IntegerSum();
        HingeUnits.Add(_layers, f, t, Reduction(f), _hingeLayer, hinges);

        int copies = 1 << _logGate, b = GateScale(f, _odd, _logGate);
        var output = new IntegerSum();
        foreach ((int side, UnitOf other) in Sides(distance, layer))
        {
            if (_held.Chain(new IntegerSum().Add(other, 1), layer, _hingeLayer + 1 - layer, scale - b, copies) is not { } gate)
            {
                return null;
            }

            IntegerSum half = new IntegerSum().Add(hinges, 1).Add(gate, -copies);
            _layers.AddConstant(half, f.Constant, ConstantExponent(f), _hingeLayer + 1);
            output.Add(_layers.Add(_hingeLayer + 2, half), side * _odd.Sign);
        }

        _layers.AddConstant(output, _odd.Value, 1 - _odd.LogValue, _hingeLayer + 2);
        _layers.Add(_hingeLayer + 3, output);
        return _layers.ToNetwork();
    }

    // Right of the centre, where z_- is 0, and left of it: the fold writes z_+ first.
    private static IEnumerable<(int Side, UnitOf Other)> Sides(IntegerSum distance, int layer)
    {
        int[] units = [.. distance.Terms.Keys.Order()];
        yield return (1, new UnitOf(layer, units[1]));
        yield return (-1, new UnitOf(layer, units[0]));
    }
}
