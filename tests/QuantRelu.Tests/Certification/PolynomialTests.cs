using CsCheck;
using FluentAssertions;
using QuantRelu.Certification.Exactly;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification;

/// <summary>Exact signs of polynomials: the roots are chosen first, so that the truth is known.</summary>
public class PolynomialTests
{
    private static readonly Gen<Rational> Root = Gen.Select(Gen.Int[-2, 12], Gen.Int[1, 10], (p, q) => Rational.Create(p, q));

    [Fact]
    public void A_polynomial_is_found_to_be_negative_exactly_when_it_is_somewhere() =>
        Gen.Select(Gen.Select(Root, Gen.Int[1, 3]).Array[0, 4], Gen.Bool).Sample((factors, negated) =>
        {
            Polynomial p = Polynomial.Of(negated ? -1 : 1);
            foreach ((Rational root, int multiplicity) in factors)
            {
                p = Enumerable.Repeat(Polynomial.Of(-root, 1), multiplicity).Aggregate(p, (product, factor) => product * factor);
            }

            // Between neighbouring roots and ends the sign is that of the middle.
            Rational[] ends = [.. factors.Select(f => f.Item1).Where(r => r > 0 && r < 1).Append(0).Append(1).Distinct().Order()];
            bool isNegative = ends.Any(e => p.At(e).Sign < 0) || ends.Zip(ends.Skip(1)).Any(e => p.At((e.First + e.Second) / 2).Sign < 0);
            Rational? found = p.NegativeOn(0, 1);
            return isNegative ? found is { } u && u >= 0 && u <= 1 && p.At(u).Sign < 0 : found is null;
        }, iter: 2000);

    [Fact]
    public void Roots_are_counted_in_the_open_interval_whatever_their_multiplicity() =>
        Gen.Select(Root, Gen.Int[1, 3]).Array[1, 4].Sample(factors =>
        {
            Polynomial p = Polynomial.Of(3);
            foreach ((Rational root, int multiplicity) in factors)
            {
                p = Enumerable.Repeat(Polynomial.Of(-root, 1), multiplicity).Aggregate(p, (product, factor) => product * factor);
            }

            return SturmChain.Of(p).Between(0, 1) == factors.Select(f => f.Item1).Where(r => r > 0 && r < 1).Distinct().Count();
        }, iter: 1000);

    [Fact]
    public void Touching_zero_at_a_point_that_is_not_rational_is_not_negative_and_a_little_lower_is()
    {
        Polynomial touches = Polynomial.Of(Rational.Create(-1, 2), 0, 1) * Polynomial.Of(Rational.Create(-1, 2), 0, 1);
        touches.NegativeOn(0, 1).Should().BeNull();
        Rational? below = (touches - Polynomial.Of(Dyadic.PowerOfTwo(-80))).NegativeOn(0, 1);
        ((double)below!.Value).Should().BeApproximately(Math.Sqrt(0.5), 1e-6);
    }

    [Theory]
    [InlineData("max(x-1/3,0)*abs(1/7-x)^2-min(2*x,1-x,x^3+2)/3+(-x)^5")]
    [InlineData("abs(abs(x-1/2)-1/5)/(1/3)+2^-3")]
    [InlineData("abs((x-1/4)^2*(2-x))")]
    public void A_formula_in_pieces_has_its_values(string text)
    {
        Expression formula = Target.Parse(text, 1).Expression!;
        var algebra = new PiecewisePolynomialAlgebra(0, 1);
        PiecewisePolynomial pieces = formula.Evaluate(algebra, [algebra.Variable])!;
        foreach ((Rational from, Rational to, Polynomial part) in pieces.On(0, 1))
        {
            foreach (Rational u in new[] { from, (from + to) / 2, to })
            {
                ((double)part.At(u)).Should().BeApproximately(formula.Evaluate(DoubleAlgebra.Instance, [(double)u]), 1e-14);
            }
        }

        pieces.Parts[^1].To.Should().Be((Rational)1);
    }

    [Theory]
    [InlineData("sin(x)")]
    [InlineData("abs(x^2-1/2)")]
    [InlineData("1/(1+x)")]
    [InlineData("sqrt(x)")]
    [InlineData("x*pi")]
    [InlineData("x^40")]
    public void What_is_no_such_polynomial_or_not_known_to_be_one_is_told(string text)
    {
        var algebra = new PiecewisePolynomialAlgebra(0, 1);
        Target.Parse(text).Expression!.Evaluate(algebra, [algebra.Variable]).Should().BeNull();
    }
}
