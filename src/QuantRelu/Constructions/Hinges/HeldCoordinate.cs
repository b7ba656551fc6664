using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// Writes the coordinate of a network of hinges: the wave of each fold, and chains of units that hold a value until it is wanted, doubling (4) or halving (1)
/// it on the way where another scale is wanted, so that they have the fewest weights.
/// </summary>
/// <param name="layers">The layers that are written.</param>
/// <param name="foldFactor">How often a unit of a wave reads its coordinate, 1 or 2.</param>
/// <param name="late">Of chains of equal weights the one that is large at the end.</param>
internal sealed class HeldCoordinate(IntegerLayers layers, int foldFactor, bool late)
{
    /// <summary>The layer in which all constants of a number·2^exponent can stand, 0 when the bias is enough.</summary>
    public static int LayerFor(long number, int exponent)
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

    /// <summary>The layer and scale of a coordinate behind its folds.</summary>
    public static (int Layer, int Scale) FoldedAt(Direction direction, ImmutableArray<FoldStage> folds, int factor) =>
        folds.Aggregate(
            direction.IsDistance ? (Layer: 1, direction.Scale) : (Layer: 0, Scale: direction.Scale - 1),
            (at, fold) => FoldAt(fold, at.Layer, at.Scale, factor));

    /// <summary>The layer and scale of the units of a wave: the coordinate before is held until the constants of the knots exist.</summary>
    /// <param name="fold">The wave.</param>
    /// <param name="layer">The layer of the coordinate before.</param>
    /// <param name="scale">It stands there as z·2^-scale.</param>
    /// <param name="factor">How often a unit reads it.</param>
    public static (int Layer, int Scale) FoldAt(FoldStage fold, int layer, int scale, int factor)
    {
        int held = Math.Max(1, layer), heldScale = layer == 0 ? scale + 1 : scale;
        int log = factor == 2 ? 1 : 0;
        int constant = fold.Knots.Max(k => LayerFor(k, log - heldScale - fold.LogSteps));
        return (Math.Max(held, constant) + 1, heldScale + 1 - log);
    }

    /// <summary>Whether so many units bring a coordinate from one scale to another; over an input there is no choice in the first.</summary>
    public static bool Reaches(int units, int scale, int wanted, bool overInput)
    {
        int free = overInput ? units - 1 : units, after = overInput ? scale + 1 : scale;
        return free >= 0 && (free == 0 && !overInput ? after >= wanted : Math.Abs(wanted - after) <= free);
    }

    /// <summary>The sum over units that the folds leave of a direction, with its layer and its scale.</summary>
    public (IntegerSum Row, int Layer, int Scale) Folded(Direction direction, ImmutableArray<FoldStage> folds)
    {
        IntegerSum Row(int sign)
        {
            var sum = new IntegerSum { Bias = sign * direction.Bias };
            for (int k = 0; k < direction.Row.Length; k++)
            {
                sum.Add(new UnitOf(0, k), sign * direction.Row[k]);
            }

            return sum;
        }

        (int layer, int scale) = FoldedAt(direction, [], foldFactor);
        IntegerSum row = direction.IsDistance
            ? new IntegerSum().Add(layers.Add(1, Row(1)), 1).Add(layers.Add(1, Row(-1)), 1)
            : Row(1);
        foreach (FoldStage fold in folds)
        {
            (int units, int after) = FoldAt(fold, layer, scale, foldFactor);
            int heldScale = layer == 0 ? scale + 1 : scale;
            row = Chain(row, layer, units - 1 - layer, scale - heldScale, 2)!;
            row = Folded(row, fold, units, heldScale);
            (layer, scale) = (units, after);
        }

        return (row, layer, scale);
    }

    private IntegerSum Folded(IntegerSum row, FoldStage fold, int layer, int scale)
    {
        int log = foldFactor == 2 ? 1 : 0;
        var wave = new IntegerSum();
        foreach ((int sign, int knot, int coefficient) in fold.Units)
        {
            IntegerSum sum = new IntegerSum().Add(row, sign * foldFactor);
            layers.AddConstant(sum, -sign * knot, log - scale - fold.LogSteps, layer - 1);
            wave.Add(layers.Add(layer, sum), coefficient);
        }

        return wave;
    }

    /// <summary>Units that hold, double or halve, so many of them, and by 2^gain altogether, with the fewest weights; null when they cannot.</summary>
    public IntegerSum? Chain(IntegerSum row, int layer, int units, int gain, int demand)
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
            row = new IntegerSum().Add(layers.AddOnce(layer + k + 1, sum), 1);
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
                        if (weights < least[k, had, e] || (late && weights == least[k, had, e]))
                        {
                            (least[k, had, e], before[k, had, e]) = (weights, last);
                        }
                    }
                }
            }
        }

        int[] order = late ? [2, 1, 0] : [0, 1, 2];
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
