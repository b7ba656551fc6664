using FluentAssertions;
using QuantRelu.Constructions;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>Planning stops when it is told to, and what was stopped is planned as ever when it is asked for again.</summary>
public class PlanCancellationTests
{
    private static readonly NetworkRequest Request = new(Target.Parse("sin(3*x)/3"), Rational.Parse("0.0313"));

    public static TheoryData<string> All => [.. ConstructionRegistry.Standard.All.Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(All))]
    public void A_cancelled_plan_is_none(string name)
    {
        Construction construction = ConstructionRegistry.Standard.All.Single(c => c.ToString() == name);
        var cancelled = new CancellationToken(canceled: true);
        FluentActions.Invoking(() => construction.Plan(Request, cancelled)).Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => construction.Build(Request, cancellationToken: cancelled)).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void The_search_for_the_smallest_ends_where_it_is_and_begins_anew()
    {
        using var source = new CancellationTokenSource();
        var stopping = new Stopping(source);
        ConstructionRegistry registry = ConstructionRegistry.Standard.With(stopping);
        registry.TryFind("smallest", Structure.Dependent, out Construction? smallest).Should().BeTrue();
        FluentActions.Invoking(() => smallest!.Plan(Request, source.Token)).Should().Throw<OperationCanceledException>();
        stopping.Asked.Should().Be(1, "what comes after the token is cancelled is not begun");
        ConstructionRegistry.Standard.TryFind("smallest", Structure.Dependent, out Construction? untouched).Should().BeTrue();
        smallest!.Plan(Request).ToString().Should().Be(untouched!.Plan(Request).ToString());
    }

    // It is planned without looking at the token, which is cancelled by then.
    private sealed class Stopping(CancellationTokenSource source) : Construction
    {
        private int _asked;

        public int Asked => _asked;

        public override string Name => "stopping";

        public override Structure Structure => Structure.Independent;

        public override string Summary => "Cancels whoever asks it, and fits nothing.";

        public override ImmutableArray<ConstructionParameter> Parameters => [];

        public override ImmutableArray<int> Orders { get; } = [1];

        protected override NetworkPlan? Find(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            source.Cancel();
            misfit = new Misfit("It fits nothing.");
            return null;
        }
    }
}
