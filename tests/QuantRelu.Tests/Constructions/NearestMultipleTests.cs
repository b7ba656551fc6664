using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Constructions;

public class NearestMultipleTests
{
    private static readonly Gen<Dyadic> Numbers = Gen.Select(Gen.Long[-(1L << 40), 1L << 40], Gen.Int[-40, -36]).Select((m, e) => Dyadic.Create(m, e));

    // |w|/step, doubled, plus one, halved and rounded down: the middle goes up, away from zero.
    private static BigInteger Nearest(Rational w, Rational step) => w.Sign * (((Rational.Abs(w) / step * 2) + 1) / 2).Floor();

    private static Rational Cut(Rational c) => c > 1 ? 1 : c < -1 ? -1 : c;

    [Fact]
    public void An_enclosure_decides_when_all_of_it_rounds_to_one_multiple() =>
        Gen.Select(Numbers, Gen.Int[0, 60], Gen.Int[1, 30], Gen.Int[0, 3], Gen.Bool).Sample((lower, narrowness, t, s, three) =>
        {
            Dyadic step = Dyadic.PowerOfTwo(-t) * (three ? Dyadic.Create(3, -2) : Dyadic.One);
            var enclosure = Interval.Create(lower, lower + Dyadic.PowerOfTwo(-narrowness));
            BigInteger[] ends = [.. new[] { enclosure.Lower, enclosure.Midpoint, enclosure.Upper }.Select(c => Nearest(Cut(c * Dyadic.PowerOfTwo(-s)), step))];
            BigInteger? units = new NearestMultiple(step, s).Of(enclosure);
            return ends[0] == ends[2] ? units == ends[0] && units == ends[1] : units is null;
        });

    [Fact]
    public void A_tie_that_no_enclosure_decides_goes_away_from_zero()
    {
        var nearest = new NearestMultiple(Dyadic.PowerOfTwo(-10), logScale: 1);
        Dyadic middle = Dyadic.Create(7, -10), narrow = Dyadic.PowerOfTwo(-80), wide = Dyadic.PowerOfTwo(-60);
        nearest.Of(Interval.Point(middle)).Should().Be((BigInteger)4);
        nearest.Of(Interval.Create(middle - narrow, middle + narrow)).Should().Be((BigInteger)4);
        nearest.Of(Interval.Create(-middle - narrow, -middle + narrow)).Should().Be((BigInteger)(-4));
        nearest.Of(Interval.Create(middle - wide, middle + wide)).Should().BeNull();
        nearest.Of(Interval.Entire).Should().BeNull();
    }

    [Fact]
    public void Steps_far_below_doubles_are_counted() =>
        new NearestMultiple(Dyadic.PowerOfTwo(-300), 0).Of(Interval.Point(Dyadic.Half)).Should().Be(BigInteger.One << 299);
}
