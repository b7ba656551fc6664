using QuantRelu.Numerics;

namespace QuantRelu.Studies.Counterparts;

/// <summary>
/// The polynomial of degree below n that stands for f on a box: along each axis through the centre the interpolant at Chebyshev nodes, and the terms of
/// Taylor's formula of two or more axes, as of the cells over few values (<see cref="Constructions.Cells.CellPolynomials"/>); in doubles, as nothing
/// rests on it.
/// </summary>
internal static class LocalExpansion
{
    /// <summary>Its coefficients in powers of x.</summary>
    /// <param name="target">f.</param>
    /// <param name="monomials">The monomials of degree below n.</param>
    /// <param name="box">The ends of the box along each axis.</param>
    public static double[] Of(Target target, JetSpace monomials, (double Left, double Right)[] box)
    {
        double[] centre = [.. box.Select(side => (side.Left + side.Right) / 2)];
        var polynomial = new double[monomials.Count];
        if (box.Length > 1)
        {
            JetSpace known = monomials.Order > 1 ? monomials : JetSpace.Create(box.Length, 0);
            var taylor = new double[known.Count];
            target.TaylorCoefficients(centre, known, taylor);
            for (int k = 1; k < taylor.Length; k++)
            {
                polynomial[k] = monomials[k].IsOfOneAxis ? 0 : taylor[k];
            }

            polynomial[0] = (1 - box.Length) * taylor[0];
        }

        var entries = new int[box.Length];
        for (int axis = 0; axis < box.Length; axis++)
        {
            double[] along = Interpolant(target, centre, axis, (box[axis].Right - box[axis].Left) / 2, monomials.Order + 1);
            for (int j = 0; j < along.Length; j++)
            {
                entries[axis] = j;
                polynomial[monomials.IndexOf(new MultiIndex(entries))] += along[j];
            }

            entries[axis] = 0;
        }

        for (int axis = 0; axis < box.Length; axis++)
        {
            polynomial = Moved(polynomial, monomials, axis, centre[axis]);
        }

        return polynomial;
    }

    // In powers of t, the distance from the centre along an axis: Newton's divided differences.
    private static double[] Interpolant(Target target, double[] centre, int axis, double half, int count)
    {
        double[] nodes = [.. Enumerable.Range(0, count).Select(i => half * Math.Cos(Math.PI * ((2 * i) + 1) / (2.0 * count)))];
        double[] differences = [.. nodes.Select(t => target.Value([.. centre.Select((c, i) => i == axis ? c + t : c)]))];
        for (int order = 1; order < count; order++)
        {
            for (int i = count - 1; i >= order; i--)
            {
                differences[i] = (differences[i] - differences[i - 1]) / (nodes[i] - nodes[i - order]);
            }
        }

        // Horner's scheme in t - node.
        var powers = new double[count];
        for (int i = count - 1; i >= 0; i--)
        {
            for (int j = count - 1; j >= 0; j--)
            {
                powers[j] = (j > 0 ? powers[j - 1] : 0) - (nodes[i] * powers[j]);
            }

            powers[0] += differences[i];
        }

        return powers;
    }

    // With t = x - centre along an axis, in powers of x.
    private static double[] Moved(double[] polynomial, JetSpace monomials, int axis, double centre)
    {
        var moved = new double[polynomial.Length];
        for (int k = 0; k < polynomial.Length; k++)
        {
            int power = monomials[k][axis];
            int[] entries = [.. monomials[k].Entries];
            double factor = polynomial[k];
            for (int left = power; left >= 0; left--)
            {
                entries[axis] = left;
                moved[monomials.IndexOf(new MultiIndex(entries))] += factor;
                factor *= -centre * left / (power - left + 1);
            }
        }

        return moved;
    }
}
