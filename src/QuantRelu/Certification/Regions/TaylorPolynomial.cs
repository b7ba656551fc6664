using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.Regions;

/// <summary>
/// A Taylor polynomial p of a target f at the middle c of a box c ± h, in doubles, with proved bounds of what it errs by: for every x of the box and every
/// double t within 2^-50 of x - c, |f(x) - p(t)| ≤ <see cref="Noise"/>, and |∂_i∂_j f(x) - p_ij(s)| ≤ <see cref="Spread"/> for every double s.
/// </summary>
/// <remarks>
/// With K the degree and |D^α f/α!| ≤ M_α on the box for |α| = K + 1, Taylor's theorem bounds the remainder of f by Σ M_α h^α, and, its second derivatives
/// having the Taylor polynomials p_ij of degree K - 2, theirs by Σ M_α (α!/β!) h^β with β = α - e_i - e_j. Nested Horner schemes of at most three variables
/// take fewer than 2^5 operations on the way to any term, so they err by less than 2^-47 Σ |c_α| |t|^α; where t is off by 2^-50 that costs the first
/// derivatives times as much. All sums of magnitudes are taken at (1 + 2^-8) h, which covers their own rounding.
/// </remarks>
internal sealed class TaylorPolynomial
{
    /// <summary>How far a t may be from x - c.</summary>
    public const double ArgumentError = 1.0 / (1L << 50);

    private const double Rounding = 1.0 / (1L << 47);
    private const double Wider = 1 + (1.0 / 256);
    private readonly NestedPolynomial _value;
    private readonly double[] _reach;
    private readonly NestedPolynomial[] _seconds;
    private readonly double[] _lost;
    private readonly double[] _thirds;

