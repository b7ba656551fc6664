using CsCheck;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class DomainTests
{
    private static readonly Gen<(Rational Low, Rational High)> Side =
        Gen.Select(Gen.Int[-500, 500], Gen.Int[1, 100], Gen.Int[1, 500], Gen.Int[1, 100],
            (p, q, w, v) => (Rational.Create(p, q), Rational.Create(p, q) + Rational.Create(w, v)));

    private static readonly Gen<Domain> Domains = Side.Array[1, 4].Select(sides => Domain.Create(sides));

    [Fact]
    public void A_domain_is_read_exactly()
    {
        Domain domain = Domain.Parse(" -1 : 1/3 , 0.1:1e2", 2);
        domain.Sides.Should().Equal((-1, Rational.Create(1, 3)), (Rational.Create(1, 10), 100));
        (domain.Dimension, domain.IsUnit, domain.Width(0), domain.ToString()).Should().Be((2, false, Rational.Create(4, 3), "-1:1/3,1/10:100"));
    }

    [Fact]
    public void A_text_reads_back_as_the_same_domain() => Domains.Sample(domain =>
        Domain.Parse(domain.ToString(), domain.Dimension).Equals((object)domain)
            && Domain.Parse(domain.ToString(), domain.Dimension).GetHashCode() == domain.GetHashCode());

    [Theory]
    [InlineData("", 1, "'' is not a side of a domain: write a:b with two numbers, as in -1:1 or 0:1/2.")]
    [InlineData(null, 1, "'' is not a side of a domain: write a:b with two numbers, as in -1:1 or 0:1/2.")]
    [InlineData("0", 1, "'0' is not a side of a domain*")]
    [InlineData("0:1:2", 1, "'0:1:2' is not a side of a domain*")]
    [InlineData("0:1, a:b", 2, "'a:b' is not a side of a domain*")]
    [InlineData("0:1,", 2, "'' is not a side of a domain*")]
    [InlineData("0:1/0", 1, "'0:1/0' is not a side of a domain*")]
    [InlineData(
        "0:pi",
        1,
        "'0:pi' is not a side of a domain: its ends are exact, and pi is no fraction: let the target multiply by pi, as f(pi*x) on 0:1 is f(x) on 0:pi.")]
    [InlineData("0:1,-2*π:1", 2, "'-2*π:1' is not a side of a domain: its ends are exact, and pi is no fraction:*")]
    [InlineData("0:inf", 1, "'0:inf' is not a side of a domain*")]
    [InlineData("1:1", 1, "The side 1:1 of the domain is empty: the lower end must be below the upper end.")]
    [InlineData("0:1,1/2:0.25", 2, "The side 0.5:0.25 of the domain is empty*")]
    [InlineData("0:1", 2, "The domain '0:1' has 1 side, but the target has 2 variables.")]
    [InlineData("0:1,0:1", 1, "The domain '0:1,0:1' has 2 sides, but the target has 1 variable.")]
    [InlineData("0:1,0:1,0:1,0:1,0:1,0:1,0:1,0:1,0:1,0:1,0:1,0:1,0:1,0:1,0:1,0:1,0:1", 16, "*has 17 sides, but the target has 16 variables.")]
    public void What_is_not_a_box_of_the_dimension_is_explained_in_one_sentence(string? text, int dimension, string message)
    {
        Domain.TryParse(text, dimension, out Domain? domain, out string? error).Should().BeFalse();
        domain.Should().BeNull();
        error.Should().Match(message);
        ((Action)(() => Domain.Parse(text!, dimension))).Should().Throw<FormatException>().WithMessage(error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(17)]
    public void There_are_one_to_sixteen_sides(int dimension)
    {
        string text = string.Join(',', Enumerable.Repeat("0:1", Math.Abs(dimension)));
        ((Action)(() => Domain.Unit(dimension))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Domain.TryParse(text, dimension, out _, out _))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Domain.Create(new (Rational, Rational)[Math.Max(0, dimension)]))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_side_is_not_empty()
    {
        ((Action)(() => Domain.Create((0, 1), (2, 2)))).Should().Throw<ArgumentException>().WithMessage("The side 2:2 of the domain is empty*");
        ((Action)(() => Domain.Create((1, 0)))).Should().Throw<ArgumentException>().WithMessage("The side 1:0 of the domain is empty*");
    }

    [Fact]
    public void The_way_to_the_unit_box_and_back_is_exact() => Gen.Select(Domains, Polynomial.Coordinate).Sample((domain, u) =>
        Enumerable.Range(0, domain.Dimension).All(axis =>
            domain.ToUnit(axis, domain.FromUnit(axis, u)) == u && domain.FromUnit(axis, 0) == domain.Low(axis)
                && domain.FromUnit(axis, 1) == domain.High(axis)));

    [Fact]
    public void In_doubles_corners_go_to_corners_and_points_stay_within_three_roundings() => Gen.Select(Domains, Gen.Double[0, 1]).Sample((domain, u) =>
    {
        int d = domain.Dimension;
        double[] x = new double[d];
        return Enumerable.Range(0, d).All(axis => At(0, axis) == (double)domain.Low(axis) && At(1, axis) == (double)domain.High(axis)
            && Math.Abs(At(u, axis) - (double)domain.FromUnit(axis, Dyadic.FromDouble(u))) <= 4 * Math.ScaleB(1, -53) * Math.Max(
                Math.Abs((double)domain.Low(axis)), Math.Abs((double)domain.High(axis))));

        double At(double t, int axis)
        {
            domain.FromUnit([.. Enumerable.Repeat(t, d)], x);
            return x[axis];
        }
    });

    [Fact]
    public void The_unit_box_is_the_identity()
    {
        Domain unit = Domain.Unit(2);
        (unit.IsUnit, unit, unit.ToString()).Should().Be((true, Domain.Create((0, 1), (0, 1)), "0:1,0:1"));
        unit.Equals(Domain.Unit(3)).Should().BeFalse();
        double[] x = new double[2];
        unit.FromUnit([0.1, 0.7], x);
        x.Should().Equal(0.1, 0.7);
        ((Action)(() => unit.FromUnit([0.5], x))).Should().Throw<ArgumentException>().WithMessage("*dimension 2*not 1 and 2*");
        unit.Equals(null).Should().BeFalse();
    }
}
