using System.Reflection;
using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Architecture;

public class ParameterOrderTests
{
    [Fact]
    public void Parameters_are_what_where_to_options_progress_token() => ParameterOrder.Violations(typeof(Network).Assembly).Should().BeEmpty();

    [Theory]
    [InlineData(nameof(Orders.TokenFirst), "token")]
    [InlineData(nameof(Orders.TokenNeeded), "token")]
    [InlineData(nameof(Orders.TokenOfOtherName), "token")]
    [InlineData(nameof(Orders.ProgressAlone), "progress")]
    [InlineData(nameof(Orders.ProgressApart), "progress")]
    [InlineData(nameof(Orders.StreamLate), "where to")]
    [InlineData(nameof(Orders.OptionsFirst), "options")]
    [InlineData(nameof(Orders.Right), null)]
    public void Another_order_is_noticed(string method, string? word)
    {
        string? problem = ParameterOrder.Problem(typeof(Orders).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.GetParameters());
        (problem?.Contains(word ?? "nothing", StringComparison.Ordinal) ?? word is null).Should().BeTrue(problem);
    }

#pragma warning disable IDE0060, CA1068, xUnit1051 // These are here for their parameters only.
    private static class Orders
    {
        internal static void TokenFirst(CancellationToken cancellationToken = default, int what = 0) => throw new NotSupportedException();

        internal static void TokenNeeded(int what, CancellationToken cancellationToken) => throw new NotSupportedException();

        internal static void TokenOfOtherName(int what, CancellationToken token = default) => throw new NotSupportedException();

        internal static void ProgressAlone(int what, IProgress<double>? progress = null) => throw new NotSupportedException();

        internal static void ProgressApart(IProgress<double>? progress = null, int what = 0, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        internal static void StreamLate(int what, int how, Stream to) => throw new NotSupportedException();

        internal static void OptionsFirst(DecisionOptions options, int what) => throw new NotSupportedException();

        internal static void Right(
            int what, Stream to, int how, DecisionOptions? options = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
#pragma warning restore IDE0060, CA1068, xUnit1051
}
