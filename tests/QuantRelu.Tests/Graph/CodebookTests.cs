using CsCheck;
using FluentAssertions;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Graph;

public class CodebookTests
{
    [Fact]
    public void The_nonlinear_codebook_is_equation_4_without_the_values_below_the_precision()
    {
        Codebook.Nonlinear(2, 9).Should().Be(Codebook.Halves);
        Codebook.Nonlinear(3, 9).ToString().Should().Be("{-1/2, 1/8, 1/2}");
        Codebook.Nonlinear(4, 27).ToString().Should().Be("{-1/2, 1/512, 1/8, 1/2}");
        Gen.Select(Gen.Int[2, 40], Gen.Int[1, 60]).Sample((lambda, t) =>
        {
            Codebook book = Codebook.Nonlinear(lambda, t);
            return book.Count <= lambda && book.Values.All(v => Rational.Abs(v) >= Dyadic.PowerOfTwo(-t) || v.Denominator == 2);
        });
    }

    [Fact]
    public void The_radix_is_the_smallest_with_q_to_the_lambda_minus_1_at_least_t() =>
        Gen.Select(Gen.Int[2, 12], Gen.Int[1, 5000]).Sample((lambda, t) =>
        {
            int q = Codebook.Radix(lambda, t);
            return System.Numerics.BigInteger.Pow(q, lambda - 1) >= t && (q == 1 || System.Numerics.BigInteger.Pow(q - 1, lambda - 1) < t);
        });

    [Fact]
    public void The_linear_codebook_is_evenly_spaced_and_needs_an_even_lambda()
    {
        Codebook.Linear(4).ToString().Should().Be("{-1, 1/4, 1/2, 3/4}");
        ((Action)(() => Codebook.Linear(5))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*even λ, not 5*");
    }

    [Fact]
    public void A_switch_makes_minus_s_zero_and_s_from_equally_many_values()
    {
        foreach (Codebook book in Codebooks.All.Concat(Enumerable.Range(1, 40).Select(i => Codebook.Linear(2 * i))))
        {
            SwitchCodes codes = book.Switch;
            foreach (int choice in new[] { -1, 0, 1 })
            {
                codes[choice].Length.Should().Be(codes.Copies);
                codes[choice].ToArray().Aggregate((Rational)0, (sum, c) => sum + book[c]).Should().Be((Rational)(choice * codes.Scale));
            }
        }

        Codebook.Halves.Switch.Copies.Should().Be(2);
        Codebook.Linear(2).Switch.Scale.Should().Be(3 * Dyadic.Half);
    }

    [Fact]
    public void A_codebook_holds_two_to_65536_distinct_values_other_than_zero()
    {
        ((Action)(() => _ = new Codebook([1]))).Should().Throw<ArgumentException>();
        ((Action)(() => _ = new Codebook([1, 1]))).Should().Throw<ArgumentException>();
        ((Action)(() => _ = new Codebook([0, 1]))).Should().Throw<ArgumentException>();
        ((Action)(() => _ = new Codebook(Enumerable.Range(1, 65537).Select(i => (Rational)i)))).Should().Throw<ArgumentException>().WithMessage("*2 to 65536*");
        Codebook.Free(Enumerable.Range(0, 70_000).Select(i => (Rational)i)).BitsPerWeight.Should().Be(32);
        Codebook.Nonlinear(16, 14).BitsPerWeight.Should().Be(3);
        Codebook.Linear(256).BitsPerWeight.Should().Be(8);
    }
}
