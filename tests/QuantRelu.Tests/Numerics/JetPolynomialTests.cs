using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class JetPolynomialTests
{
    private static readonly Gen<JetSpace> Spaces = Gen.Select(Gen.Int[1, 3], Gen.Int[0, 4], JetSpace.Create);

    [Fact]
    public void Every_mixed_derivative_of_a_polynomial_is_exact() =>
        Spaces.SelectMany(s => Gen.Select(Gen.Const(s), Polynomial.Of(s.Dimension), Points(s))).Sample((space, p, x) =>
            Agree(p.Evaluate(Jets(space), Variables(space, x)), p, x), iter: 300);

    [Fact]
    public void A_product_has_the_derivatives_of_the_expanded_product() =>
        Spaces.SelectMany(s => Gen.Select(Gen.Const(s), Polynomial.Of(s.Dimension), Polynomial.Of(s.Dimension), Points(s))).Sample((space, p, q, x) =>
            Agree(Jets(space).Multiply(JetOf(space, p, x), JetOf(space, q, x)), p * q, x), iter: 300);

    [Fact]
    public void A_composition_has_the_derivatives_of_the_expanded_composition() =>
        Gen.Select(Gen.Int[1, 2], Gen.Int[1, 2], Gen.Int[1, 4])
            .SelectMany((inner, outer, n) =>
                Gen.Select(Gen.Const(JetSpace.Create(inner, n)), Polynomial.Of(outer), Polynomial.Of(inner).Array[outer], Polynomial.Coordinate.Array[inner]))
            .Sample((space, p, q, x) => Agree(p.Evaluate(Jets(space), [.. q.Select(inner => JetOf(space, inner, x))]), p.Of(q), x), iter: 100);

    [Fact]
    public void A_quotient_times_its_divisor_is_the_dividend() =>
        Spaces.SelectMany(s => Gen.Select(Gen.Const(s), Coefficients(s), Coefficients(s))).Where((_, _, b) => !b[0].IsZero).Sample((space, a, b) =>
        {
            JetAlgebra<Rational> algebra = Jets(space);
            Jet<Rational> divisor = algebra.FromCoefficients(b);
            return All(algebra.Multiply(algebra.Divide(algebra.FromCoefficients(a), divisor), divisor)).SequenceEqual(a);
        }, iter: 300);

    [Fact]
    public void A_power_is_a_repeated_product_and_a_negative_power_its_reciprocal() =>
        Spaces.SelectMany(s => Gen.Select(Gen.Const(s), Coefficients(s), Gen.Int[0, 6])).Where((_, a, _) => !a[0].IsZero).Sample((space, coefficients, k) =>
        {
            JetAlgebra<Rational> algebra = Jets(space);
            Jet<Rational> a = algebra.FromCoefficients(coefficients);
            Jet<Rational> product = Enumerable.Repeat(a, k).Aggregate(algebra.Constant(1), algebra.Multiply);
            return All(algebra.Power(a, k)).SequenceEqual(All(product))
                && All(algebra.Multiply(algebra.Power(a, -k), product)).SequenceEqual(All(algebra.Constant(1)));
        }, iter: 300);

    [Fact]
    public void A_power_of_a_jet_that_vanishes_is_a_repeated_product_too() =>
        Spaces.SelectMany(s => Gen.Select(Gen.Const(s), Coefficients(s), Gen.Int[0, 6])).Sample((space, coefficients, k) =>
        {
            coefficients[0] = 0;
            JetAlgebra<Rational> algebra = Jets(space);
            Jet<Rational> a = algebra.FromCoefficients(coefficients);
            return All(algebra.Power(a, k)).SequenceEqual(All(Enumerable.Repeat(a, k).Aggregate(algebra.Constant(1), algebra.Multiply)));
        }, iter: 100);

    [Fact]
    public void Sums_differences_and_negatives_go_by_coefficients() =>
        Spaces.SelectMany(s => Gen.Select(Gen.Const(s), Coefficients(s), Coefficients(s))).Sample((space, a, b) =>
        {
            JetAlgebra<Rational> algebra = Jets(space);
            (Jet<Rational> u, Jet<Rational> v) = (algebra.FromCoefficients(a), algebra.FromCoefficients(b));
            Jet<Rational> constant = algebra.Constant(b[0]);
            return All(algebra.Add(u, v)).SequenceEqual(a.Zip(b, (p, q) => p + q))
                && All(algebra.Subtract(u, v)).SequenceEqual(a.Zip(b, (p, q) => p - q))
                && All(algebra.Subtract(constant, u)).SequenceEqual(a.Select((p, i) => i == 0 ? b[0] - p : -p))
                && All(algebra.Add(u, constant)).SequenceEqual(a.Select((p, i) => i == 0 ? p + b[0] : p))
                && All(algebra.Negate(u)).SequenceEqual(a.Select(p => -p));
        }, iter: 200);

    [Fact]
    public void Choices_take_the_derivatives_of_the_active_branch() =>
        Spaces.SelectMany(s => Gen.Select(Gen.Const(s), Coefficients(s), Coefficients(s))).Sample((space, a, b) =>
        {
            JetAlgebra<Rational> algebra = Jets(space);
            (Jet<Rational> u, Jet<Rational> v) = (algebra.FromCoefficients(a), algebra.FromCoefficients(b));
            return All(algebra.Abs(u)).SequenceEqual(a[0].Sign < 0 ? a.Select(p => -p) : a)
                && All(algebra.Min(u, v)).SequenceEqual(a[0] <= b[0] ? a : b)
                && All(algebra.Max(u, v)).SequenceEqual(a[0] >= b[0] ? a : b);
        }, iter: 200);

    [Fact]
    public void A_jet_answers_by_position_by_multi_index_and_as_a_whole()
    {
        JetSpace space = JetSpace.Create(2, 2);
        Jet<Rational> y = Jets(space).Variable(1, 5);
        (y.Value, y.Degree, y[new MultiIndex(0, 1)], y[new MultiIndex(1, 0)], y[5]).Should().Be(((Rational)5, 1, (Rational)1, (Rational)0, (Rational)0));
        All(y).Should().Equal(5, 1, 0, 0, 0, 0);
        ((Func<Rational>)(() => y[6])).Should().Throw<IndexOutOfRangeException>();
        ((Func<Rational>)(() => y[-1])).Should().Throw<IndexOutOfRangeException>();
        ((Func<Rational>)(() => y[new MultiIndex(3, 0)])).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => y.CopyTo(new Rational[5]))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void What_does_not_fit_a_space_is_refused()
    {
        JetAlgebra<Rational> algebra = Jets(JetSpace.Create(2, 2));
        ((Action)(() => algebra.Variable(2, 0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => algebra.Variable(-1, 0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => algebra.FromCoefficients(new Rational[5]))).Should().Throw<ArgumentException>();
        ((Action)(() => Jets(JetSpace.Create(1, 50_000)))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*order 50000 in dimension 1*");
    }

    private static Gen<Rational[]> Points(JetSpace space) => Polynomial.Coordinate.Array[space.Dimension];

    private static Gen<Rational[]> Coefficients(JetSpace space) => Polynomial.Coordinate.Array[space.Count];

    private static JetAlgebra<Rational> Jets(JetSpace space) => new(RationalAlgebra.Instance, space);

    private static Jet<Rational>[] Variables(JetSpace space, Rational[] x) => [.. x.Select((value, axis) => Jets(space).Variable(axis, value))];

    private static Jet<Rational> JetOf(JetSpace space, Polynomial p, Rational[] x) =>
        Jets(space).FromCoefficients([.. Enumerable.Range(0, space.Count).Select(i => p.Coefficient(space[i], x))]);

    private static bool Agree(Jet<Rational> jet, Polynomial p, Rational[] x) => All(jet).SequenceEqual(All(JetOf(jet.Space, p, x)));

    private static Rational[] All(Jet<Rational> jet)
    {
        var all = new Rational[jet.Space.Count];
        jet.CopyTo(all);
        return all;
    }
}
