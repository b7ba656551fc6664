using System.Numerics;
using FluentAssertions;
using QuantRelu.Claims;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Interpolation;
using QuantRelu.Constructions.Paper;
using QuantRelu.Constructions.Planning;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>The planner: what it chooses is the smallest of what it compares, and known to keep the error.</summary>
public class SmallestNetworkTests
{
    private static Construction Planner(Structure structure) =>
        ConstructionRegistry.Standard.TryFind("smallest", structure, out Construction? planner) ? planner : throw new InvalidOperationException();

    private static NetworkRequest Asked(string target, string error) => new(Target.Parse(target), Rational.Parse(error));

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.03")]
    [InlineData("abs(abs(x-1/3)-1/3)", "0.05")]
    [InlineData("exp(x)/3", "0.004")]
    public void Everything_smaller_that_was_compared_is_refuted_and_the_chosen_one_is_proved(string target, string error)
    {
        NetworkRequest asked = Asked(target, error);
        ConstructedNetwork built = Planner(Structure.Dependent).Build(asked);
        (ErrorCertification.Certify(built.Network, asked.Target, new CertificationOptions(Tolerance: 1e-6)).Error!.Upper <= asked.Error)
            .Should().BeTrue();
        TriedNetwork chosen = built.Provenance.Tried.Should().ContainSingle(t => t.Outcome == TriedOutcome.Chosen).Subject;
        chosen.Weights.Should().Be(built.Network.Count().Weights);
        chosen.Construction.Should().Be(built.Provenance.Construction);
        built.Provenance.Error.Should().Be(asked.Error);
        foreach (TriedNetwork smaller in built.Provenance.Tried.Where(t => t.Weights < chosen.Weights && t.Outcome != TriedOutcome.NotBuilt))
        {
            smaller.Outcome.Should().Be(TriedOutcome.Refuted);
            Network again = Again(asked, smaller).Build().Network;
            ErrorCertification.Decide(again, asked.Target, asked.Error).Verdict.Should().Be(Verdict.Refuted);
        }
    }

    [Fact]
    public void What_it_says_of_the_others_is_what_they_say_themselves()
    {
        NetworkRequest asked = Asked("tanh(4*x-2)/4", "0.02");
        ConstructedNetwork built = Planner(Structure.Dependent).Build(asked);
        foreach (TriedNetwork tried in built.Provenance.Tried.Where(t => t.Outcome is TriedOutcome.Larger or TriedOutcome.Chosen))
        {
            NetworkPlan plan = Again(asked, tried);
            (plan.Counts?.Weights ?? plan.Build().Network.Count().Weights).Should().Be(tried.Weights, "{0}", tried);
        }

        built.Provenance.Tried.Should().Contain(t => t.Construction == "paper" && t.Structure == Structure.Independent && t.Error == asked.Error);
    }

    [Fact]
    public void A_topology_that_is_fixed_for_a_class_is_the_same_for_all_of_it()
    {
        ConstructedNetwork Build(string target) => Planner(Structure.Independent).Build(Asked(target, "0.02"));
        ConstructedNetwork sine = Build("sin(2*pi*x)/(2*pi)"), parabola = Build("5*x*(1-x)/(4*2)");
        sine.Provenance.Tried.Should().OnlyContain(t => t.Error == Rational.Parse("0.02") && t.Structure == Structure.Independent);
        sine.Provenance.Structure.Should().Be(Structure.Independent);
        NetworkRequest one = Asked("sin(2*pi*x)/(2*pi)", "0.02");
        ConstructionRegistry.Standard.All.Where(c => c.Structure == Structure.Independent && c.Name != "smallest")
            .Select(c => c.TryPlan(one, out NetworkPlan? plan, out _) ? plan.Counts!.Weights : BigInteger.Pow(10, 30)).Min()
            .Should().Be(sine.Network.Count().Weights);
        parabola.Provenance.Certified.Should().BeNull("its theorem vouches for it");
    }

    [Fact]
    public void The_objective_decides_what_is_smallest_and_the_most_depth_is_kept()
    {
        NetworkRequest asked = Asked("abs(x-1/3)", "0.01");
        NetworkCounts Count(NetworkRequest request) => Planner(Structure.Independent).Build(request).Network.Count();
        NetworkCounts weights = Count(asked), depth = Count(asked with { Objective = Objective.Depth });
        depth.Depth.Should().BeLessThan(weights.Depth);
        (depth.Weights >= weights.Weights).Should().BeTrue();
        Count(asked with { MostDepth = weights.Depth - 1 }).Depth.Should().BeLessThan(weights.Depth);
        Planner(Structure.Independent).TryPlan(asked with { MostDepth = 1 }, out _, out Misfit? misfit).Should().BeFalse();
        misfit!.Reason.Should().NotContain("\n").And.EndWith(".");
    }

    [Fact]
    public void A_depth_that_is_known_only_when_a_network_is_built_is_kept_too()
    {
        NetworkRequest asked = Asked("sin(x)/2", "0.1") with { MostDepth = 1 };
        ((Action)(() => PaperConstructions.Dependent.Build(asked))).Should().Throw<LimitException>().WithMessage("*layers, more than 1;*");
        ((Action)(() => Planner(Structure.Dependent).Build(asked))).Should().Throw<TargetException>().WithMessage("None of*");
    }

    [Theory]
    [InlineData("0.01", false)]
    [InlineData("0.00001", true)]
    public void Networks_of_two_variables_that_are_too_large_to_decide_about_are_not_planned_for_larger_errors(string error, bool isLarge)
    {
        var planner = new SmallestNetwork([InterpolationConstructions.Hierarchical], Structure.Dependent);
        var plan = (SmallestPlan)planner.Plan(new NetworkRequest(Target.Parse("sin(x*y)/2"), Rational.Parse(error)));
        (plan.Compared == 1).Should().Be(isLarge);
        DecisionWork.IsWhole(2, plan.LeastWeights).Should().Be(!isLarge);
        DecisionWork.Of(2, 100_000).Should().Be(10_000, "a box is a run through all weights");
    }

    [Fact]
    public void The_same_request_gives_the_same_network_and_the_same_words()
    {
        NetworkRequest asked = Asked("sin(x)/2", "0.01");
        ConstructedNetwork first = Planner(Structure.Dependent).Build(asked), second = Planner(Structure.Dependent).Build(asked);
        first.Network.SameAs(second.Network).Should().BeTrue();
        first.Provenance.Tried.Should().Equal(second.Provenance.Tried);
    }

    private static NetworkPlan Again(NetworkRequest asked, TriedNetwork tried) =>
        ConstructionRegistry.Standard.TryFind(tried.Construction, tried.Structure, out Construction? construction)
            ? construction.Plan(asked with { Error = tried.Error })
            : throw new InvalidOperationException(tried.Construction);
}
