namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>
/// A Taylor model: a function g on a box, written in s ∈ [-1, 1]^d, with |g(s) - p(s) - Σ c_j ρ_j(s)| ≤ <see cref="Radius"/> for a polynomial p with
/// double coefficients and residues ρ_j. Every operation adds what it rounds and what it truncates to the radius, so that the statement is proved, not
/// estimated.
/// </summary>
/// <remarks>
/// Residues are what piecewise linear functions of models differ from their parabolas by, over its greatest value: unknown functions with |ρ_j| ≤ 1,
/// which all models on a box have in common, so that what several of them have of one adds up before magnitudes are taken. A model may do without them.
/// Unit roundoff is u = 2^-53. A sum of n rounded products errs by at most (n+1)u/(1-(n+1)u) Σ|product|; (n+2)·2^-52 Σ|product| covers that
/// together with the rounding of the sum of magnitudes itself for n below 2^20. Weighted sums know what they round. Radii are sums of positive numbers,
/// inflated once by 1 + 2^-40 for their own rounding.
/// </remarks>
internal sealed partial class PolynomialModel
{
    /// <summary>2^-52.</summary>
    public const double Epsilon = 1.0 / (1L << 52);

    private const double Inflation = 1 + (1.0 / (1L << 40));

    private const double CoarseScale = 1L << 40;

    // Covers every operation that underflows.
    private const double Smallest = 1e-300;
    private readonly ModelSpace _space;
    private readonly double[] _coefficients;
    private readonly double[] _residues;
    private int _hash;

    private PolynomialModel(ModelSpace space, double[] coefficients, double[] residues, double radius)
    {
        _space = space;
        _coefficients = coefficients;
        _residues = residues;
        Radius = radius;
        ResidueSize = SizeOf(residues) * Inflation;
    }

    /// <summary>The bound for |g - p - Σ c_j ρ_j|.</summary>
    public double Radius { get; }

    /// <summary>The factors c_j; those of further residues are 0.</summary>
    public ReadOnlySpan<double> Residues => _residues;

    /// <summary>A bound for Σ|c_j|.</summary>
    public double ResidueSize { get; }

    /// <summary>The coefficients of p.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>True for the function 0 itself.</summary>
    public bool IsZero => Radius == 0 && ResidueSize == 0 && !_coefficients.AsSpan().ContainsAnyExcept(0.0);

    /// <summary>A number that models with the same contents share.</summary>
    public int ContentsHash
    {
        get
        {
            if (_hash == 0)
            {
                long hash = Mixed(Mixed(BitConverter.DoubleToInt64Bits(Radius), _coefficients), _residues);
                _hash = (int)(hash >>> 32) ^ (int)hash | 1;
            }

            return _hash;
        }
    }

    /// <summary>True for a model of the same polynomial and radius.</summary>
    public bool HasContents(PolynomialModel other) => ReferenceEquals(this, other)
        || (Radius == other.Radius && ContentsHash == other.ContentsHash && Coefficients.SequenceEqual(other.Coefficients)
            && Residues.SequenceEqual(other.Residues));

    /// <summary>A polynomial with a radius.</summary>
    public static PolynomialModel Of(ModelSpace space, double[] coefficients, double radius) => new(space, coefficients, [], radius);

    /// <summary>A constant within a radius.</summary>
    public static PolynomialModel Constant(ModelSpace space, double value, double radius = 0)
    {
        var coefficients = new double[space.Count];
        coefficients[0] = value;
        return new PolynomialModel(space, coefficients, [], radius);
    }

    /// <summary>Σ|coefficients|, a bound for |p| up to its own rounding.</summary>
    public double Magnitude() => SizeOf(_coefficients);

    /// <summary>An interval that contains g on the whole box.</summary>
    public (double Low, double High) Range()
    {
        double center = _coefficients[0], low = 0, high = 0;
        bool bends = false;
        for (int i = 1; i < _coefficients.Length; i++)
        {
            double c = _coefficients[i];
            double size = Math.Abs(c);
            bends |= size != 0 && i >= _space.FirstBent;
            low -= _space.IsSquare[i] ? Math.Max(-c, 0) : size;
            high += _space.IsSquare[i] ? Math.Max(c, 0) : size;
        }

        double magnitude = Math.Abs(center) + high - low;
        (low, high) = (center + low, center + high);
        if (bends && BernsteinRange.TryBound(_space, _coefficients, out double least, out double most))
        {
            (low, high) = (Math.Max(low, least), Math.Min(high, most));
        }

        double slack = ((_coefficients.Length + (_space.Axes.Length * (_space.Monomials.Order + 4))) * 2 * Epsilon * magnitude)
            + ((Radius + ResidueSize) * Inflation);
        return (low - slack, high + slack);
    }

    /// <summary>p(s), rounded; within <see cref="PointSlack"/> of it for s in [-1, 1]^d.</summary>
    public double At(ReadOnlySpan<double> s)
    {
        double sum = 0;
        for (int i = 0; i < _coefficients.Length; i++)
        {
            double term = _coefficients[i];
            ReadOnlySpan<int> exponents = _space.Monomials[i].Entries;
            for (int k = 0; k < exponents.Length; k++)
            {
                for (int e = 0; e < exponents[k]; e++)
                {
                    term *= s[k];
                }
            }

            sum += term;
        }

        return sum;
    }

    /// <summary>A bound for what <see cref="At"/> rounds.</summary>
    public double PointSlack() => (_coefficients.Length + _space.Monomials.Order + 4) * Epsilon * Magnitude();

