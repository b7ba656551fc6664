namespace QuantRelu.Numerics;

/// <summary>
/// The algebra of doubles. Nothing throws: outside the domain of a function the result is not a number, at a pole it is infinite.
/// </summary>
internal sealed class DoubleAlgebra : IOrderedAlgebra<double>
{
    private static readonly Rational OneHalf = Rational.Create(1, 2);

    private static readonly IntervalAlgebra Digits = new(256);

    private DoubleAlgebra()
    {
    }

    /// <summary>The only instance; it has no state.</summary>
    public static DoubleAlgebra Instance { get; } = new();

    /// <inheritdoc/>
    public double Pi => Math.PI;

    /// <inheritdoc/>
    public double Constant(Rational value)
    {
        // Two integers that are exact as doubles have a correctly rounded quotient, much faster than the general case.
        const long exact = 1L << 53;
        System.Numerics.BigInteger p = value.Numerator, q = value.Denominator;
        return p <= exact && p >= -exact && q <= exact ? (double)(long)p / (long)q : (double)value;
    }

    /// <inheritdoc/>
    public double Add(double a, double b) => a + b;

    /// <inheritdoc/>
    public double Subtract(double a, double b) => a - b;

    /// <inheritdoc/>
    public double Multiply(double a, double b) => a * b;

    /// <inheritdoc/>
    public double Divide(double a, double b) => a / b;

    /// <inheritdoc/>
    public double Negate(double a) => -a;

    /// <summary>a^k by repeated squaring, so that a^2 is a·a on every machine; 1 for k = 0.</summary>
    public double Power(double a, int k)
    {
        double result = 1;
        double square = a;
        for (long rest = Math.Abs((long)k); rest > 0; rest >>= 1)
        {
            result = (rest & 1) == 1 ? result * square : result;
            square *= square;
        }

        return k < 0 ? 1 / result : result;
    }

    /// <inheritdoc/>
    public double Power(double a, Rational c) => c == OneHalf ? Math.Sqrt(a) : Math.Pow(a, Constant(c));

    /// <inheritdoc/>
    public double Exp(double a) => Math.Exp(a);

    /// <inheritdoc/>
    public double Log(double a) => Math.Log(a);

    /// <inheritdoc/>
    public double Sin(double a) => Math.Sin(a);

    /// <inheritdoc/>
    public double Cos(double a) => Math.Cos(a);

    /// <inheritdoc/>
    public double Tan(double a) => Math.Tan(a);

    /// <inheritdoc/>
    public double Asin(double a) => Math.Asin(a);

    /// <inheritdoc/>
    public double Acos(double a) => Math.Acos(a);

    /// <inheritdoc/>
    public double Atan(double a) => Math.Atan(a);

    /// <inheritdoc/>
    public double Sinh(double a) => Math.Sinh(a);

    /// <inheritdoc/>
    public double Cosh(double a) => Math.Cosh(a);

    /// <inheritdoc/>
    public double Tanh(double a) => Math.Tanh(a);

    /// <inheritdoc/>
    public double Abs(double a) => Math.Abs(a);

    /// <inheritdoc/>
    public double Min(double a, double b) => Math.Min(a, b);

    /// <inheritdoc/>
    public double Max(double a, double b) => Math.Max(a, b);

    /// <inheritdoc/>
    public double Select(double a, double b, double atLeast, double below) => a >= b ? atLeast : below;

    /// <inheritdoc/>
    public double Choose(double a, double b, double atLeast, double below, bool isContinuous) =>
        double.IsNaN(a) || double.IsNaN(b) ? double.NaN : Select(a, b, atLeast, below);

    /// <inheritdoc/>
    public double Floor(double a) => Math.Floor(a);

    /// <inheritdoc/>
    public double Erf(double a) => MathNet.Numerics.SpecialFunctions.Erf(a);

    /// <inheritdoc/>
    public double Atan2(double y, double x) => Math.Atan2(y, x);

    /// <inheritdoc/>
    public double Hypot(double a, double b) => double.Hypot(a, b);

    /// <summary>Where digits cancel, rounded from an enclosure with more of them.</summary>
    public double[] Coefficients(ITaylorSeries f, double a, int order)
    {
        if (f.CancelsAt(a))
        {
            Interval[] enclosure = f.Coefficients(Digits, Interval.Point(Dyadic.FromDouble(a)), order);
            if (Array.TrueForAll(enclosure, c => c.IsBounded))
            {
                return Array.ConvertAll(enclosure, c => (double)c.Midpoint);
            }
        }

        return f.Coefficients(this, a, order);
    }

    /// <summary>By the power series around 0 near it, farther away from x s(x) = sin x: a s_j + s_{j-1} = (sin)_j.</summary>
    public double Sinc(double a, int j)
    {
        const double near = 4;
        const int terms = 60;
        double sum = 0;
        if (Math.Abs(a) <= near)
        {
            // binomial(k, j) (-1)^(k/2)/(k+1)! a^(k-j) for even k.
            for (int k = j + (j % 2); k < j + terms; k += 2)
            {
                double term = k % 4 == 0 ? 1 : -1;
                for (int i = 1; i <= k + 1; i++)
                {
                    term *= (i <= j ? (double)(k - i + 1) / i : 1) * (i <= k - j ? a : 1) / i;
                }

                sum += term;
            }

            return sum;
        }

        double[] waves = [Math.Sin(a), Math.Cos(a), -Math.Sin(a), -Math.Cos(a)];
        double factorial = 1;
        for (int i = 0; i <= j; i++)
        {
            factorial *= Math.Max(1, i);
            sum = ((waves[i % 4] / factorial) - (i == 0 ? 0 : sum)) / a;
        }

        return sum;
    }
}
