using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Formats.Onnx;
using Xunit;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>Codebooks as integers times one scale, and the documented IntQuant that recovers them.</summary>
public class CodebookScaleTests
{
    [Theory]
    [InlineData("-1/2 1/2", "1/2", 2, true)]
    [InlineData("-1 1/2", "1/2", 2, false)]
    [InlineData("-1 1/4 1/2 3/4", "1/4", 3, false)]
    [InlineData("-1/2 1/8 1/2", "1/8", 4, true)]
    [InlineData("-3/4 3/8", "3/8", 2, false)]
    [InlineData("1/4 1/2", "1/4", 3, true)]
    [InlineData("-3/4 -1/4", "1/4", 3, true)]
    [InlineData("-1 -1/4", "1/4", 3, false)]
    [InlineData("1/2 1/3", "1/6", 3, true)]
    [InlineData("2 6", "2", 3, true)]
    public void The_scale_is_the_greatest_common_one_and_the_bits_the_fewest(string values, string scale, int bits, bool narrow)
    {
        CodebookScale found = CodebookScale.Of(new Codebook(values.Split(' ').Select(Rational.Parse)));
        found.Scale.Should().Be(Rational.Parse(scale));
        (found.Quantizer.Bits, found.Quantizer.IsNarrow, found.Quantizer.IsSigned).Should().Be((bits, narrow, true));
    }

    [Fact]
    public void Every_value_and_zero_are_kept_or_become_the_same_integer_times_the_nearest_scale() =>
        Gen.Select(Gen.Int[-40, 40].Where(k => k != 0), Gen.Int[1, 30]).Array[2, 6].Sample(fractions =>
        {
            Rational[] values = [.. fractions.Select(f => Rational.Create(f.Item1, f.Item2)).Distinct()];
            if (values.Length < 2 || Largest(values) >= 1 << 21)
            {
                return;
            }

            var codebook = new Codebook(values);
            CodebookScale scale = CodebookScale.Of(codebook);
            BigInteger[] integers = [.. values.Select(v => (v / scale.Scale).Numerator)];
            values.Should().OnlyContain(v => (v / scale.Scale).Denominator.IsOne);
            integers.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor).Should().Be(BigInteger.One, "the scale is the greatest");
            float[] weights = SingleWeights.Of(codebook);
            for (int c = 0; c < codebook.Count; c++)
            {
                Quantized(scale, Dyadic.FromDouble(weights[c])).Should().Be(codebook[c] / scale.Scale * scale.Quantizer.Scale);
            }

            Quantized(scale, 0).Should().Be((Rational)0);
            Rational.Abs((scale.Quantizer.Scale / scale.Scale) - 1).Should().BeLessThanOrEqualTo(scale.IsExact ? 0 : Dyadic.PowerOfTwo(-24));
        }, iter: 500);

    [Fact]
    public void A_free_codebook_may_hold_zero() => CodebookScale.Of(Codebook.Free([0, Dyadic.Half])).Scale.Should().Be((Rational)Dyadic.Half);

    [Theory]
    [InlineData("1 1/16777216", "more than 24 bits")]
    [InlineData("1/3 1/12582912", "more than 21 bits")]
    [InlineData("1e-60 2e-60", "no float32 number near it")]
    public void Integers_beyond_float32_and_scales_without_a_float32_number_are_refused(string values, string message) =>
        ((Action)(() => CodebookScale.Of(new Codebook(values.Split(' ').Select(Rational.Parse))))).Should().Throw<ArgumentException>()
            .WithMessage($"*{message}*");

    [Theory]
    [InlineData("5.5", 6)]
    [InlineData("2.5", 2)]
    [InlineData("1.6", 2)]
    [InlineData("1.1", 1)]
    [InlineData("1", 1)]
    [InlineData("-1.1", -1)]
    [InlineData("-1.6", -2)]
    [InlineData("-2.5", -2)]
    [InlineData("-5.5", -6)]
    public void The_interpreter_rounds_as_the_documented_table(string x, int rounded) =>
        IntQuant.Of(Rational.Parse(x), 1, 0, 8, signed: true, narrow: false).Should().Be((Rational)rounded);

    [Theory]
    [InlineData(true, true, -127, 127)]
    [InlineData(false, true, 0, 254)]
    [InlineData(true, false, -128, 127)]
    [InlineData(false, false, 0, 255)]
    public void It_clamps_as_the_documented_examples_and_one_signed_bit_loses_zero(bool signed, bool narrow, int least, int most)
    {
        IntQuant.Of(-1000, 1, 0, 8, signed, narrow).Should().Be((Rational)least);
        IntQuant.Of(1000, 1, 0, 8, signed, narrow).Should().Be((Rational)most);
        IntQuant.Of(0, Dyadic.Half, 0, 1, signed: true, narrow).Should().Be((Rational)Dyadic.Half);
    }

    private static Rational Quantized(CodebookScale scale, Rational value) =>
        IntQuant.Of(value, scale.Quantizer.Scale, 0, scale.Quantizer.Bits, scale.Quantizer.IsSigned, scale.Quantizer.IsNarrow);

    private static BigInteger Largest(Rational[] values)
    {
        BigInteger denominator = values.Aggregate(BigInteger.One, (lcm, v) => lcm / BigInteger.GreatestCommonDivisor(lcm, v.Denominator) * v.Denominator);
        return values.Max(v => BigInteger.Abs((v * Rational.Create(denominator, 1)).Numerator));
    }
}