    private TaylorPolynomial(JetSpace space, double[] center, double[] half, double[] coefficients, double[] radii, double[] remainders)
    {
        Center = center;
        int d = center.Length;
        _value = new NestedPolynomial(d, space.Order, alpha => coefficients[space.IndexOf(alpha)]);
        _reach = [.. half.Select(h => h * Wider)];
        JetSpace outer = JetSpace.Create(d, space.Order + 1);
        int[] zero = new int[d];
        Remainder = Bound(outer, space.Count, remainders, zero);
        Noise = Remainder + Bound(space, 0, radii, zero) + (Rounding * Bound(space, 0, coefficients, zero));
        for (int k = 0; k < d; k++)
        {
            Noise += ArgumentError * Bound(space, 0, coefficients, Unit(d, k));
        }

        _seconds = new NestedPolynomial[d * d];
        _lost = new double[d * d];
        _thirds = new double[d * d * d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                int at = (i * d) + j;
                int[] both = Unit(d, i, j);
                _seconds[at] = Derivative(space, coefficients, both);
                _lost[at] = Bound(outer, space.Count, remainders, both) + Bound(space, 0, radii, both) + (Rounding * Bound(space, 0, coefficients, both));
                for (int k = 0; k < d; k++)
                {
                    _thirds[(at * d) + k] = Bound(space, 0, coefficients, Unit(d, i, j, k));
                    _lost[at] += 4 * ArgumentError * _thirds[(at * d) + k];
                }
            }
        }
    }

    /// <summary>c.</summary>
    public double[] Center { get; }

    /// <summary>A bound for |f(x) - p(t)|.</summary>
    public double Noise { get; }

    /// <summary>The part of the noise that a smaller box would lessen.</summary>
    public double Remainder { get; }

    /// <summary>The degree in so many variables, at most three.</summary>
    public static int Degree(int dimension) => dimension == 3 ? 5 : 7;

    /// <summary>The polynomial on a box; null when f may not be smooth there, or a coefficient is beyond doubles.</summary>
    public static TaylorPolynomial? Of(Expression formula, double[] low, double[] high)
    {
        int d = low.Length;
        var space = JetSpace.Create(d, Degree(d));
        var scalar = new DoubleIntervalAlgebra();
        double[] center = [.. low.Zip(high, (a, b) => (a + b) / 2)], half = [.. low.Zip(high, (a, b) => (b - a) / 2)];
        DoubleInterval[]? whole = Jet(
            formula, new(scalar, JetSpace.Create(d, space.Order + 1), KinkRule.OnBox), [.. low.Zip(high, DoubleInterval.Create)]);
        DoubleInterval[]? middle = whole is null ? null
            : Jet(formula, new(scalar, space, KinkRule.AtPointOfBox), [.. center.Select(c => DoubleInterval.Create(c, c))]);
        if (whole is null || middle is null)
        {
            return null;
        }

        double[] coefficients = [.. middle.Select(c => c.Lower + ((c.Upper - c.Lower) / 2))];
        double[] radii = [.. middle.Select(c => (c.Upper - c.Lower) * (1 + Rounding))];
        var polynomial = new TaylorPolynomial(space, center, half, coefficients, radii, [.. whole.Select(c => c.Magnitude)]);
        return double.IsFinite(polynomial.Noise) && polynomial._lost.All(double.IsFinite) && polynomial._thirds.All(double.IsFinite) ? polynomial : null;
    }

    /// <summary>p(t).</summary>
    public double At(ReadOnlySpan<double> t) => _value.At(t);

    /// <summary>p_ij(s).</summary>
    public double Second(int i, int j, ReadOnlySpan<double> s) => _seconds[(i * Center.Length) + j].At(s);

    /// <summary>A bound for |∂_i∂_j f(x) - p_ij(s)| for all x of the box within r of c + s in every coordinate k, r = <paramref name="radius"/>[k].</summary>
    public double Spread(int i, int j, ReadOnlySpan<double> radius)
    {
        int d = Center.Length, at = (i * d) + j;
        double spread = _lost[at];
        for (int k = 0; k < d; k++)
        {
            spread += _thirds[(at * d) + k] * radius[k];
        }

        return spread * (1 + Rounding);
    }

    private static DoubleInterval[]? Jet(Expression formula, JetAlgebra<DoubleInterval> jets, DoubleInterval[] at)
    {
        var coefficients = new DoubleInterval[jets.Space.Count];
        formula.Evaluate(jets, [.. at.Select((a, k) => jets.Variable(k, a))]).CopyTo(coefficients);
        return Array.TrueForAll(coefficients, c => c.IsBounded) ? coefficients : null;
    }

    private static int[] Unit(int d, params ReadOnlySpan<int> axes)
    {
        var entries = new int[d];
        foreach (int axis in axes)
        {
            entries[axis]++;
        }

        return entries;
    }

    private static NestedPolynomial Derivative(JetSpace space, double[] coefficients, int[] k) =>
        new(k.Length, space.Order - k.Sum(), beta =>
        {
            var alpha = new MultiIndex([.. k.Select((e, axis) => e + beta[axis])]);
            return coefficients[space.IndexOf(alpha)] * Falling(alpha, k);
        });

    // α!/(α - k)!, 0 when k is above α somewhere.
    private static double Falling(MultiIndex alpha, ReadOnlySpan<int> k)
    {
        double product = 1;
        for (int axis = 0; axis < k.Length; axis++)
        {
            for (int e = 0; e < k[axis]; e++)
            {
                product *= alpha[axis] - e;
            }
        }

        return product;
    }

    // Σ |c_α| α!/(α-k)! reach^(α-k), from one coefficient on.
    private double Bound(JetSpace space, int first, double[] coefficients, int[] k)
    {
        double sum = 0;
        for (int i = first; i < space.Count; i++)
        {
            double falling = Falling(space[i], k);
            if (falling == 0 || coefficients[i] == 0)
            {
                continue;
            }

            double term = Math.Abs(coefficients[i]) * falling;
            for (int axis = 0; axis < k.Length; axis++)
            {
                for (int e = k[axis]; e < space[i][axis]; e++)
                {
                    term *= _reach[axis];
                }
            }

            sum += term;
        }

        return sum;
    }
}
