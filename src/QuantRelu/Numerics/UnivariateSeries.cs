namespace QuantRelu.Numerics;

/// <summary>
/// Taylor coefficients f_j = f^(j)(a) / j!, j = 0..n, of elementary functions of one variable over any algebra. Formulas are
/// chosen to be sharp over intervals too: an even power is asked for as a power, never as a product of two equal factors.
/// </summary>
internal static class UnivariateSeries
{
    /// <summary>f_j = binomial(k, j) a^(k-j) for an integer k; zero for j > k ≥ 0.</summary>
    public static T[] Power<T>(IAlgebra<T> algebra, T a, int k, int order) =>
        Binomial(algebra, k, order, j => algebra.Power(a, checked(k - j)));

    /// <summary>f_j = binomial(c, j) a^(c-j) for c that is not an integer.</summary>
    public static T[] Power<T>(IAlgebra<T> algebra, T a, Rational c, int order) =>
        Binomial(algebra, c, order, j => algebra.Power(a, c - j));

    /// <summary>f_j = e^a / j!.</summary>
    public static T[] Exp<T>(IAlgebra<T> algebra, T a, int order) => Cycle(algebra, order, [algebra.Exp(a)]);

    /// <summary>f_0 = log a, f_j = (-1)^(j-1) a^(-j) / j.</summary>
    public static T[] Log<T>(IAlgebra<T> algebra, T a, int order)
    {
        T[] series = new T[order + 1];
        series[0] = algebra.Log(a);
        for (int j = 1; j <= order; j++)
        {
            Rational factor = Rational.Create(j % 2 == 1 ? 1 : -1, j);
            series[j] = algebra.Multiply(algebra.Constant(factor), algebra.Power(a, -j));
        }

        return series;
    }

    /// <summary>The derivatives sin, cos, -sin, -cos in turn, over j!.</summary>
    public static T[] Sin<T>(IAlgebra<T> algebra, T a, int order)
    {
        (T sin, T cos) = (algebra.Sin(a), algebra.Cos(a));
        return Cycle(algebra, order, [sin, cos, algebra.Negate(sin), algebra.Negate(cos)]);
    }

    /// <summary>The derivatives cos, -sin, -cos, sin in turn, over j!.</summary>
    public static T[] Cos<T>(IAlgebra<T> algebra, T a, int order)
    {
        (T sin, T cos) = (algebra.Sin(a), algebra.Cos(a));
        return Cycle(algebra, order, [cos, algebra.Negate(sin), algebra.Negate(cos), sin]);
    }

    /// <summary>The derivatives sinh, cosh in turn, over j!.</summary>
    public static T[] Sinh<T>(IAlgebra<T> algebra, T a, int order) => Cycle(algebra, order, [algebra.Sinh(a), algebra.Cosh(a)]);

    /// <summary>The derivatives cosh, sinh in turn, over j!.</summary>
    public static T[] Cosh<T>(IAlgebra<T> algebra, T a, int order) => Cycle(algebra, order, [algebra.Cosh(a), algebra.Sinh(a)]);

    /// <summary>From t' = 1 + t².</summary>
    public static T[] Tan<T>(IAlgebra<T> algebra, T a, int order) => Riccati(algebra, algebra.Tan(a), algebra.Add, order);

    /// <summary>From t' = 1 - t².</summary>
    public static T[] Tanh<T>(IAlgebra<T> algebra, T a, int order) => Riccati(algebra, algebra.Tanh(a), algebra.Subtract, order);

    /// <summary>From (1 + x²) g = 1 for the derivative g: g_j = -(2a g_{j-1} + g_{j-2}) / (1 + a²).</summary>
    public static T[] Atan<T>(IAlgebra<T> algebra, T a, int order)
    {
        T one = algebra.Constant(1);
        T divisor = algebra.Add(one, algebra.Power(a, 2));
        T twice = algebra.Multiply(algebra.Constant(2), a);
        T[] slope = new T[order];
        for (int j = 0; j < order; j++)
        {
            T top = j == 0 ? one : algebra.Negate(algebra.Multiply(twice, slope[j - 1]));
            slope[j] = algebra.Divide(j < 2 ? top : algebra.Subtract(top, slope[j - 2]), divisor);
        }

        return Integrate(algebra, algebra.Atan(a), slope);
    }

    /// <summary>From (1 - x²) g' = x g for the derivative g: (1 - a²)(j+1) g_{j+1} = (2j+1) a g_j + j g_{j-1}.</summary>
    public static T[] Asin<T>(IAlgebra<T> algebra, T a, int order) => Integrate(algebra, algebra.Asin(a), AsinSlope(algebra, a, order));

    /// <summary>acos = π/2 - asin, so all but the first coefficient are the negatives.</summary>
    public static T[] Acos<T>(IAlgebra<T> algebra, T a, int order) =>
        Integrate(algebra, algebra.Acos(a), [.. AsinSlope(algebra, a, order).Select(algebra.Negate)]);

