using System.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// What is known of a value on a cell with reference point c and reach h ≥ |u - c|, in doubles: it is within <paramref name="Radius"/> of
/// <paramref name="Value"/> + <paramref name="Slope"/>·(u - c).
/// </summary>
internal readonly record struct Enclosure(double Value, double Slope, double Radius)
{
    /// <summary>More than the relative rounding of a few operations.</summary>
    public const double Rounding = 1.0 / (1L << 51);

    /// <summary>
    /// The enclosure of σ(z) = max(z, 0) for this z. Where z has two signs, l &lt; 0 &lt; m say, λz ≤ σ(z) ≤ λz + μ for every λ ∈ [0, 1] and
    /// μ = max(-λl, (1 - λ)m); λ = m/(m - l) is best.
    /// </summary>
    public Enclosure Rectified(double reach)
    {
        double spread = (Math.Abs(Slope) * reach) + Radius;
        spread += Rounding * (spread + Math.Abs(Value));
        double low = Value - spread, high = Value + spread;
        if (low >= 0)
        {
            return this;
        }

        if (high <= 0)
        {
            return default;
        }

        double factor = Math.Clamp(high / (high - low), 0, 1);
        double half = Math.Max(-factor * low, (1 - factor) * high) / 2;
        double size = factor * (Math.Abs(Value) + (Math.Abs(Slope) * reach) + Radius);
        return new Enclosure((factor * Value) + half, factor * Slope, (factor * Radius) + half + (4 * Rounding * (size + half)));
    }
}

/// <summary>A cell's reference point c = k/2^m, next to its middle, and its reach.</summary>
internal readonly record struct Reference
{
    // Far below 2^127.
    private const double Large = 1e37;
    private readonly long _numerator;
    private readonly int _bits;

    /// <summary>The reference of a cell.</summary>
    public Reference(Cell cell)
    {
        double width = cell.High.Approximation - cell.Low.Approximation;
        _bits = Math.Clamp(3 - Math.ILogB(Math.Max(width, 1e-15)), 3, 52);
        _numerator = (long)Math.Round(Math.ScaleB(cell.Middle, _bits));
        Point = Math.ScaleB(_numerator, -_bits);
        Reach = (Math.Max(cell.High.Approximation - Point, Point - cell.Low.Approximation) * (1 + Enclosure.Rounding)) + TaylorModel.ArgumentError;
    }

    /// <summary>c, exactly.</summary>
    public double Point { get; }

    /// <summary>h.</summary>
    public double Reach { get; }

    /// <summary>The enclosure of an affine form A + B u, whose value at c is computed exactly before it is rounded, where the integers are large enough.</summary>
    public Enclosure Of<T>(AffineForm<T> form)
        where T : struct, IBinaryInteger<T>
    {
        if (form.IsZero)
        {
            return default;
        }

        double a = double.CreateSaturating(form.Constant), slope = double.CreateSaturating(form.Slope);
        if (typeof(T) == typeof(Int128) && Math.ScaleB(Math.Abs(a) + Math.Abs(slope), _bits) > Large)
        {
            double sum = a + (slope * Point);
            return new Enclosure(sum, slope, 2 * Enclosure.Rounding * (Math.Abs(a) + Math.Abs(slope)));
        }

        T scaled = (form.Constant * T.CreateChecked(1L << _bits)) + (form.Slope * T.CreateChecked(_numerator));
        double value = Math.ScaleB(double.CreateSaturating(scaled), -_bits);
        return new Enclosure(value, slope, Enclosure.Rounding * (Math.Abs(value) + (Math.Abs(slope) * Reach)));
    }
}
