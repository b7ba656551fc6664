using QuantRelu.Numerics;

namespace QuantRelu.Certification.Exactly;

/// <summary>
/// The operations of formulas over polynomials on pieces of an interval, exactly; null for every result that is none, or of too high a degree.
/// </summary>
internal sealed class PiecewisePolynomialAlgebra(Rational from, Rational to) : IAlgebra<PiecewisePolynomial?>
{
    private const int MostDegree = 32;

    /// <summary>u on the interval.</summary>
    public PiecewisePolynomial Variable => Of(Polynomial.Of(0, 1));

    public PiecewisePolynomial? Pi => null;

    public PiecewisePolynomial? Constant(Rational value) => Of(Polynomial.Of(value));

    public PiecewisePolynomial? Add(PiecewisePolynomial? a, PiecewisePolynomial? b) => a is null || b is null ? null : a.Combine(b, (f, g) => f + g);

    public PiecewisePolynomial? Subtract(PiecewisePolynomial? a, PiecewisePolynomial? b) => a is null || b is null ? null : a.Combine(b, (f, g) => f - g);

    public PiecewisePolynomial? Multiply(PiecewisePolynomial? a, PiecewisePolynomial? b) =>
        a is null || b is null || a.Degree + b.Degree > MostDegree ? null : a.Combine(b, (f, g) => f * g);

    public PiecewisePolynomial? Divide(PiecewisePolynomial? a, PiecewisePolynomial? b) =>
        a is null || b is null || b.Parts.Any(p => p.Value.Degree != 0) ? null : a.Combine(b, (f, g) => (1 / g[0]) * f);

    public PiecewisePolynomial? Negate(PiecewisePolynomial? a) => a?.Map(f => -1 * f);

    public PiecewisePolynomial? Power(PiecewisePolynomial? a, int k)
    {
        if (a is null || k < 0 || (a.Degree > 0 && k > MostDegree))
        {
            return k < 0 ? Divide(Constant(1), Power(a, -k)) : null;
        }

        PiecewisePolynomial? power = Constant(1);
        for (int i = 0; i < k; i++)
        {
            power = Multiply(power, a);
        }

        return power;
    }

    public PiecewisePolynomial? Power(PiecewisePolynomial? a, Rational c) => null;

    public PiecewisePolynomial? Exp(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Log(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Sin(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Cos(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Tan(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Asin(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Acos(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Atan(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Sinh(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Cosh(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Tanh(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Abs(PiecewisePolynomial? a) => a?.Abs();

    // min(a, b) = (a + b - |a - b|)/2.
    public PiecewisePolynomial? Min(PiecewisePolynomial? a, PiecewisePolynomial? b) => Half(Subtract(Add(a, b), Abs(Subtract(a, b))));

    public PiecewisePolynomial? Max(PiecewisePolynomial? a, PiecewisePolynomial? b) => Half(Add(Add(a, b), Abs(Subtract(a, b))));

    public PiecewisePolynomial? Floor(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Erf(PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Sinc(PiecewisePolynomial? a, int j) => null;

    public PiecewisePolynomial? Apply(ITaylorSeries f, PiecewisePolynomial? a) => null;

    public PiecewisePolynomial? Atan2(PiecewisePolynomial? y, PiecewisePolynomial? x) => null;

    // Where a ≥ b, and nowhere else but where both are equal, |a - b| is a - b. Functions here are continuous.
    public PiecewisePolynomial? Choose(
        PiecewisePolynomial? a, PiecewisePolynomial? b, PiecewisePolynomial? atLeast, PiecewisePolynomial? below, bool isContinuous)
    {
        if (!isContinuous || Subtract(a, b) is not { } difference || difference.Abs() is not { } size)
        {
            return null;
        }

        PiecewisePolynomial isAtLeast = size.Combine(difference, (s, d) => Polynomial.Of((s - d).Degree < 0 ? 1 : 0));
        return Add(below, Multiply(isAtLeast, Subtract(atLeast, below)));
    }

    private static PiecewisePolynomial? Half(PiecewisePolynomial? a) => a?.Map(f => (Rational)Dyadic.Half * f);

    private PiecewisePolynomial Of(Polynomial f) => new(from, [(to, f)]);
}
