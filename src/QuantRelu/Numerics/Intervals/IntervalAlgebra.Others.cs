namespace QuantRelu.Numerics;

/// <content>Whole parts, the error function, and sin(x)/x with its derivatives.</content>
internal sealed partial class IntervalAlgebra
{
    // Up to this distance from 0 the power series of sin(x)/x is used.
    private const int NearSinc = 8;

    // Its terms are below e^8, and the roundings of their sum below 2^-24 of that.
    private const int SincGuard = 40;

    /// <summary>The whole parts of both ends.</summary>
    public Interval Floor(Interval a) => a.IsBounded ? _rounding.Around(Whole(a.Lower), Whole(a.Upper)) : a;

    /// <summary>The error function, increasing, within [-1, 1].</summary>
    public Interval Erf(Interval a) => Within(MinusOneToOne, Increasing(a, PointErf));

    /// <summary>
    /// D^j s(a)/j! of s(x) = sin(x)/x = ∫ cos(xt) dt over t ∈ [0, 1], so that D^j s(x) = ∫ t^j cos^(j)(xt) dt is 1/(j + 1) times a mean of cos^(j) over [0, x].
    /// Near 0 also by the power series Σ (-1)^(k/2) binomial(k, j) x^(k-j)/(k + 1)!, k even, and farther away by x s_j + s_{j-1} = (sin)_j; what is in both is
    /// known.
    /// </summary>
    /// <remarks>
    /// As |D^k s| ≤ 1/(k + 1), the rest of the series of D^j s/j! from k = K on is at most binomial(K, j)/((K + 1)·K!) · |x|^(K-j), by Lagrange.
    /// </remarks>
    public Interval Sinc(Interval a, int j)
    {
        if (!a.IsBounded)
        {
            return a;
        }

        Interval[] waves = [Cos(Hulled(a)), Negate(Sin(Hulled(a)))];
        Interval wave = j % 4 < 2 ? waves[j % 2] : Negate(waves[j % 2]);
        Interval mean = Divide(wave, Interval.Point(Dyadic.Create((j + 1) * Factorial(j), 0)));
        Interval other = j == 0 && a.IsPoint && !a.Contains(Dyadic.Zero) ? Divide(Sin(a), a)
            : a.Magnitude <= NearSinc ? new IntervalAlgebra(Precision + SincGuard).SincSeries(a, j)
            : a.Contains(Dyadic.Zero) ? Interval.Entire : SincFarAway(a, j);
        return Interval.Intersect(mean, other) is { } both
            ? both.IsBounded ? _rounding.Around(both.Lower, both.Upper) : both
            : throw new InvalidOperationException($"{mean} and {other} cannot both enclose one number.");
    }

    private static Interval Hulled(Interval a) => Interval.Hull(a, default);

    private Interval SincSeries(Interval a, int j)
    {
        Dyadic size = a.Magnitude;
        Interval sum = default, factor;
        for (int k = j + (j % 2); ; k += 2)
        {
            factor = Constant(Rational.Create(Binomial.Of(k, j), (k + 1) * Factorial(k)));
            Interval power = Power(a, k - j);
            Interval rest = Multiply(factor, Power(Interval.Point(size), k - j));
            if (k > j + (2 * NearSinc) && rest.Upper.Order < -Precision - 8 + Math.Min(0, sum.IsPoint ? 0 : sum.Magnitude.Order))
            {
                return Add(sum, Interval.Create(-rest.Upper, rest.Upper));
            }

            Interval term = Multiply(factor, power);
            sum = k % 4 == 0 ? Add(sum, term) : Subtract(sum, term);
        }
    }

    private Interval SincFarAway(Interval a, int j)
    {
        Interval sin = Sin(a), cos = Cos(a), sum = default;
        for (int i = 0; i <= j; i++)
        {
            Interval wave = i % 2 == 0 ? sin : cos;
            Interval scaled = Divide(i % 4 < 2 ? wave : Negate(wave), Interval.Point(Dyadic.Create(Factorial(i), 0)));
            sum = Divide(Subtract(scaled, sum), a);
        }

        return sum;
    }

    private Interval PointErf(Dyadic x)
    {
        if (x.Sign <= 0)
        {
            return x.IsZero ? default : Negate(PointErf(-x));
        }

        // 1 - erf x < e^(-x²) < 2^(-x²).
        if (x.Order > 20 || x * x > Precision)
        {
            return Interval.Create(Dyadic.One - Dyadic.PowerOfTwo(-Precision), Dyadic.One);
        }

        // x - x³ < √π/2·erf x < x.
        if (x.Order < -(Precision / 2) - 2)
        {
            var fine = new IntervalAlgebra(Precision + 8);
            Dyadic cube = Dyadic.PowerOfTwo((int)Math.Max(3 * x.Order + 3, -4L * OutwardRounding.OrderLimit));
            Interval value = fine.Divide(Interval.Create(x - cube, x), fine.Power(fine.Divide(fine.Pi, Interval.Point(4)), Rational.Create(1, 2)));
            return value.IsBounded ? _rounding.Around(value.Lower, value.Upper) : value;
        }

        return Refine(x, -x.Order, ErrorFunction.Erf);
    }

    private static Dyadic Whole(Dyadic x) => Dyadic.Create(((Rational)x).Floor(), 0);

    private static System.Numerics.BigInteger Factorial(int n)
    {
        System.Numerics.BigInteger product = 1;
        for (int i = 2; i <= n; i++)
        {
            product *= i;
        }

        return product;
    }
}
