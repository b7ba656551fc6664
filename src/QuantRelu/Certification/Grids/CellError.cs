using QuantRelu.Certification.SeveralDimensions;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// The error on a cell as Σ w_i g_i(τ) over functions and monomials of its class, e = network - target, within <see cref="Radius"/>.
/// </summary>
/// <remarks>
/// On a part where the network N is affine, with the target's polynomial p, H its Hessian in s, and d_k ≥ Σ_{j≠k} |H_kj| - H_kk, d_k ≥ 0, throughout,
/// p - N + Σ d_k s_k²/2 is convex (Gershgorin), so that p - N exceeds its greatest value at a vertex by at most Σ d_k r_k²/2, where r_k is half the width of
/// the part; and the same for N - p with -H. Ours.
/// </remarks>
internal sealed class CellError
{
    // Of monomials: each factor 2τ - 1 errs by 2^-49, of at most 7.
    private const double ValueError = 1.0 / (1L << 46);
    private const double Inflation = 1 + (1.0 / (1L << 40));
    private readonly double[] _above;
    private readonly double[] _below;

    /// <summary>The error on a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="cells">Its class.</param>
    /// <param name="target">The target there.</param>
    /// <param name="space">The polynomials.</param>
    public CellError(GridCell cell, CellClass cells, PolynomialModel target, ModelSpace space)
    {
        int functions = cells.Functions;
        Weights = new double[functions + space.Count];
        Errors = new double[Weights.Length];
        for (int i = 0; i < functions; i++)
        {
            (Weights[i], Errors[i]) = (cell.Weights[i].Value, cell.Weights[i].Error);
        }

        ReadOnlySpan<double> c = target.Coefficients;
        for (int i = 0; i < c.Length; i++)
        {
            Weights[functions + i] = -c[i];
        }

        Weights[functions] += cell.Constant.Value;
        Errors[functions] = cell.Constant.Error + (PolynomialModel.Epsilon * Math.Abs(Weights[functions]));
        Radius = target.Radius * Inflation;
        double noise = Radius;
        for (int i = 0; i < Weights.Length; i++)
        {
            noise += ((Math.Abs(Weights[i]) * (ValueError + ((Weights.Length + 8) * PolynomialModel.Epsilon))) + Errors[i]) * cells.Bounds[i];
        }

        Noise = (noise * Inflation) + double.Epsilon;
        int d = cell.Low.Length;
        (_above, _below) = (new double[d], new double[d]);
        for (int i = 0; i < c.Length; i++)
        {
            Bend(space.Monomials[i], c[i]);
        }

        for (int k = 0; k < d; k++)
        {
            (_above[k], _below[k]) = (Math.Max(0, _above[k]) * Inflation, Math.Max(0, _below[k]) * Inflation);
        }
    }

    /// <summary>The weights of functions and monomials.</summary>
    public double[] Weights { get; }

    /// <summary>What they may be off by.</summary>
    public double[] Errors { get; }

    /// <summary>What the target may be off by.</summary>
    public double Radius { get; }

    /// <summary>What a value may be off by where functions are exact: by the target, the weights, and what sums round.</summary>
    public double Noise { get; }

    /// <summary>What a value at a vertex may be off by besides, because functions are rounded there.</summary>
    /// <param name="sizes">The sizes of the functions.</param>
    public double NoiseOf(double[] sizes)
    {
        double sum = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            sum += Math.Abs(Weights[i]) * sizes[i];
        }

        return RegionVertices.Doubt * Inflation * sum;
    }

    /// <summary>How much the target may exceed the network within parts of half widths <paramref name="reach"/> in τ beyond what it does at vertices.</summary>
    public double BendAbove(double[] reach) => Bend(_above, reach);

    /// <summary>How much the network may exceed the target.</summary>
    public double BendBelow(double[] reach) => Bend(_below, reach);

    private static double Bend(double[] bends, double[] reach)
    {
        double sum = 0;
        for (int k = 0; k < bends.Length; k++)
        {
            sum += 2 * bends[k] * reach[k] * reach[k];
        }

        return sum * Inflation;
    }

    // Adds what c s^α adds to the d_k of p, and to those of -p.
    private void Bend(MultiIndex exponents, double c)
    {
        ReadOnlySpan<int> alpha = exponents.Entries;
        for (int k = 0; k < alpha.Length; k++)
        {
            double second = c * alpha[k] * (alpha[k] - 1);
            bool isConstant = exponents.Total == 2;
            _above[k] += isConstant ? -second : Math.Abs(second);
            _below[k] += isConstant ? second : Math.Abs(second);
            for (int j = 0; j < alpha.Length; j++)
            {
                double mixed = j == k ? 0 : Math.Abs(c) * alpha[k] * alpha[j];
                _above[k] += mixed;
                _below[k] += mixed;
            }
        }
    }
}
