namespace QuantRelu.Numerics;

/// <content>Elementary functions of jets.</content>
internal sealed partial class JetAlgebra<T>
{
    /// <summary>a^k for an integer k of any sign; for k ≥ 0 the series ends after k terms, so the result is as exact as the scalars.</summary>
    public Jet<T> Power(Jet<T> a, int k)
    {
        int terms = k >= 0 ? Math.Min(k, TermsOf(a)) : TermsOf(a);
        return Compose(UnivariateSeries.Power(_scalar, a.Value, k, terms), a);
    }

    /// <summary>
    /// a^c for an exact constant c that is not an integer, and a ≥ 0. At a = 0 derivatives of order below c are exactly zero and
    /// those above are what the scalar algebra makes of a negative power of zero.
    /// </summary>
    public Jet<T> Power(Jet<T> a, Rational c) => Compose(UnivariateSeries.Power(_scalar, a.Value, c, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Exp(Jet<T> a) => Compose(UnivariateSeries.Exp(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Log(Jet<T> a) => Compose(UnivariateSeries.Log(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Sin(Jet<T> a) => Compose(UnivariateSeries.Sin(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Cos(Jet<T> a) => Compose(UnivariateSeries.Cos(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Tan(Jet<T> a) => Compose(UnivariateSeries.Tan(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Asin(Jet<T> a) => Compose(UnivariateSeries.Asin(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Acos(Jet<T> a) => Compose(UnivariateSeries.Acos(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Atan(Jet<T> a) => Compose(UnivariateSeries.Atan(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Sinh(Jet<T> a) => Compose(UnivariateSeries.Sinh(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Cosh(Jet<T> a) => Compose(UnivariateSeries.Cosh(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Tanh(Jet<T> a) => Compose(UnivariateSeries.Tanh(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Erf(Jet<T> a) => Compose(UnivariateSeries.Erf(_scalar, a.Value, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Sinc(Jet<T> a, int j) => Compose(UnivariateSeries.Sinc(_scalar, a.Value, j, TermsOf(a)), a);

    /// <inheritdoc/>
    public Jet<T> Apply(ITaylorSeries f, Jet<T> a) => Compose(_scalar.Coefficients(f, a.Value, TermsOf(a)), a);

    /// <summary>|a| with the derivatives of a where a ≥ 0, those of -a where a &lt; 0.</summary>
    /// <exception cref="NotSupportedException">Derivatives are asked of a scalar algebra without comparison.</exception>
    public Jet<T> Abs(Jet<T> a) => Choose(_scalar.Abs(a.Value), a.Value, _zero, a, Negate(a));

    /// <summary>min(a, b) with the derivatives of a where a ≤ b, those of b elsewhere.</summary>
    /// <exception cref="NotSupportedException">Derivatives are asked of a scalar algebra without comparison.</exception>
    public Jet<T> Min(Jet<T> a, Jet<T> b) => Choose(_scalar.Min(a.Value, b.Value), b.Value, a.Value, a, b);

    /// <summary>max(a, b) with the derivatives of a where a ≥ b, those of b elsewhere.</summary>
    /// <exception cref="NotSupportedException">Derivatives are asked of a scalar algebra without comparison.</exception>
    public Jet<T> Max(Jet<T> a, Jet<T> b) => Choose(_scalar.Max(a.Value, b.Value), a.Value, b.Value, a, b);

    /// <summary>The value, with the higher coefficients of <paramref name="atLeast"/> where p ≥ q, else of <paramref name="below"/>.</summary>
    private Jet<T> Choose(T value, T p, T q, Jet<T> atLeast, Jet<T> below)
    {
        int degree = Math.Max(atLeast.Degree, below.Degree);
        if (degree == 0)
        {
            return Constant(value);
        }

        IOrderedAlgebra<T> ordered = Ordered;
        return _scalar is ISetAlgebra<T> sets && !IsDecided(sets, p, q)
            ? Either(sets, value, p, q, atLeast, below)
            : FromOrderOne(degree, value, k => ordered.Select(p, q, atLeast[k], below[k]));
    }

    private bool IsDecided(ISetAlgebra<T> sets, T p, T q) =>
        _kinks is KinkRule.OnBox or KinkRule.AlmostEverywhereOnBox ? sets.Decides(p, q) : sets.Separates(p, q);

    /// <summary>Where either branch may be the active one: in the hull of both what the rule knows, and nothing beyond.</summary>
    private Jet<T> Either(ISetAlgebra<T> sets, T value, T p, T q, Jet<T> atLeast, Jet<T> below)
    {
        int known = _kinks switch { KinkRule.AtPointOfBox => Space.Order, KinkRule.AlmostEverywhereOnBox => 1, _ => 0 };
        int degree = known == Space.Order ? Math.Max(atLeast.Degree, below.Degree) : Space.Order;
        bool touch = sets.Decides(p, q);
        return FromOrderOne(degree, value, k => k >= Space.CountUpTo(known) ? sets.Entire
            : touch ? sets.Hull(atLeast[k], below[k])
            : sets.Select(p, q, atLeast[k], below[k]));
    }

    private Jet<T> FromOrderOne(int degree, T value, Func<int, T> coefficient)
    {
        T[] stored = new T[Space.CountUpTo(degree)];
        stored[0] = value;
        for (int k = 1; k < stored.Length; k++)
        {
            stored[k] = coefficient(k);
        }

        return Make(degree, stored);
    }

    /// <summary>The order to which an outer function's series is needed: none of it when the inner jet is constant.</summary>
    private int TermsOf(Jet<T> inner) => inner.Degree == 0 ? 0 : Space.Order;

    /// <summary>
    /// Σ_j f_j (u - u_0)^j, j up to the length of the series, by Horner's scheme. What is still to be multiplied j times by
    /// u - u_0 is needed to order n - j only.
    /// </summary>
    private Jet<T> Compose(T[] series, Jet<T> inner)
    {
        int terms = series.Length - 1;
        int degree = 0;
        T[] result = [series[terms]];
        for (int j = terms - 1; j >= 0; j--)
        {
            degree = Math.Min(Space.Order - j, degree + inner.Degree);
            T[] next = new T[Space.CountUpTo(degree)];
            next[0] = series[j];
            for (int k = 1; k < next.Length; k++)
            {
                next[k] = Convolve(_products[k][1..], inner.Stored, result);
            }

            result = next;
        }

        return Make(degree, result);
    }
}
