using CsCheck;
using QuantRelu.Certification.Regions;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification.Regions;

public class TaylorPolynomialTests
{
    // Rational functions, whose values and second derivatives are exact: f = 1/(2 + x + y²), and x^9 y in two variables, and x y z/(1 + x) in three.
    private static readonly Gen<(int Corner, int Level, int Part)> Places = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 3], Gen.Int[0, 8]);

    [Fact]
    public void Values_are_within_the_noise_everywhere_on_the_box() => Gen.Select(Gen.Int[0, 2], Places.Array[3]).Sample((which, places) =>
    {
        (string text, int d) = which switch { 0 => ("1/(2+x+y^2)", 2), 1 => ("x^9*y", 2), _ => ("x*y*z/(1+x)", 3) };
        (double[] low, double[] high, Rational[] at) = Box(places.AsSpan(0, d));
        TaylorPolynomial polynomial = TaylorPolynomial.Of(ExpressionParser.Parse(text), low, high)!;
        double[] t = [.. at.Select((c, k) => (double)c - polynomial.Center[k])];
        return Rational.Abs(Value(which, at) - Exact(polynomial.At(t))) <= Exact(polynomial.Noise);
    }, iter: 300);

    [Fact]
    public void Second_derivatives_are_within_the_spread() => Gen.Select(Places.Array[2], Places.Array[2]).Sample((places, others) =>
    {
        (double[] low, double[] high, Rational[] at) = Box(places);
        double[] middle = [.. others.Select((o, k) => low[k] + ((high[k] - low[k]) * o.Part / 8.0))];
        double[] radius = [.. at.Select((c, k) => Math.Abs((double)c - middle[k]) + 1e-15)];
        TaylorPolynomial polynomial = TaylorPolynomial.Of(ExpressionParser.Parse("x^9*y"), low, high)!;
        double[] s = [.. middle.Select((m, k) => m - polynomial.Center[k])];
        (Rational xx, Rational xy) = (72 * Power(at[0], 7) * at[1], 9 * Power(at[0], 8));
        return Rational.Abs(xx - Exact(polynomial.Second(0, 0, s))) <= Exact(polynomial.Spread(0, 0, radius))
            && Rational.Abs(xy - Exact(polynomial.Second(1, 0, s))) <= Exact(polynomial.Spread(1, 0, radius))
            && Exact(Math.Abs(polynomial.Second(1, 1, s))) <= Exact(polynomial.Spread(1, 1, radius));
    }, iter: 300);

    [Fact]
    public void There_is_none_across_a_kink()
    {
        Expression kink = ExpressionParser.Parse("abs(x-y)");
        Assert.Null(TaylorPolynomial.Of(kink, [0, 0], [0.5, 0.5]));
        Assert.NotNull(TaylorPolynomial.Of(kink, [0, 0.5], [0.5, 1]));
    }

    private static (double[] Low, double[] High, Rational[] At) Box(ReadOnlySpan<(int Corner, int Level, int Part)> places)
    {
        var (low, high, at) = (new double[places.Length], new double[places.Length], new Rational[places.Length]);
        for (int k = 0; k < places.Length; k++)
        {
            double size = Math.ScaleB(1, -places[k].Level);
            low[k] = size * (places[k].Corner % (1 << places[k].Level));
            high[k] = low[k] + size;
            at[k] = Exact(low[k]) + (Exact(size) * Rational.Create(places[k].Part, 8));
        }

        return (low, high, at);
    }

    private static Rational Value(int which, Rational[] at) => which switch
    {
        0 => 1 / (2 + at[0] + (at[1] * at[1])),
        1 => Power(at[0], 9) * at[1],
        _ => at[0] * at[1] * at[2] / (1 + at[0]),
    };

    private static Rational Power(Rational x, int n) => Enumerable.Repeat(x, n).Aggregate((a, b) => a * b);

    private static Rational Exact(double value) => Dyadic.FromDouble(value);
}
