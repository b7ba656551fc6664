namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// Computes with doubles symbolically, as they are rounded: a proof that what a unit computes is the same double for all inputs of a box, which intervals
/// alone do not see where values cancel.
/// </summary>
/// <remarks>
/// <para>Rounding is monotone, so that operations on the ends of ranges give the ends. A sum that may be rounded is a new root of known range.</para>
/// <para>A sum a·w + b of one root is not rounded at all when it is a double whatever w is. With s = |a|w, which is a double as |a| is a power of two,
/// from s_0 ≥ 0 to s_1: s - c is one for 0 ≤ c ≤ s_0 when c is a multiple of ulp(s_1), as then both are multiples of ulp(s), and the difference is no
/// larger than s; and ±s ± c is one when its magnitude is at most 2^53 times the smaller one of ulp(s_0) and the last binary digit of c, of which it is a
/// multiple. A sum from which w falls out is a constant, rounded once.</para>
/// </remarks>
internal sealed class RoundedForms
{
    private readonly List<(double Low, double High)> _roots = [];

    // The same operation on the same values has the same result.
    private readonly Dictionary<(double, RoundedForm), RoundedForm> _products = [];
    private readonly Dictionary<(RoundedForm, RoundedForm), RoundedForm> _sums = [];

    /// <summary>Forgets all roots.</summary>
    public void Clear()
    {
        _roots.Clear();
        _products.Clear();
        _sums.Clear();
    }

    /// <summary>Any double in a range.</summary>
    public RoundedForm Root(double low, double high)
    {
        if (low == high)
        {
            return RoundedForm.Constant(low);
        }

        _roots.Add((low, high));
        return new RoundedForm(_roots.Count - 1, 1, 0, low, high);
    }

    /// <summary>The rounded product.</summary>
    public RoundedForm Times(double c, in RoundedForm f)
    {
        double one = c * f.Low, other = c * f.High;
        if (f.IsConstant)
        {
            return RoundedForm.Constant(one);
        }

        return IsPowerOfTwo(Math.Abs(c))
            ? new RoundedForm(f.Root, c * f.Scale, c * f.Offset, Math.Min(one, other), Math.Max(one, other))
            : Rounded(_products, (c, f), Math.Min(one, other), Math.Max(one, other));
    }

    /// <summary>The rounded sum.</summary>
    public RoundedForm Plus(in RoundedForm f, in RoundedForm g)
    {
        if (f is { IsConstant: true, Offset: 0 })
        {
            return g;
        }

        if (g is { IsConstant: true, Offset: 0 })
        {
            return f;
        }

        double low = f.Low + g.Low, high = f.High + g.High;
        if (f.Root != g.Root && !f.IsConstant && !g.IsConstant)
        {
            return Rounded(_sums, (f, g), low, high);
        }

        int root = Math.Max(f.Root, g.Root);
        double scale = f.Scale + g.Scale, offset = f.Offset + g.Offset;
        if (scale == 0)
        {
            return RoundedForm.Constant(offset);
        }

        bool isSum = IsSum(f.Scale, g.Scale, scale) && IsSum(f.Offset, g.Offset, offset);
        if (!isSum || !IsPowerOfTwo(Math.Abs(scale)) || !IsDouble(root, scale, offset))
        {
            return Rounded(_sums, (f, g), low, high);
        }

        double one = (scale * _roots[root].Low) + offset, other = (scale * _roots[root].High) + offset;
        return new RoundedForm(root, scale, offset, Math.Max(low, Math.Min(one, other)), Math.Min(high, Math.Max(one, other)));
    }

    private RoundedForm Rounded<T>(Dictionary<T, RoundedForm> known, T operands, double low, double high)
        where T : notnull
    {
        if (!known.TryGetValue(operands, out RoundedForm form))
        {
            known[operands] = form = Root(low, high);
        }

        return form;
    }

    /// <summary>max(0, f).</summary>
    public RoundedForm Relu(in RoundedForm f) => f.Low >= 0 ? f : f.High <= 0 ? RoundedForm.Constant(0) : Root(0, f.High);

    // Whether scale·w + offset is a double for every double w of the root.
    private bool IsDouble(int root, double scale, double offset)
    {
        (double low, double high) = _roots[root];
        if (offset == 0)
        {
            return true;
        }

        if (low < 0 && high > 0)
        {
            return false;
        }

        double a = Math.Abs(scale), least = a * Math.Min(Math.Abs(low), Math.Abs(high)), most = a * Math.Max(Math.Abs(low), Math.Abs(high));
        double sign = high > 0 ? Math.Sign(scale) : -Math.Sign(scale), c = Math.Abs(offset);
        if (sign * offset < 0 && c <= least && LastDigit(c) >= Ulp(most))
        {
            return true;
        }

        double unit = Math.Min(Ulp(least), LastDigit(c));
        return least > 0 && Math.Max(Math.Abs((sign * least) + offset), Math.Abs((sign * most) + offset)) <= Math.ScaleB(unit, 53);
    }

    // No part of a + b is lost in the sum.
    private static bool IsSum(double a, double b, double sum)
    {
        double rest = sum - a;
        return (a - (sum - rest)) + (b - rest) == 0;
    }

    private static double Ulp(double x) => Math.BitIncrement(x) - x;

    // The greatest power of two of which a number other than 0 is a multiple.
    private static double LastDigit(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x) & ((1L << 52) - 1);
        int zeros = bits == 0 ? 52 : System.Numerics.BitOperations.TrailingZeroCount(bits);
        return Math.ScaleB(Ulp(x), zeros);
    }

    private static bool IsPowerOfTwo(double x) => x > 0 && double.IsNormal(x) && (BitConverter.DoubleToInt64Bits(x) & ((1L << 52) - 1)) == 0;
}
