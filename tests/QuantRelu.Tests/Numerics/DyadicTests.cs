using System.Numerics;
using CsCheck;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class DyadicTests
{
    private static readonly Gen<Dyadic> Numbers = Gen.Select(Gen.Int[-100000, 100000], Gen.Int[-80, 80], (m, e) => Dyadic.Create(m, e));

    [Fact]
    public void Sums_and_products_obey_the_laws_of_a_ring() =>
        Gen.Select(Numbers, Numbers, Numbers).Sample((a, b, c) =>
            a + b == b + a && (a + b) + c == a + (b + c) && a * (b + c) == (a * b) + (a * c) && (a - a).IsZero);

    [Fact]
    public void A_double_converts_to_a_dyadic_and_back_unchanged() =>
        Gen.Double.Where(double.IsFinite).Sample(x => (double)Dyadic.FromDouble(x) == x);

    [Fact]
    public void Conversion_to_double_rounds_to_nearest_even_like_a_quotient_of_integers() =>
        Gen.Select(Gen.Long, Gen.Int[-40, 40]).Sample((m, e) => (double)Dyadic.Create(m, e) == Math.ScaleB((double)m, e));

    [Fact]
    public void Rounding_moves_by_at_most_half_a_unit_and_lands_on_the_grid() =>
        Gen.Select(Numbers, Gen.Int[0, 40]).Sample((x, bits) =>
            Dyadic.Abs(x.Round(bits) - x) <= Dyadic.PowerOfTwo(-bits - 1) && x.Round(bits).FractionBits <= bits);

    [Fact]
    public void A_number_prints_as_an_exact_fraction()
    {
        Dyadic.Create(-3, -3).ToString().Should().Be("-3/8");
        Dyadic.Create(3, 4).ToString().Should().Be("48");
        default(Dyadic).ToString().Should().Be("0");
        ((double)Dyadic.Create(BigInteger.One, -1074)).Should().Be(double.Epsilon);
    }
}
