using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class BinomialTests
{
    [Fact]
    public void Each_is_the_sum_of_the_two_above_it_in_the_triangle_of_Pascal()
    {
        BigInteger[] row = [1];
        for (int n = 0; n <= 120; n++)
        {
            Enumerable.Range(0, n + 1).Select(k => Binomial.Of(n, k)).Should().Equal(row);
            row = [1, .. row.Zip(row.Skip(1), (a, b) => a + b), 1];
        }
    }

    [Fact]
    public void Coefficients_beyond_doubles_are_exact() => Binomial.Of(100, 50).Should().Be(BigInteger.Parse("100891344545564193334812497256", null));

    [Fact]
    public void Of_very_many_few_are_chosen_at_once() =>
        Gen.Int[2, int.MaxValue].Sample(n => Binomial.Of(n, 2) == (BigInteger)n * (n - 1) / 2 && Binomial.Of(n, n - 1) == n && Binomial.Of(n, n) == 1);

    [Fact]
    public void What_is_no_choice_is_refused()
    {
        FluentActions.Invoking(() => Binomial.Of(2, 3)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Binomial.Of(2, -1)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
