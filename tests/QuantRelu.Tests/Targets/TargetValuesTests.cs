using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

public class TargetValuesTests
{
    private static readonly Gen<Dyadic> Places = Gen.Int[0, 1 << 20].Select(m => Dyadic.Create(m, -20));

    /// <summary>1/(u + 2) and |u - 1/3|/(u + 2) are rational, so that their exact values are known.</summary>
    [Fact]
    public void The_series_of_a_cell_enclose_the_exact_values_closely()
    {
        var smooth = new CellSeries(Target.Parse("1/(x+2)").Expression!, 6);
        var kinked = new CellSeries(Target.Parse("abs(x-1/3)/(x+2)").Expression!, 6);
        Places.Sample(u =>
        {
            Rational x = u, exact = 1 / (x + 2);
            DoubleInterval value = smooth.At((double)u), other = kinked.At((double)u);
            bool inCellOfKink = (double)u is >= 21.0 / 64 and < 22.0 / 64;
            return value.ToInterval().Contains(exact) && value.Upper - value.Lower < 1e-15
                && other.ToInterval().Contains(exact * Rational.Abs(x - Rational.Create(1, 3))) && other.IsBounded != inCellOfKink;
        });
    }

    [Theory]
    [InlineData("(1e17+x/3)-1e17", 3)]
    [InlineData("x/3", 3)]
    [InlineData("abs(x)/7+abs(0-0*x)", 7)]
    public void Values_are_within_the_tolerance_of_the_true_ones(string text, int divisor)
    {
        foreach (int bits in new[] { 20, 40, 200 })
        {
            var values = new TargetValues(Target.Parse(text), Dyadic.PowerOfTwo(-bits), logPoints: 10);
            Places.Sample(u => Rational.Abs(values.At(u) - ((Rational)u / divisor)) <= Dyadic.PowerOfTwo(-bits), iter: 50);
        }
    }

    [Fact]
    public void A_double_that_is_close_enough_is_taken_as_it_is()
    {
        Target target = Target.Parse("sin(2*pi*x)/(2*pi)");
        var values = new TargetValues(target, Dyadic.PowerOfTwo(-48), logPoints: 10);
        Places.Sample(u => values.At(u) == Dyadic.FromDouble(target.Value([(double)u])));
    }

    [Fact]
    public void A_table_is_exact_and_code_is_taken_at_its_word()
    {
        Target table = new SampleTable([(0, 0), (3, 1), (4, 0)]).ToTarget("table");
        Dyadic third = new TargetValues(table, Dyadic.PowerOfTwo(-300), 10).At(Dyadic.Create(1, -2));
        (Rational.Abs(third - Rational.Create(1, 3)) <= Dyadic.PowerOfTwo(-300)).Should().BeTrue();
        var code = new TargetValues(Target.FromDelegate("hole", 1, x => x[0] == 0.5 ? double.NaN : x[0] / 3, 1), Dyadic.PowerOfTwo(-300), 10);
        code.At(Dyadic.Create(1, -2)).Should().Be(Dyadic.FromDouble(0.25 / 3));
        ((Action)(() => code.At(Dyadic.Half))).Should().Throw<TargetException>().WithMessage("hole is not finite at x = 0.5.");
    }
}
