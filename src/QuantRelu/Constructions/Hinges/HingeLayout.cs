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
    private readonly int _foldFactor;
    private readonly int _hingeLayer;

    // Of chains of equal weights the one that is large at the end.
    private readonly bool _late;

    private HingeLayout(IReadOnlyList<HingeSource> sources, int foldFactor, int hingeLayer, bool late)
    {
        (_sources, _foldFactor, _hingeLayer, _late) = (sources, foldFactor, hingeLayer, late);
        _layers = new IntegerLayers(sources[0].Direction.Row.Length);
    }

    /// <summary>The lightest of a few layouts; null when none fits into the most layers.</summary>
    /// <param name="sources">The summands, at least one.</param>
    /// <param name="mostLayers">The most layers.</param>
    public static IntegerNetwork? Write(IReadOnlyList<HingeSource> sources, int mostLayers)
    {
        IntegerNetwork? best = null;
        foreach (int factor in sources.Any(s => !s.Folds.IsEmpty) ? (int[])[1, 2] : [2])
        {
            int least = sources.Max(s => LeastLayer(s, factor));
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

    private static int ConstantLayer(IReadOnlyList<HingeSource> sources) => Constant(sources) is var (number, exponent) ? LayerFor(number, exponent) : 0;

    // The layer in which all constants of a number·2^exponent can stand, 0 when the bias is enough.
    private static int LayerFor(long number, int exponent)
    {
        int layer = 0;
        bool bias = false;
        foreach ((int e, int _) in SignedDigits.Of(number))
        {
            int power = -(e + exponent);
            layer = Math.Max(layer, power == 0 && !bias ? 0 : power >= 1 ? power : 2 - power);
            bias |= power == 0;
        }

        return layer;
    }

    // The layer of the coordinate z·2^-a, with what its folds and the constants of its hinges need.
    private static int LeastLayer(HingeSource source, int foldFactor)
    {
        HingeFunction f = source.Function;
        (int layer, int scale) = (0, source.Direction.Scale - 1);
        foreach (FoldStage fold in source.Folds)
        {
            (layer, scale) = FoldAt(fold, layer, scale, foldFactor);
        }

        int a = Reduction(f), steps = layer == 0 ? 1 : 0, least = layer;
        while (!Reaches(least - layer, scale, a, layer == 0) || least - layer < steps)
        {
            least++;
        }

        return f.Hinges.Aggregate(least, (l, hinge) => Math.Max(l, LayerFor((long)hinge.Cheapest.Copies * hinge.At, -a - f.LogCells)));
    }

    // The layer and scale of the wave's units: the coordinate before is held until the constants of the knots exist.
    private static (int Layer, int Scale) FoldAt(FoldStage fold, int layer, int scale, int factor)
    {
        int held = Math.Max(1, layer), heldScale = layer == 0 ? scale + 1 : scale;
        int log = factor == 2 ? 1 : 0;
        int constant = fold.Knots.Max(k => LayerFor(k, log - heldScale - fold.LogSteps));
        return (Math.Max(held, constant) + 1, heldScale + 1 - log);
    }

    // Whether so many units bring a coordinate from one scale to another; over an input there is no choice in the first.
    private static bool Reaches(int units, int scale, int wanted, bool overInput)
    {
        int free = overInput ? units - 1 : units, after = overInput ? scale + 1 : scale;
        return free >= 0 && (free == 0 && !overInput ? after >= wanted : Math.Abs(wanted - after) <= free);
    }

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

            int demand = Math.Max(Math.Abs(f.Slope), f.Hinges.Select(h => h.Cheapest.Copies).DefaultIfEmpty(0).Max());
            if (Coordinate(_sources[s], demand) is not { } z)
            {
                return null;
            }

            AddHinges(f, z, output);
        }

        (long number, int exponent) = Constant(_sources);
        _layers.AddConstant(output, number, exponent, _hingeLayer + 1);
        _layers.Add(_hingeLayer + 2, output);
        return _layers.ToNetwork();
    }

    private void AddHinges(HingeFunction f, IntegerSum z, IntegerSum output)
    {
        foreach (Hinge hinge in f.Hinges.OrderByDescending(h => SignedDigits.Count(h.At)))
        {
            (int _, int units, int copies) = hinge.Cheapest;
            int side = f.LooksLeft(hinge) ? -1 : 1;
            IntegerSum sum = new IntegerSum().Add(z, side * copies);
            _layers.AddConstant(sum, -side * (long)copies * hinge.At, -Reduction(f) - f.LogCells, _hingeLayer);
            output.Add(_layers.Add(_hingeLayer + 1, sum), hinge.Change > 0 ? units : -units);
        }

        if (f.Slope != 0)
        {
            output.Add(_layers.Add(_hingeLayer + 1, new IntegerSum().Add(z, Math.Abs(f.Slope))), Math.Sign(f.Slope));
        }
    }

    // The sum over units of the hinge layer's sources that is z·2^-a.
    private IntegerSum? Coordinate(HingeSource source, int demand)
    {
        (int layer, int scale) = (0, source.Direction.Scale - 1);
        var row = new IntegerSum { Bias = source.Direction.Bias };
        for (int k = 0; k < source.Direction.Row.Length; k++)
        {
            row.Add(new UnitOf(0, k), source.Direction.Row[k]);
        }

        foreach (FoldStage fold in source.Folds)
        {
            (int units, int after) = FoldAt(fold, layer, scale, _foldFactor);
            int heldScale = layer == 0 ? scale + 1 : scale;
            row = Chain(row, layer, units - 1 - layer, scale - heldScale, 2)!;
            row = Folded(row, fold, units, heldScale);
            (layer, scale) = (units, after);
        }

        return Chain(row, layer, _hingeLayer - layer, scale - Reduction(source.Function), demand);
    }

    private IntegerSum Folded(IntegerSum row, FoldStage fold, int layer, int scale)
    {
        int log = _foldFactor == 2 ? 1 : 0;
        var wave = new IntegerSum();
        foreach ((int sign, int knot, int coefficient) in fold.Units)
        {
            IntegerSum sum = new IntegerSum().Add(row, sign * _foldFactor);
            _layers.AddConstant(sum, -sign * knot, log - scale - fold.LogSteps, layer - 1);
            wave.Add(_layers.Add(layer, sum), coefficient);
        }

        return wave;
    }

    // Units that hold, double or halve, so many of them, and by 2^gain altogether; the factors with the fewest weights.
    private IntegerSum? Chain(IntegerSum row, int layer, int units, int gain, int demand)
    {
        if (units == 0)
        {
            return gain >= 0 && gain < 8 ? new IntegerSum().Add(row, 1 << gain) : null;
        }

        if (Factors(units, gain, layer == 0, row.Norm + Math.Abs(row.Bias), demand) is not { } factors)
        {
            return null;
        }

        for (int k = 0; k < units; k++)
        {
            IntegerSum sum = new IntegerSum { Bias = k == 0 && layer == 0 ? row.Bias : 0 }.Add(row, factors[k]);
            row = new IntegerSum().Add(_layers.Add(layer + k + 1, sum), 1);
        }

        return row;
    }

    // Unit k has the factor a_k = 2^e, its source a_k copies: Σ a_k a_{k+1} weights, the last one asked for demand copies. Each gains e - 1.
    private int[]? Factors(int units, int gain, bool overInput, int norm, int demand)
    {
        const int kinds = 3, never = int.MaxValue / 2;
        int sum = gain + units, width = (2 * units) + 1;
        if (sum < 0 || sum >= width)
        {
            return null;
        }

        int[,,] least = new int[units, width, kinds], before = new int[units, width, kinds];
        for (int k = 0; k < units; k++)
        {
            for (int had = 0; had < width; had++)
            {
                for (int e = 0; e < kinds; e++)
                {
                    least[k, had, e] = k == 0 && had == e && (e == 0 || !overInput) ? (overInput ? 0 : norm << e) : never;
                    for (int last = 0; k > 0 && had >= e && last < kinds; last++)
                    {
                        int weights = least[k - 1, had - e, last] + ((k == 1 ? norm : 1) << (last + e));
                        if (weights < least[k, had, e] || (_late && weights == least[k, had, e]))
                        {
                            (least[k, had, e], before[k, had, e]) = (weights, last);
                        }
                    }
                }
            }
        }

        int[] order = _late ? [2, 1, 0] : [0, 1, 2];
        int end = order.MinBy(e => least[units - 1, sum, e] + (demand << e));
        if (least[units - 1, sum, end] >= never)
        {
            return null;
        }

        int[] factors = new int[units];
        for (int k = units - 1; k >= 0; k--)
        {
            factors[k] = 1 << end;
            (sum, end) = (sum - end, before[k, sum, end]);
        }

        return factors;
    }
}
