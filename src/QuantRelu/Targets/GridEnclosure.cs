using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// A table on a grid on boxes: a bilinear function on a box takes its extremes at corners, and its slope along an axis is affine in the other variable.
/// </summary>
/// <remarks>
/// A box is cut by the lines of the grid: the values at the corners of the parts have the exact range of f. With ∂_k f ∈ g_k ± r_k on all parts f, which is
/// Lipschitz, is in f(c) + Σ g_k (u_k - c_k) ± Σ r_k h_k.
/// </remarks>
internal sealed class GridEnclosure(GridCells cells) : IBoxEnclosure
{
    private const int Precision = 64;

    // On more cells than this an affine function is not worth its time.
    private const int MostCells = 64;

    // What few operations are rounded by, many times over.
    private const double Rounding = 1.0 / (1L << 46);
    private const double Tiny = 1e-300;

    /// <inheritdoc/>
    public double Noise => 0;

    /// <inheritdoc/>
    public Interval Range(IReadOnlyList<Interval> u, IntervalAlgebra intervals)
    {
        Rational[] across = Corners(0, u[0].Lower, u[0].Upper), along = Corners(1, u[1].Lower, u[1].Upper);
        (Rational low, Rational high) = (cells.At(across[0], along[0]), cells.At(across[0], along[0]));
        foreach (Rational x in across)
        {
            foreach (Rational y in along)
            {
                Rational value = cells.At(x, y);
                (low, high) = (value < low ? value : low, value > high ? value : high);
            }
        }

        return Interval.Hull(intervals.Constant(low), intervals.Constant(high));
    }

    /// <inheritdoc/>
    public AffineEnclosure? Affine(double[] low, double[] high, double[] centre, double[] half)
    {
        Rational[] across = Corners(0, Dyadic.FromDouble(low[0]), Dyadic.FromDouble(high[0]));
        Rational[] along = Corners(1, Dyadic.FromDouble(low[1]), Dyadic.FromDouble(high[1]));
        if ((long)across.Length * along.Length > MostCells)
        {
            return null;
        }

        var intervals = new IntervalAlgebra(Precision);
        Interval? slopeU = null, slopeV = null;
        for (int i = 0; i < Math.Max(1, across.Length - 1); i++)
        {
            for (int j = 0; j < Math.Max(1, along.Length - 1); j++)
            {
                Bilinear f = cells[cells.CellOf(0, across[i]), cells.CellOf(1, along[j])];
                Interval Slope(Rational slope, Rational[] others, int k) => Interval.Hull(
                    intervals.Constant(slope + (f.Twist * others[k])), intervals.Constant(slope + (f.Twist * others[Math.Min(k + 1, others.Length - 1)])));
                slopeU = Joined(slopeU, Slope(f.SlopeU, along, j));
                slopeV = Joined(slopeV, Slope(f.SlopeV, across, i));
            }
        }

        double value = (double)cells.At(Dyadic.FromDouble(centre[0]), Dyadic.FromDouble(centre[1])), radius = Rounding * Math.Abs(value);
        var slopes = new double[2];
        foreach ((Interval slope, int k) in (ReadOnlySpan<(Interval, int)>)[(slopeU!.Value, 0), (slopeV!.Value, 1)])
        {
            (double least, double most) = slope.ToDoubles();
            slopes[k] = (least + ((most - least) / 2)) * half[k];
            radius += ((most - least) / 2 * half[k]) + (Rounding * Math.Abs(slopes[k]));
        }

        return new AffineEnclosure(value, slopes, (radius * (1 + Rounding)) + Tiny);
    }

    private static Interval Joined(Interval? all, Interval one) => all is { } others ? Interval.Hull(others, one) : one;

    // The ends of the parts into which the grid cuts a side.
    private Rational[] Corners(int axis, Rational low, Rational high)
    {
        var corners = new List<Rational> { low };
        foreach (Rational end in cells.Along(axis)[cells.CellOf(axis, low)..])
        {
            if (end > low && end < high)
            {
                corners.Add(end);
            }
            else if (end >= high)
            {
                break;
            }
        }

        if (high > low)
        {
            corners.Add(high);
        }

        return [.. corners];
    }
}