    /// <summary>From g' = -2x g for the derivative g = 2/√π e^(-x²): (j+1) g_{j+1} = -2 (a g_j + g_{j-1}).</summary>
    public static T[] Erf<T>(IAlgebra<T> algebra, T a, int order)
    {
        T[] slope = new T[order];
        for (int j = 0; j < order; j++)
        {
            slope[j] = j == 0
                ? algebra.Divide(
                    algebra.Multiply(algebra.Constant(2), algebra.Exp(algebra.Negate(algebra.Power(a, 2)))),
                    algebra.Power(algebra.Pi, Rational.Create(1, 2)))
                : algebra.Divide(algebra.Multiply(algebra.Constant(-2), Last(j - 1)), algebra.Constant(j));
        }

        return Integrate(algebra, algebra.Erf(a), slope);

        T Last(int j)
        {
            T first = algebra.Multiply(a, slope[j]);
            return j == 0 ? first : algebra.Add(first, slope[j - 1]);
        }
    }

    /// <summary>The coefficients of sin(x)/x, or those of D^i/i! of it.</summary>
    public static T[] Sinc<T>(IAlgebra<T> algebra, T a, int i, int order) => [.. Enumerable.Range(0, order + 1).Select(j => i == 0
        ? algebra.Sinc(a, j)
        : algebra.Multiply(algebra.Constant(Rational.Create(Numerics.Binomial.Of(i + j, j), 1)), algebra.Sinc(a, i + j)))];

    private static T[] AsinSlope<T>(IAlgebra<T> algebra, T a, int count)
    {
        T one = algebra.Constant(1);

        // Near |a| = 1 the factors keep the digits that 1 - a² would cancel.
        T gap = algebra.Multiply(algebra.Subtract(one, a), algebra.Add(one, a));
        T[] slope = new T[count];
        for (int j = 0; j < count; j++)
        {
            slope[j] = j == 0 ? algebra.Power(gap, Rational.Create(-1, 2)) : algebra.Divide(Weighted(j - 1), algebra.Multiply(algebra.Constant(j), gap));
        }

        return slope;

        T Weighted(int j)
        {
            T first = algebra.Multiply(algebra.Constant((2 * j) + 1), algebra.Multiply(a, slope[j]));
            return j == 0 ? first : algebra.Add(first, algebra.Multiply(algebra.Constant(j), slope[j - 1]));
        }
    }

    /// <summary>binomial(c, j)·power(j), and exact zero where the binomial coefficient is.</summary>
    private static T[] Binomial<T>(IAlgebra<T> algebra, Rational c, int order, Func<int, T> power)
    {
        T[] series = new T[order + 1];
        Rational binomial = 1;
        for (int j = 0; j <= order; j++)
        {
            series[j] = binomial == 1 ? power(j)
                : binomial.IsZero ? algebra.Constant(0)
                : algebra.Multiply(algebra.Constant(binomial), power(j));
            binomial *= (c - j) / (j + 1);
        }

        return series;
    }

    /// <summary>f_j = derivatives[j mod count] / j!.</summary>
    private static T[] Cycle<T>(IAlgebra<T> algebra, int order, ReadOnlySpan<T> derivatives)
    {
        T[] series = new T[order + 1];
        Rational factorial = 1;
        for (int j = 0; j <= order; j++)
        {
            factorial *= Math.Max(j, 1);
            T derivative = derivatives[j % derivatives.Length];
            series[j] = j < 2 ? derivative : algebra.Divide(derivative, algebra.Constant(factorial));
        }

        return series;
    }

    /// <summary>The series of t with t' = 1 ± t²: (j+1) t_{j+1} = [j = 0] ± Σ_i t_i t_{j-i}.</summary>
    private static T[] Riccati<T>(IAlgebra<T> algebra, T start, Func<T, T, T> addOrSubtract, int order)
    {
        T[] series = new T[order + 1];
        series[0] = start;
        for (int j = 0; j < order; j++)
        {
            T square = SquareCoefficient(algebra, series, j);
            T slope = addOrSubtract(algebra.Constant(j == 0 ? 1 : 0), square);
            series[j + 1] = algebra.Divide(slope, algebra.Constant(j + 1));
        }

        return series;
    }

    /// <summary>(t²)_j = 2 Σ_{i &lt; j/2} t_i t_{j-i}, plus t_{j/2}² for even j.</summary>
    private static T SquareCoefficient<T>(IAlgebra<T> algebra, T[] series, int j)
    {
        T sum = j % 2 == 0 ? algebra.Power(series[j / 2], 2) : algebra.Constant(0);
        for (int i = 0; 2 * i < j; i++)
        {
            sum = algebra.Add(sum, algebra.Multiply(algebra.Constant(2), algebra.Multiply(series[i], series[j - i])));
        }

        return sum;
    }

    /// <summary>f_0 = value, f_{j+1} = slope_j / (j+1).</summary>
    private static T[] Integrate<T>(IAlgebra<T> algebra, T value, T[] slope) =>
        [value, .. slope.Select((g, j) => j == 0 ? g : algebra.Divide(g, algebra.Constant(j + 1)))];
}
