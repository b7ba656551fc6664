namespace QuantRelu.Numerics;

/// <summary>
/// Sums, products, quotients and square roots of doubles, rounded down or up: the exact result when it is a double, otherwise
/// the neighbour on the side asked for. The sign of the rounding error comes from operations that are exact by IEEE 754, so that
/// the results are the same on every machine. Infinities and NaN pass through.
/// </summary>
internal static class DirectedDoubles
{
    /// <summary>Below 2^-960 the error of a product is not always a double; there the neighbour is taken unasked.</summary>
    private static readonly double Tiny = Math.ScaleB(1, -960);

    /// <summary>a + b, or the double below it.</summary>
    public static double AddDown(double a, double b)
    {
        double sum = a + b;
        double second = sum - a;
        double error = (a - (sum - second)) + (b - second);
        return error < 0 ? Math.BitDecrement(sum) : sum;
    }

    /// <summary>a + b, or the double above it.</summary>
    public static double AddUp(double a, double b) => -AddDown(-a, -b);

    /// <summary>a·b, or the double below it.</summary>
    public static double MultiplyDown(double a, double b)
    {
        double product = a * b;
        if (a == 0 || b == 0)
        {
            return product;
        }

        bool below = Math.Abs(product) < Tiny || Math.FusedMultiplyAdd(a, b, -product) < 0;
        return below ? Math.BitDecrement(product) : product;
    }

    /// <summary>a·b, or the double above it.</summary>
    public static double MultiplyUp(double a, double b) => -MultiplyDown(-a, b);

    /// <summary>a/b for b ≠ 0, or the double below it.</summary>
    public static double DivideDown(double a, double b)
    {
        double quotient = a / b;
        if (a == 0)
        {
            return quotient;
        }

        // a/b - q = (a - qb)/b, and the numerator is a double.
        bool small = Math.Abs(quotient) < Tiny || Math.Abs(a) < Tiny;
        double rest = Math.FusedMultiplyAdd(-quotient, b, a);
        return small || (b < 0 ? rest > 0 : rest < 0) ? Math.BitDecrement(quotient) : quotient;
    }

    /// <summary>a/b for b ≠ 0, or the double above it.</summary>
    public static double DivideUp(double a, double b) => -DivideDown(-a, b);

    /// <summary>√a for a ≥ 0, or the double below it.</summary>
    public static double RootDown(double a)
    {
        double root = Math.Sqrt(a);
        return a != 0 && (a < Tiny || Math.FusedMultiplyAdd(-root, root, a) < 0) ? Math.BitDecrement(root) : root;
    }

    /// <summary>√a for a ≥ 0, or the double above it.</summary>
    public static double RootUp(double a)
    {
        double root = Math.Sqrt(a);
        return a != 0 && (a < Tiny || Math.FusedMultiplyAdd(-root, root, a) > 0) ? Math.BitIncrement(root) : root;
    }

    /// <summary>a^n for a ≥ 0 and n ≥ 0 by repeated squaring, at most the power.</summary>
    public static double PowerDown(double a, long n) => Power(a, n, (x, y) => Math.Max(0, MultiplyDown(x, y)));

    /// <summary>a^n for a ≥ 0 and n ≥ 0 by repeated squaring, at least the power.</summary>
    public static double PowerUp(double a, long n) => Power(a, n, MultiplyUp);

    private static double Power(double a, long n, Func<double, double, double> multiply)
    {
        double power = 1;
        double square = a;
        for (; n > 0; n >>= 1)
        {
            power = (n & 1) == 0 ? power : multiply(power, square);
            square = n == 1 ? square : multiply(square, square);
        }

        return power;
    }
}
