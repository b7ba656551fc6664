namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// A Taylor polynomial p of a target f at the middle c of a cell, in doubles, with proved bounds of what it errs by:
/// |f(u) - p̃(t)| ≤ <see cref="Noise"/> and |f''(u) - p̃''(t)| ≤ <see cref="CurvatureNoise"/>, where p̃ is p as it is computed in
/// doubles and t is a double within 2^-49 of u - c for a u in the cell.
/// </summary>
/// <remarks>
/// With K = <see cref="Degree"/>, half width h and f^(K+1)/(K+1)! in the cell at most R in absolute value, f(c + t) is within R|t|^(K+1) of its
/// Taylor polynomial. Coefficients are rounded to doubles; Horner's scheme of degree K errs by at most 2K·2^-53·1.01 Σ|c_k||t|^k;
/// and t being off by 2^-49 costs 2^-49 times the first derivative. All sums of magnitudes are taken at t = (1 + 2^-8) h, which more than
/// covers their own rounding.
/// </remarks>
internal sealed class TaylorModel
{
    /// <summary>K.</summary>
    public const int Degree = 7;

    /// <summary>How far a t may be from u - c.</summary>
    public const double ArgumentError = 1.0 / (1L << 49);

    private const double Rounding = 1.0 / (1L << 48);
    private readonly double[] _coefficients;

    private TaylorModel(UnitCell cell, double[] coefficients, double[] radii, double remainder)
    {
        _coefficients = coefficients;
        Center = (double)cell.Center;
        double reach = Math.ScaleB(1 + (1.0 / 256), -cell.Level - 1);
        Noise = Bound(radii, 0, reach) + (Rounding * Magnitude(0, reach)) + (ArgumentError * Magnitude(1, reach)) + Tail(remainder, 0, reach);
        Remainder = Tail(remainder, 0, reach);
        CurvatureNoise = Bound(radii, 2, reach) + (Rounding * Magnitude(2, reach)) + Tail(remainder, 2, reach);
        ThirdDerivative = Bound(radii, 3, reach) + Magnitude(3, reach) + Tail(remainder, 3, reach);
        CurvatureNoise += ArgumentError * ThirdDerivative;
    }

    /// <summary>c.</summary>
    public double Center { get; }

    /// <summary>A bound for |f - p̃|.</summary>
    public double Noise { get; }

    /// <summary>The part of the noise that a smaller cell would lessen.</summary>
    public double Remainder { get; }

    /// <summary>A bound for |f'' - p̃''|.</summary>
    public double CurvatureNoise { get; }

    /// <summary>A bound for |f'''| on the cell.</summary>
    public double ThirdDerivative { get; }

    /// <summary>The model on a cell of level at most 40; null when f may not be smooth there, or its coefficients are beyond doubles.</summary>
    public static TaylorModel? Of(TargetEnclosure target, UnitCell cell)
    {
        if (target.TaylorAtCenter(cell, Degree) is not { } center || target.Taylor(cell, Degree + 1) is not { } whole)
        {
            return null;
        }

        (double Lower, double Upper)[] ends = Array.ConvertAll(center, c => c.ToDoubles());
        (double low, double high) = whole[^1].ToDoubles();
        double[] radii = Array.ConvertAll(ends, e => (e.Upper - e.Lower) * (1 + Rounding));
        var model = new TaylorModel(cell, Array.ConvertAll(ends, e => e.Lower + ((e.Upper - e.Lower) / 2)), radii, Math.Max(Math.Abs(low), Math.Abs(high)));
        return double.IsFinite(model.Noise + model.CurvatureNoise + model.ThirdDerivative) ? model : null;
    }

    /// <summary>p̃(t).</summary>
    public double Value(double t)
    {
        double sum = 0;
        for (int k = Degree; k >= 0; k--)
        {
            sum = (sum * t) + _coefficients[k];
        }

        return sum;
    }

    /// <summary>p̃''(t).</summary>
    public double Curvature(double t)
    {
        double sum = 0;
        for (int k = Degree; k >= 2; k--)
        {
            sum = (sum * t) + (k * (k - 1) * _coefficients[k]);
        }

        return sum;
    }

    private double Magnitude(int derivative, double reach) => Bound(_coefficients, derivative, reach);

    // Σ_k |c_k| k (k-1) ... (k-derivative+1) reach^(k-derivative).
    private static double Bound(double[] coefficients, int derivative, double reach)
    {
        double sum = 0;
        for (int k = coefficients.Length - 1; k >= derivative; k--)
        {
            sum = (sum * reach) + (Math.Abs(coefficients[k]) * Falling(k, derivative));
        }

        return sum;
    }

    // Of the Taylor polynomial of degree K - derivative of that derivative.
    private static double Tail(double remainder, int derivative, double reach) =>
        remainder * Falling(Degree + 1, derivative) * Math.Pow(reach, Degree + 1 - derivative);

    private static double Falling(int k, int factors)
    {
        double product = 1;
        for (int i = 0; i < factors; i++)
        {
            product *= k - i;
        }

        return product;
    }
}
