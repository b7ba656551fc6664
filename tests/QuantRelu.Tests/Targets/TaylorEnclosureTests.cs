using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class TaylorEnclosureTests
{
    private const int Precision = 128;
    private static readonly Gen<Dyadic> Places = Gen.Select(Gen.Int[0, 1 << 10], Gen.Int[0, 10]).Select((m, p) => Dyadic.Create(m >> p, p - 10));

    private static Interval[][] At(Target target, int order, Dyadic u, int attempts = 4) =>
        [.. new TaylorEnclosure(target, JetSpace.Create(1, order)).At([u], Precision).Take(attempts)];

    /// <summary>1/(x + 2) has the coefficients (-1)^k/(x + 2)^(k+1): rational, so that the second enclosure tells them from every dyadic number.</summary>
    [Fact]
    public void Coefficients_of_a_formula_of_rational_numbers_are_exact() => Places.Sample(u =>
    {
        Rational[] exact = [.. Enumerable.Range(0, 6).Select(k => (k % 2 == 0 ? 1 : -1) * Power(1 / ((Rational)u + 2), k + 1))];
        Interval[][] enclosures = At(Target.Parse("1/(x+2)"), 5, u);
        enclosures.Length.Should().Be(2);
        foreach (Interval[] enclosure in enclosures)
        {
            enclosure.Select((c, k) => c.Contains(exact[k])).Should().NotContain(false);
        }

        enclosures[1].Select((c, k) => c.IsPoint == exact[k].IsDyadic && c.Width <= Dyadic.PowerOfTwo(-Precision)).Should().NotContain(false);
    }, iter: 50);

    /// <summary>On [1, 3] the coefficients in u of e^x = e^(1+2u) are e·e^(2u)·2^k/k!; c_{k+1}·(k+1) = 2 c_k, whatever e is.</summary>
    [Fact]
    public void Enclosures_become_closer_without_end() => Places.Sample(u =>
    {
        Interval[][] enclosures = At(Target.Parse("exp(x)").On(Domain.Parse("1:3", 1)), 4, u);
        enclosures.Length.Should().Be(4);
        for (int i = 1; i < enclosures.Length; i++)
        {
            for (int k = 0; k < 4; k++)
            {
                Interval next = enclosures[i][k + 1], here = enclosures[i][k];
                (here.Upper * 2 >= next.Lower * (k + 1) && here.Lower * 2 <= next.Upper * (k + 1)).Should().BeTrue();
                Interval.Intersect(enclosures[i - 1][k], here).Should().NotBeNull();
                here.Width.Should().BeLessThan(Dyadic.PowerOfTwo(8 - (Precision << (i - 1))));
            }
        }
    }, iter: 30);

    [Fact]
    public void The_lines_of_a_table_are_exact()
    {
        Target table = new SampleTable([(0, 0), (3, 1), (4, Rational.Parse("0.1"))]).ToTarget("table");
        Interval at = At(table, 0, Dyadic.Half).Should().ContainSingle().Which[0];
        at.Contains(Rational.Create(2, 3)).Should().BeTrue();
        at.Width.Should().BeLessThan(Dyadic.PowerOfTwo(-Precision));
        At(table, 0, Dyadic.Create(3, -2)).Should().ContainSingle().Which[0].Should().Be(Interval.Point(1));
    }

    [Fact]
    public void Of_code_the_doubles_are_taken()
    {
        Target third = Target.FromDelegate("third", 1, (x, k) => k[0] == 0 ? x[0] / 3 : 1.0 / 3, 2);
        At(third, 1, Dyadic.Half).Should().ContainSingle().Which.Should()
            .Equal(Interval.Point(Dyadic.FromDouble(0.5 / 3)), Interval.Point(Dyadic.FromDouble(1.0 / 3)));
        At(Target.FromDelegate("hole", 1, _ => double.NaN, 1), 0, Dyadic.Half).Should().ContainSingle().Which[0].IsBounded.Should().BeFalse();
    }

    /// <summary>sin π is 0, and no interval around it has a square root; the doubles have a value, and 1/x at 0 has none at all.</summary>
    [Fact]
    public void Where_there_is_no_bound_the_doubles_are_the_last_resort()
    {
        Interval[][] root = At(Target.Parse("sqrt(sin(pi*x)^3)"), 0, Dyadic.One, attempts: 100);
        root.SkipLast(1).Should().OnlyContain(c => !c[0].IsBounded);
        root[^1][0].IsPoint.Should().BeTrue();
        At(Target.Parse("1/x"), 0, Dyadic.Zero, attempts: 100).Should().OnlyContain(c => !c[0].IsBounded);
    }

    private static Rational Power(Rational a, int k) => Enumerable.Repeat(a, k).Aggregate((Rational)1, (product, factor) => product * factor);
}
