using System.Globalization;
using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// What is certain of a function given by code, as a function of u: from the enclosure that the caller gave, and from values, their error e, and bounds M_1,
/// M_2 of the first and second derivatives.
/// </summary>
/// <remarks>
/// <para>Over a box, for any double y next to its middle: |f(x) - f(y)| ≤ M_1 Σ|x_k - y_k|, and the value v at y is within e of f(y), so that
/// f(x) ∈ v ± (e + M_1 Σ max|x_k - y_k|).</para>
/// <para>With M_2 an affine function comes much closer. Let y have the values v, and v_+, v_- at the points y + a_+ e_k, y - a_- e_k at the sides of the box.
/// By Taylor's theorem f(y ± a e_k) = f(y) ± a ∂_k f(y) + r with |r| ≤ M_2 a²/2, so that G_k = (v_+ - v_-)/(a_+ + a_-) differs from ∂_k f(y) by at most
/// η_k = (M_2 (a_+² + a_-²)/2 + 2e)/(a_+ + a_-). With |D²f(y)(z, z)| ≤ M_2 (Σ|z_k|)² and ρ_k ≥ |x_k - y_k| therefore
/// |f(x) - v - Σ G_k (x_k - y_k)| ≤ e + M_2 (Σ ρ_k)²/2 + Σ η_k ρ_k. Where y is not the exact image of the middle, but off by o_k, that costs |G_k| o_k
/// more; and the few roundings of a slope cost less than 8·2^-52 of it. Ours.</para>
/// </remarks>
internal sealed class CodeEnclosure : IBoxEnclosure
{
    private const double Epsilon = 1.0 / (1L << 52);
    private const double Inflation = 1 + (1.0 / (1L << 40));

    // How far a value may be from an enclosure when its error is not stated, in units of its size.
    private const int LogUnstated = -40;
    private readonly DelegateFunction _function;
    private readonly Domain _domain;
    private readonly string _name;

    private CodeEnclosure(string name, DelegateFunction function, Domain domain) => (_name, _function, _domain) = (name, function, domain);

    /// <summary>The enclosure; null when the caller stated too little for any.</summary>
    public static CodeEnclosure? Of(string name, DelegateFunction function, Domain domain) =>
        function.Enclosure is not null || (function.ValueError is not null && !function.DerivativeBounds.IsEmpty)
            ? new CodeEnclosure(name, function, domain)
            : null;

    /// <inheritdoc/>
    public double Noise => 2 * (1 + _domain.Dimension) * (_function.ValueError ?? 0);

    /// <inheritdoc/>
    /// <param name="u">The sides, within [0, 1].</param>
    /// <param name="intervals">Has the digits of the box in x.</param>
    public Interval Range(IReadOnlyList<Interval> u, IntervalAlgebra intervals)
    {
        Interval[] x = [.. u.Select((side, axis) => FromUnit(intervals, axis, side))];
        Interval told = _function.Enclosure?.Invoke([.. x]) ?? Interval.Entire;
        double[] y = [.. x.Select(side => (double)side.Midpoint)];
        double value = _function.Value([.. y]);
        bool isBounded = _function.ValueError is not null && !_function.DerivativeBounds.IsEmpty;
        if (!double.IsFinite(value))
        {
            return told.IsBounded || isBounded ? throw new TargetException($"{_name} is not finite at {Place(y)}.") : told;
        }

        Dyadic v = Dyadic.FromDouble(value), error = Dyadic.FromDouble(_function.ValueError ?? Math.ScaleB(Math.Max(1, Math.Abs(value)), LogUnstated));
        Dyadic reach = isBounded
            ? Dyadic.FromDouble(_function.DerivativeBounds[0]) * x.Zip(y, (side, c) => Distance(side, Dyadic.FromDouble(c))).Aggregate((a, b) => a + b)
            : default;
        bool isInside = x.Zip(y).All(s => s.First.Contains(Dyadic.FromDouble(s.Second)));
        Interval near = isBounded || isInside ? Interval.Create(v - error - reach, v + error + reach) : Interval.Entire;
        Interval both = Interval.Intersect(told, near) ?? throw Contradiction(told, value, y);
        return isBounded ? both : told;
    }

    /// <inheritdoc/>
    /// <returns>Null without a second-derivative bound, and where the box is too small for doubles in x.</returns>
    public AffineEnclosure? Affine(double[] low, double[] high, double[] centre, double[] half)
    {
        if (_function.ValueError is not { } error || _function.DerivativeBounds.Length < 2)
        {
            return null;
        }

        int d = centre.Length;
        double bend = _function.DerivativeBounds[1], reach = 0, lost = error;
        double[] y = new double[d], least = new double[d], most = new double[d], slopes = new double[d];
        _domain.FromUnit(centre, y);
        _domain.FromUnit(low, least);
        _domain.FromUnit(high, most);
        double value = At(y);
        for (int k = 0; k < d; k++)
        {
            double up = most[k] - y[k], down = y[k] - least[k], apart = up + down;
            if (!(up >= 0 && down >= 0 && apart > 0))
            {
                return null;
            }

            double off = _domain.IsUnit ? 0 : DirectedRounding.Up(Rational.Abs(_domain.FromUnit(k, Dyadic.FromDouble(centre[k])) - Dyadic.FromDouble(y[k])));
            double radius = (_domain.RoundedWidth(k) * half[k]) + off;
            double slope = (At(With(y, k, most[k])) - At(With(y, k, least[k]))) / apart;
            slopes[k] = slope * _domain.RoundedWidth(k) * half[k];
            lost += (radius * ((bend * ((up * up) + (down * down)) / 2) + (2 * error)) / apart) + (Math.Abs(slope) * off) + (8 * Epsilon * Math.Abs(slopes[k]));
            reach += radius;
        }

        // The last term covers every operation that underflows.
        return new AffineEnclosure(value, slopes, ((lost + (bend * reach * reach / 2)) * Inflation) + 1e-300);
    }

    private double At(double[] x) => _function.Value([.. x]) is var value && double.IsFinite(value)
        ? value
        : throw new TargetException($"{_name} is not finite at {Place(x)}.");

    private static double[] With(double[] x, int axis, double coordinate)
    {
        double[] moved = [.. x];
        moved[axis] = coordinate;
        return moved;
    }

    private Interval FromUnit(IntervalAlgebra intervals, int axis, Interval u) => _domain.IsUnit ? u
        : intervals.Add(intervals.Constant(_domain.Low(axis)), intervals.Multiply(intervals.Constant(_domain.Width(axis)), u));

    private static Dyadic Distance(Interval side, Dyadic c) => Dyadic.Max(Dyadic.Abs(side.Lower - c), Dyadic.Abs(side.Upper - c));

    private TargetException Contradiction(Interval told, double value, double[] x)
    {
        (double low, double high) = told.ToDoubles();
        return new TargetException(string.Create(
            CultureInfo.InvariantCulture,
            $"The enclosure of {_name} contradicts its values: near {Place(x)} it says [{low:R}, {high:R}], and the value is {value:R}."));
    }

    private static string Place(double[] x) => PlaceText.Of([.. x.Select(v => v.ToString("G6", CultureInfo.InvariantCulture))]);
}
