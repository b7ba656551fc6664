using System.Numerics;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class RationalTests
{
    private static readonly Gen<Rational> Numbers = Gen.Select(Gen.Int[-1000, 1000], Gen.Int[1, 1000], (p, q) => Rational.Create(p, q));

    [Fact]
    public void Sums_and_products_obey_the_laws_of_a_field() =>
        Gen.Select(Numbers, Numbers, Numbers).Sample((a, b, c) =>
            a + b == b + a && (a + b) + c == a + (b + c) && a * (b + c) == (a * b) + (a * c) && (a - a).IsZero && (b.IsZero || (a / b) * b == a));

    [Fact]
    public void Conversion_to_double_is_the_correctly_rounded_quotient() =>
        Gen.Select(Gen.Long, Gen.Long[1, 1L << 53]).Where((p, _) => Math.Abs((double)p) < (1L << 53))
            .Sample((p, q) => (double)Rational.Create(p, q) == (double)p / q);

    [Fact]
    public void Floor_and_rounding_bracket_the_number() =>
        Numbers.Sample(a => Rational.Create(a.Floor(), 1) <= a && a < Rational.Create(a.Floor() + 1, 1)
            && Rational.Abs(a - Rational.Create(a.Round(), 1)) <= Rational.Create(1, 2) && (-a).Round() == -a.Round());

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-7", "-7")]
    [InlineData("1/3", "1/3")]
    [InlineData("1/10", "0.1")]
    [InlineData("-3/8", "-0.375")]
    [InlineData("123456789012/7", "17636684144.57143")]
    [InlineData("1e-18", "1E-18")]
    [InlineData("-1e-300", "-1E-300")]
    [InlineData("2.5e-400", "2.5E-400")]
    [InlineData("1e400", "1E+400")]
    [InlineData("-999999e9994", "-9.99999E+9999")]
    public void A_short_text_has_few_digits_however_large_or_small_the_number_is(string number, string text) =>
        Rational.Parse(number).ToShortString().Should().Be(text);

    [Fact]
    public void Text_reads_back_as_the_same_number() => Numbers.Sample(a => Rational.Parse(a.ToString()) == a);

    [Theory]
    [InlineData("0.1", 1, 10)]
    [InlineData("1e-3", 1, 1000)]
    [InlineData("-2.50E1", -25, 1)]
    [InlineData("1/3", 1, 3)]
    [InlineData("-.5/.25", -2, 1)]
    [InlineData("6/-4", -3, 2)]
    public void Decimals_and_fractions_are_read_exactly(string text, int p, int q)
    {
        Rational value = Rational.Parse(text);
        value.Numerator.Should().Be(p);
        value.Denominator.Should().Be(q);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1/0")]
    [InlineData("x")]
    [InlineData("1e99999999")]
    [InlineData("1/2/3")]
    [InlineData(".")]
    [InlineData("NaN")]
    [InlineData("1e10001")]
    [InlineData("1e-10001")]
    [InlineData("1e999999999")]
    [InlineData("1e-2147483648")]
    [InlineData("1e99999999999999999999")]
    public void What_is_not_a_number_is_refused(string text) => Rational.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void A_decimal_may_have_so_many_digits_and_no_more()
    {
        Rational.Parse("1e10000").Should().Be(Rational.Create(BigInteger.Pow(10, Rational.MostDigits), 1));
        Rational.Parse($"{new string('9', Rational.MostDigits)}/3").Should().Be(Rational.Parse(new string('3', Rational.MostDigits)));
        Rational.TryParse(new string('9', Rational.MostDigits + 1), out _).Should().BeFalse();
    }

    [Fact]
    public void A_dyadic_goes_to_a_fraction_and_back()
    {
        Gen.Select(Gen.Int, Gen.Int[-70, 70]).Sample((m, e) => ((Rational)Dyadic.Create(m, e)).ToDyadic() == Dyadic.Create(m, e));
        default(Rational).Denominator.Should().Be(BigInteger.One);
        ((Action)(() => Rational.Create(1, 3).ToDyadic())).Should().Throw<InvalidOperationException>();
    }
}
