using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Hinges;

/// <summary>A hinge: the slope changes by a number of quanta at a grid point.</summary>
/// <param name="At">The knot is at At/2^p.</param>
/// <param name="Change">By how many quanta 2^-σ the slope grows there; not 0.</param>
internal readonly record struct Hinge(int At, int Change)
{
    /// <summary>
    /// The change as n units with q copies of the coordinate each, n·q = |Change|, with the fewest weights: a unit reads q copies and the signed digits of
    /// the constant q·At, and is read once.
    /// </summary>
    public (int Weights, int Units, int Copies) Cheapest
    {
        get
        {
            int change = Math.Abs(Change);
            (int Weights, int Units, int Copies) best = (int.MaxValue, 0, 0);
            for (int units = 1; units <= change; units++)
            {
                int copies = change / units;
                if (copies * units == change)
                {
                    int weights = units * (copies + SignedDigits.Count((long)copies * At) + 1);
                    best = weights < best.Weights ? (weights, units, copies) : best;
                }
            }

            return best;
        }
    }
}

/// <summary>
/// The piecewise linear function V·2^-(p+σ) + m·2^-σ (z - B/2^p) + Σ_hinges: hinges right of the base B look right, D·2^-σ σ(z - i/2^p), and those left of it
/// look left, D·2^-σ σ(i/2^p - z), so that the base piece has the slope m that it costs least to have.
/// </summary>
/// <param name="LogCells">p: knots are multiples of 2^-p.</param>
/// <param name="LogQuanta">σ: slopes are multiples of 2^-σ.</param>
/// <param name="Base">B: the base piece begins or ends there.</param>
/// <param name="Slope">m.</param>
/// <param name="Value">V, the value at B.</param>
internal sealed record HingeFunction(int LogCells, int LogQuanta, int Base, int Slope, long Value)
{
    /// <summary>The hinges, from left to right.</summary>
    public required Hinge[] Hinges { get; init; }

    /// <summary>The constant term in units of 2^-(p+σ) when the base line is written as m·z + constant.</summary>
    public long Constant => Value - ((long)Slope * Base);

    /// <summary>The value at z, in doubles.</summary>
    public double At(double z)
    {
        double t = Math.ScaleB(z, LogCells), sum = Constant + (Slope * t);
        foreach (Hinge hinge in Hinges)
        {
            sum += hinge.Change * Math.Max(0, LooksLeft(hinge) ? hinge.At - t : t - hinge.At);
        }

        return Math.ScaleB(sum, -LogCells - LogQuanta);
    }

    /// <summary>Whether a hinge is left of the base.</summary>
    public bool LooksLeft(Hinge hinge) => hinge.At <= Base;
}
