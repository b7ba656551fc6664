using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Constructions.Hinges;

public class IntegerSearchTests
{
    private static readonly SearchPoints Points = new(
        0.25, [.. Enumerable.Range(0, 65).Select(k => (new[] { k / 64.0 }, (k / 64.0) - 0.25, (k / 64.0) + 0.25))]);

    [Fact]
    public void After_any_changes_kept_or_undone_weights_and_excess_are_those_of_the_network_itself() => Gen.Select(
        IntegerNetworks.Any(1).Where(SearchState.Fits),
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[-1, 100], Gen.Int[-3, 3], Gen.Bool).Array[1, 30]).Sample((network, changes) =>
        {
            var state = new SearchState(network, Points, 8);
            foreach ((int layer, int row, int source, int value, bool keeps) in changes)
            {
                int l = 1 + (layer % state.Depth);
                state.Set(l, row % state.RowsOf(l), source < 0 ? -1 : source % state.SourcesOf(l), value, 4);
                int weights = state.Weights();
                (double greatest, double mean) = state.Propagate();
                IntegerNetwork now = state.ToNetwork();
                double[] excess =
                    [.. Enumerable.Range(0, 72).Select(k => Math.Max(0, Math.Abs(now.At(Math.Min(k, 64) / 64.0) - (Math.Min(k, 64) / 64.0)) - 0.25))];
                weights.Should().Be(now.Weights);
                greatest.Should().BeApproximately(excess.Max() * 4, 1e-3);
                mean.Should().BeApproximately(excess.Sum() / 72 * 4, 1e-3);
                if (keeps)
                {
                    state.Keep();
                }
                else
                {
                    state.Undo();
                }
            }
        }, iter: 200, threads: 1);

    [Fact]
    public void One_seed_finds_the_same_networks_again_and_every_one_is_lighter_and_within_the_bounds()
    {
        var function = new HingeFunction(3, 3, 0, 8, 0) { Hinges = [new(2, -1), new(3, 1), new(5, -2), new(6, 2)] };
        IntegerNetwork start = HingeLayout.Write([new HingeSource(Direction.Single, [], function)], HingeLimits.StandardLayers)!;
        ImmutableArray<IntegerNetwork> found = IntegerSearch.Run(start, Points, 20_000, 1, default);
        ImmutableArray<IntegerNetwork> again = IntegerSearch.Run(start, Points, 20_000, 1, default);
        found.Should().NotBeEmpty();
        found.Select(f => f.Weights).Prepend(start.Weights).Should().BeInDescendingOrder().And.OnlyHaveUniqueItems();
        found.Max(f => Enumerable.Range(0, 65).Max(k => Math.Abs(f.At(k / 64.0) - (k / 64.0)))).Should().BeLessThanOrEqualTo(0.25);
        found.Zip(again).Should().OnlyContain(p => p.First.Realize(CodebookFamily.Halves)
            .SameAs(p.Second.Realize(CodebookFamily.Halves)));
    }

    [Fact]
    public void A_search_that_is_stopped_ends()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var start = new IntegerNetwork(1, [[new([1], 0)], [new([2], 0)]]);
        ((Action)(() => IntegerSearch.Run(start, Points, 1_000_000, 1, stop.Token))).Should().Throw<OperationCanceledException>();
    }

    // ∫ of the distribution: half of all waiting times are above log 2, and their mean is 1.
    [Fact]
    public void Waiting_times_are_exponential()
    {
        var drawn = new DrawnNumbers(5);
        double[] times = [.. Enumerable.Range(0, 100_000).Select(_ => drawn.Waiting())];
        times.Average().Should().BeApproximately(1, 0.02);
        times.Count(t => t > Math.Log(2)).Should().BeInRange(49_000, 51_000);
        times.Min().Should().BeGreaterThan(0);
    }
}
