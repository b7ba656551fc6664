using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class DoubleAlgebraTests
{
    private static readonly DoubleAlgebra Algebra = DoubleAlgebra.Instance;

    [Fact]
    public void A_constant_is_correctly_rounded_whatever_its_size() =>
        Gen.Select(Gen.Long, Gen.Long[1, long.MaxValue], Gen.Int[0, 40]).Sample((p, q, shift) =>
        {
            Rational value = Rational.Create((BigInteger)p << shift, q);
            double rounded = Algebra.Constant(value);
            Rational error = Rational.Abs((Rational)Dyadic.FromDouble(rounded) - value);
            return error <= Distance(value, Math.BitIncrement(rounded)) && error <= Distance(value, Math.BitDecrement(rounded));
        }, iter: 500);

    /// <summary>A product of k factors in doubles has a relative error of at most about k units of 2^-53.</summary>
    [Fact]
    public void An_integer_power_is_as_exact_as_its_products() =>
        Gen.Select(Gen.Double[0.5, 2], Gen.Bool, Gen.Int[-40, 40]).Sample((size, isNegative, k) =>
        {
            double a = isNegative ? -size : size;
            var exact = (double)RationalAlgebra.Instance.Power(Dyadic.FromDouble(a), k);
            return Math.Abs(Algebra.Power(a, k) - exact) <= (Math.Abs(k) + 2) * Math.ScaleB(1, -53) * Math.Abs(exact);
        }, iter: 300);

    [Fact]
    public void Nothing_throws_outside_a_domain_or_at_a_pole()
    {
        new[] { Algebra.Log(-1), Algebra.Asin(2), Algebra.Acos(-2), Algebra.Power(-1, Rational.Create(1, 2)), Algebra.Divide(0, 0), Algebra.Min(double.NaN, 0) }
            .Should().OnlyContain(v => double.IsNaN(v));
        new[] { Algebra.Log(0), Algebra.Divide(1, 0), Algebra.Power(0, -1), Algebra.Power(0, Rational.Create(-1, 3)), Algebra.Exp(1000),
            Algebra.Power(2, 1_000_000) }
            .Should().OnlyContain(v => double.IsInfinity(v));
        (Algebra.Power(0, 0), Algebra.Power(0, 3), Algebra.Power(2, -1_000_000), Algebra.Power(-1, int.MinValue)).Should().Be((1, 0, 0, 1));
    }

    [Fact]
    public void A_choice_is_made_by_comparison() =>
        (Algebra.Select(1, 0, 2, 3), Algebra.Select(0, 0, 2, 3), Algebra.Select(-1, 0, 2, 3)).Should().Be((2, 2, 3));

    private static Rational Distance(Rational value, double candidate) => Rational.Abs((Rational)Dyadic.FromDouble(candidate) - value);
}