    /// <summary>a + b·(g - c) + q·(g - c)² within a further radius.</summary>
    /// <remarks>
    /// Of g - c = P + N + r with P_0 the constant of P, N = Σ c_j ρ_j and |r| ≤ R the residues keep b + 2q P_0 of N; what is left of it,
    /// 2q (P - P_0) N + q N², and all that r is in, |b| R + |q| (2 |P| R + 2 |N| R + R²), goes to the radius.
    /// </remarks>
    /// <param name="parabola">The parabola and the radius.</param>
    /// <param name="residue">The number of the residue that stands for the radius; null when it is added to the radius of the model.</param>
    public PolynomialModel Compose(Parabola parabola, int? residue = null)
    {
        (double center, double a, double b, double q, double radius) = parabola;
        int n = _coefficients.Length;
        var shifted = (double[])_coefficients.Clone();
        shifted[0] -= center;
        double shift = Radius + (Epsilon * (Math.Abs(_coefficients[0]) + Math.Abs(center)));
        var result = new double[n];
        double size = SizeOf(shifted);
        double error = Math.Abs(b) * shift;
        if (q != 0)
        {
            error += Math.Abs(q) * ((2 * size * shift) + (shift * shift) + Square(shifted, result));
        }

        for (int i = 0; i < n; i++)
        {
            result[i] = (q * result[i]) + (b * shifted[i]);
        }

        result[0] += a;
        if (ResidueSize > 0)
        {
            double bent = 2 * Math.Abs(q);
            error += ResidueSize * ((bent * (size - Math.Abs(shifted[0]) + ResidueSize + shift)) + (8 * Epsilon * (Math.Abs(b) + (bent * size))));
        }

        double further = residue is null ? radius : 0;
        error += ((n + 6) * Epsilon * ((Math.Abs(q) * size * size) + (Math.Abs(b) * size) + Math.Abs(a))) + further + Smallest;
        double[] residues = Composed(b + (2 * q * shifted[0]), residue, radius);
        return new PolynomialModel(_space, result, residues, error * Inflation);
    }

    /// <summary>The same function on a smaller box: s = shift + scale·s'.</summary>
    /// <param name="shift">Where the middle of the smaller box is; |shift| + |scale| ≤ 1 up to rounding.</param>
    /// <param name="scale">The quotients of the sides.</param>
    public PolynomialModel Restrict(ReadOnlySpan<double> shift, ReadOnlySpan<double> scale)
    {
        double[] coefficients = (double[])_coefficients.Clone();
        for (int k = 0; k < shift.Length; k++)
        {
            coefficients = Substitute(coefficients, k, shift[k], scale[k]);
        }

        double slack = shift.Length * (_coefficients.Length + (8 * _space.Monomials.Order) + 8) * Epsilon * Magnitude();
        return new PolynomialModel(_space, coefficients, _residues, (Radius + slack) * Inflation);
    }

    // s_k = shift + scale·s': each monomial with s_k^e becomes Σ_j C(e, j) shift^(e-j) scale^j s'^j.
    private double[] Substitute(double[] coefficients, int axis, double shift, double scale)
    {
        var result = new double[coefficients.Length];
        for (int i = 0; i < coefficients.Length; i++)
        {
            int exponent = _space.Monomials[i].Entries[axis];
            double factor = coefficients[i];
            int target = i;
            for (int j = exponent; factor != 0; j--)
            {
                double power = factor * Math.Pow(scale, j);
                for (int e = 0; e < exponent - j; e++)
                {
                    power *= shift * (exponent - e) / (e + 1);
                }

                result[target] += power;
                if (j == 0)
                {
                    break;
                }

                target = _space.Lower(target, axis);
            }
        }

        return result;
    }

    // The coefficients of p² into a clear array; returns a bound for the terms that are of too high a degree.
    private double Square(double[] p, double[] square)
    {
        int n = p.Length;
        double high = 0;
        for (int i = 0; i < n; i++)
        {
            if (p[i] == 0)
            {
                continue;
            }

            for (int j = 0; j <= i; j++)
            {
                double product = (i == j ? 1 : 2) * p[i] * p[j];
                int k = _space.Products[(i * n) + j];
                if (k == ModelSpace.TooHigh)
                {
                    high += Math.Abs(product);
                }
                else
                {
                    square[k] += product;
                }
            }
        }

        return high;
    }

    /// <summary>
    /// The same function with coefficients and radius that are multiples of 2^-40: what differs by rounding alone becomes equal.
    /// </summary>
    public PolynomialModel Coarsened()
    {
        var coarse = new double[_coefficients.Length];
        double lost = 0;
        for (int i = 0; i < coarse.Length; i++)
        {
            double c = _coefficients[i];
            coarse[i] = Math.Abs(c) < 1 << 10 ? Math.Round(c * CoarseScale) / CoarseScale : c;
            lost += Math.Abs(c - coarse[i]);
        }

        return lost == 0 && double.IsInteger(Radius * CoarseScale)
            ? this
            : new PolynomialModel(_space, coarse, _residues, Math.Ceiling((Radius + lost) * Inflation * CoarseScale) / CoarseScale);
    }

    private double[] Composed(double factor, int? residue, double radius)
    {
        int count = Math.Max(_residues.Length, residue + 1 ?? 0);
        var composed = count == 0 ? [] : new double[count];
        for (int j = 0; j < _residues.Length; j++)
        {
            composed[j] = factor * _residues[j];
        }

        if (residue is { } number)
        {
            composed[number] = radius;
        }

        return composed;
    }

    private static double SizeOf(double[] factors)
    {
        double sum = 0;
        foreach (double c in factors)
        {
            sum += Math.Abs(c);
        }

        return sum;
    }

    private static long Mixed(long hash, double[] numbers)
    {
        foreach (double c in numbers)
        {
            hash = (hash * 0x9E3779B97F4A7C1L) ^ (hash >>> 29) ^ BitConverter.DoubleToInt64Bits(c);
        }

        return hash;
    }
}
