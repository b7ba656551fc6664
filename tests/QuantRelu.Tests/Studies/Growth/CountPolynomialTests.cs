using CsCheck;
using FluentAssertions;
using QuantRelu.Studies.Growth;
using Xunit;

namespace QuantRelu.Tests.Studies.Growth;

public class CountPolynomialTests
{
    private static readonly Gen<Rational> Numbers = Gen.Select(Gen.Int[-50, 50], Gen.Int[1, 9]).Select((p, q) => Rational.Create(p, q));

    [Fact]
    public void The_polynomial_through_points_goes_through_them_and_is_of_no_higher_degree() =>
        Numbers.Array[1, 6].Sample(values =>
        {
            (Rational X, Rational Y)[] points = [.. values.Select((y, i) => ((Rational)((3 * i) - 4), y))];
            var polynomial = CountPolynomial.Through(points);
            return polynomial.Degree < points.Length && points.All(p => Sum(polynomial, p.X) == p.Y);
        });

    [Fact]
    public void Sums_products_and_compositions_are_those_of_the_values() =>
        Gen.Select(Numbers.Array[0, 4], Numbers.Array[0, 4], Numbers).Sample((a, b, x) =>
        {
            CountPolynomial p = new(a), q = new(b);
            return (p + q).At(x) == Sum(p, x) + Sum(q, x) && (p * q).At(x) == Sum(p, x) * Sum(q, x) && p.Of(q).At(x) == Sum(p, Sum(q, x))
                && (x * p).At(2) == x * Sum(p, 2);
        });

    [Fact]
    public void Words_show_the_highest_power_first()
    {
        new CountPolynomial(211, Rational.Create(69, 2), Rational.Create(1, 2)).ToString("L").Should().Be("L²/2 + 69L/2 + 211");
        new CountPolynomial(0, -1, 0, 3).ToString("q").Should().Be("3q³ - q");
        new CountPolynomial(Rational.Create(-1, 2)).ToString().Should().Be("-1/2");
        new CountPolynomial(0, 0).ToString().Should().Be("0");
        new CountPolynomial(0, 0).Degree.Should().Be(-1);
    }

    // By powers, not by Horner's rule.
    private static Rational Sum(CountPolynomial p, Rational x)
    {
        Rational sum = 0, power = 1;
        foreach (Rational c in p.Coefficients)
        {
            sum += c * power;
            power *= x;
        }

        return sum;
    }
}
