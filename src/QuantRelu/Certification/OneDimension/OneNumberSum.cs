namespace QuantRelu.Certification.OneDimension;

/// <summary>F(z) = Σ_j c_j σ(r_j z + o_j), a piecewise linear function of one number, over an enclosure of that number.</summary>
/// <param name="driver">Which value z is, before its rectification.</param>
/// <param name="members">c_j, r_j and o_j.</param>
internal sealed class OneNumberSum(int driver, (double Coefficient, double Ratio, double Offset)[] members)
{
    /// <summary>Which value z is, before its rectification.</summary>
    public int Driver => driver;

    /// <summary>
    /// The enclosure λz + (min + max)/2 ± (max - min)/2, where λ is the slope of the chord of F over the range of z, and min and max are those of F(z) - λz,
    /// which are attained at the ends or at a bend. It is true for every λ.
    /// </summary>
    public Enclosure Enclose(Enclosure z, double reach)
    {
        double spread = (Math.Abs(z.Slope) * reach) + z.Radius;
        spread += Enclosure.Rounding * (spread + Math.Abs(z.Value));
        double low = z.Value - spread, high = z.Value + spread;
        double atLow = At(low), atHigh = At(high);
        double slope = high > low ? (atHigh - atLow) / (high - low) : 0;
        double least = Math.Min(atLow - (slope * low), atHigh - (slope * high)), most = Math.Max(atLow - (slope * low), atHigh - (slope * high));
        foreach ((_, double ratio, double offset) in members)
        {
            double bend = -offset / ratio;
            if (bend > low && bend < high)
            {
                double rest = At(bend) - (slope * bend);
                (least, most) = (Math.Min(least, rest), Math.Max(most, rest));
            }
        }

        double size = Size(Math.Max(Math.Abs(low), Math.Abs(high))) + (Math.Abs(slope) * (Math.Abs(z.Value) + spread));
        return new Enclosure((slope * z.Value) + ((least + most) / 2), slope * z.Slope, (Math.Abs(slope) * z.Radius) + ((most - least) / 2) + (Enclosure.Rounding * (members.Length + 8) * size));
    }

    private double At(double z)
    {
        double sum = 0;
        foreach ((double coefficient, double ratio, double offset) in members)
        {
            sum += coefficient * Math.Max(0, (ratio * z) + offset);
        }

        return sum;
    }

    // A bend is off by 2^-52 of itself and then by as much of each term.
    private double Size(double z)
    {
        double sum = 0;
        foreach ((double coefficient, double ratio, double offset) in members)
        {
            sum += Math.Abs(coefficient) * ((Math.Abs(ratio) * z) + Math.Abs(offset));
        }

        return sum;
    }
}
