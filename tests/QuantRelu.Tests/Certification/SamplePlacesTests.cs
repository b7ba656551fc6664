using CsCheck;
using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Certification;

public class SamplePlacesTests
{
    private static readonly Rational Half = Rational.Create(1, 1 << 21);

    [Fact]
    public void Places_are_the_nearest_multiples_of_two_to_the_minus_20() =>
        Gen.Select(Gen.Int[2, 3000], Gen.Int[0, 2999]).Where((count, i) => i < count).Sample((count, i) =>
        {
            Rational place = Dyadic.FromDouble(SamplePlaces.Of(i, count));
            (place * (1 << 20)).Denominator.IsOne.Should().BeTrue();
            Rational.Abs(place - Rational.Create(i, count - 1)).Should().BeLessThanOrEqualTo(Half);
        });

    [Fact]
    public void Random_places_are_such_multiples_and_others_are_not()
    {
        var random = new Random(1);
        Enumerable.Range(0, 100).Select(_ => SamplePlaces.Any(random)).Should()
            .OnlyContain(u => u >= 0 && u <= 1 && SamplePlaces.Contain(Dyadic.FromDouble(u)));
        new[] { Half, Rational.Create(1, 3) }.Should().NotContain(u => SamplePlaces.Contain(u));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 2)]
    [InlineData(2, 2)]
    public void A_place_that_there_is_not_is_refused(int i, int count) =>
        FluentActions.Invoking(() => SamplePlaces.Of(i, count)).Should().Throw<ArgumentOutOfRangeException>();
}
