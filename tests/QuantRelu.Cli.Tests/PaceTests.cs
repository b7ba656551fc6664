using FluentAssertions;
using QuantRelu.Cli.Rendering;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>How long it will take yet, against work whose time is known.</summary>
public class PaceTests
{
    [Fact]
    public void Even_work_is_told_exactly()
    {
        var pace = new Pace();
        for (int second = 1; second < 100; second++)
        {
            pace.See(TimeSpan.FromSeconds(second), second / 100.0);
            if (second >= 2)
            {
                // The second half of the time is whole seconds but for one.
                double half = Math.Floor(second / 2.0), left = pace.Left(TimeSpan.FromSeconds(second))!.Value.TotalSeconds;
                left.Should().BeApproximately(100 - second, 0.51 * (100 - second) / half);
            }
        }
    }

    /// <summary>Things of which each takes longer than the one before: half of them are done in a quarter of the time.</summary>
    [Fact]
    public void Of_work_that_gets_slower_more_is_left_than_its_average_says_and_the_estimate_is_nearer()
    {
        var pace = new Pace();
        const int all = 1000;
        for (int second = 1; second < all; second++)
        {
            double part = Math.Sqrt((double)second / all);
            pace.See(TimeSpan.FromSeconds(second), part);
            double even = second * (1 - part) / part, told = pace.Left(TimeSpan.FromSeconds(second))!.Value.TotalSeconds;
            told.Should().BeGreaterThan(even * (1 - 1e-9));
            if (second > 100)
            {
                Math.Abs(told - (all - second)).Should().BeLessThan(Math.Abs(even - (all - second)));
            }
        }
    }

    [Fact]
    public void Nothing_is_told_before_there_is_something_to_judge_by_and_while_nothing_is_done_more_is_left()
    {
        var pace = new Pace();
        pace.Left(TimeSpan.FromMinutes(1)).Should().BeNull("nothing is done");
        pace.See(TimeSpan.FromSeconds(0.1), 0.5);
        pace.Left(TimeSpan.FromSeconds(0.2)).Should().BeNull("it has hardly begun");
        pace = new Pace();
        pace.See(TimeSpan.FromSeconds(6), 0.5);
        TimeSpan[] left = [.. new[] { 6, 8, 10 }.Select(s => pace.Left(TimeSpan.FromSeconds(s))!.Value)];
        left.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        pace.Left(TimeSpan.FromMinutes(1)).Should().BeNull("by the pace of late it never ends");
    }

    [Theory]
    [InlineData(0.305, 12.4, 27.0, "rows [######              ] 30 % (12 s, about 30 s left)")]
    [InlineData(0.999, 3600.0, 3.2, "rows [################### ] 99 % (3,600 s, about 4 s left)")]
    [InlineData(0.5, 90.0, 91.0, "rows [##########          ] 50 % (90 s, about 2 min left)")]
    [InlineData(0.01, 90.0, 100000.0, "rows [                    ] 1 % (90 s, about 28 h left)")]
    [InlineData(1.0, 2.0, 0.0, "rows [####################] 100 % (2 s, about 1 s left)")]
    public void The_line_has_no_more_digits_than_an_estimate(double part, double taken, double left, string line) =>
        ProgressLine.Of("rows", part, TimeSpan.FromSeconds(taken), TimeSpan.FromSeconds(left)).Should().Be(line);

    [Fact]
    public void Of_work_that_does_not_tell_its_part_only_the_time_is_told() =>
        ProgressLine.Of("finding regions", 0, TimeSpan.FromSeconds(3.9), left: null).Should().Be("finding regions (3 s)");
}
