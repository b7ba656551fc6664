using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Numerics;

public class JetSpaceTests
{
    [Fact]
    public void Multi_indices_come_by_order_and_then_lexicographically()
    {
        JetSpace space = JetSpace.Create(2, 2);
        string.Join(' ', Enumerable.Range(0, space.Count).Select(i => space[i])).Should().Be("(0,0) (0,1) (1,0) (0,2) (1,1) (2,0)");
    }

    [Fact]
    public void A_space_holds_each_multi_index_once_at_its_position() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 5]).Sample((d, n) =>
        {
            JetSpace space = JetSpace.Create(d, n);
            MultiIndex[] all = [.. Enumerable.Range(0, space.Count).Select(i => space[i])];
            return all.Distinct().Count() == all.Length && all.Length == (int)Binomial(d + n, n)
                && all.All(k => k.Dimension == d && k.Total <= n && space[space.IndexOf(k)] == k)
                && Enumerable.Range(0, n + 1).All(m => space.CountUpTo(m) == all.Count(k => k.Total <= m))
                && all.Select((k, i) => space.FactorialAt(i) == (double)k.Factorial).All(same => same);
        }, iter: 60);

    [Fact]
    public void A_space_begins_with_the_spaces_of_lower_order() =>
        Enumerable.Range(0, JetSpace.Create(3, 2).Count).Should().OnlyContain(i => JetSpace.Create(3, 2)[i] == JetSpace.Create(3, 4)[i]);

    [Fact]
    public void The_same_arguments_give_the_same_space() => JetSpace.Create(2, 3).Should().BeSameAs(JetSpace.Create(2, 3));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    [InlineData(17, 1)]
    [InlineData(16, 12)]
    [InlineData(1, 1_000_000)]
    [InlineData(1, int.MaxValue)]
    [InlineData(2, int.MaxValue)]
    [InlineData(16, int.MaxValue - 3)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Too_many_derivatives_or_none_are_refused(int dimension, int order) =>
        ((Action)(() => JetSpace.Create(dimension, order))).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void A_multi_index_that_is_not_in_the_space_has_no_position()
    {
        JetSpace space = JetSpace.Create(2, 2);
        foreach (MultiIndex k in new[] { new MultiIndex(3, 0), new MultiIndex(1), default })
        {
            ((Action)(() => space.IndexOf(k))).Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    [Fact]
    public void A_multi_index_knows_its_total_its_factorial_and_its_equals()
    {
        var k = new MultiIndex(2, 0, 3);
        (k.Dimension, k.Total, k.Factorial, k[2], k.ToString()).Should().Be((3, 5, (BigInteger)12, 3, "(2,0,3)"));
        (k == new MultiIndex(2, 0, 3)).Should().BeTrue();
        (k != new MultiIndex(3, 0, 2)).Should().BeTrue();
        k.GetHashCode().Should().Be(new MultiIndex(2, 0, 3).GetHashCode());
        k.Equals((object)"(2,0,3)").Should().BeFalse();
        (default(MultiIndex).Dimension, default(MultiIndex).Factorial, default(MultiIndex).ToString()).Should().Be((0, BigInteger.One, "()"));
        new MultiIndex(25).Factorial.Should().Be(BigInteger.Parse("15511210043330985984000000"));
    }

    [Fact]
    public void Entries_are_not_negative_and_their_sum_does_not_overflow()
    {
        ((Action)(() => _ = new MultiIndex(1, -1))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => _ = new MultiIndex(int.MaxValue, 1))).Should().Throw<OverflowException>();
        ((Func<int>)(() => new MultiIndex(1)[1])).Should().Throw<IndexOutOfRangeException>();
    }

    private static BigInteger Binomial(int n, int k) =>
        Enumerable.Range(1, k).Aggregate(BigInteger.One, (product, i) => product * (n - k + i) / i);
}
