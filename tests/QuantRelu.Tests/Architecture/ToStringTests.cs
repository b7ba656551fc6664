using System.Globalization;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Architecture;

/// <summary>What a debugger shows: one line that says something, the same in every culture.</summary>
public class ToStringTests
{
    [Fact]
    public void Results_say_what_they_are_in_one_line_of_any_culture()
    {
        ConstructedNetwork square = Standalone.Square(2, CodebookFamily.Halves);
        Target target = Target.Parse("x^2");
        NetworkPlan plan = PaperConstructions.Independent.Plan(new NetworkRequest(target, Rational.Create(1, 10)) { Smoothness = 2 });
        CertificationResult certified = ErrorCertification.Certify(square.Network, target);
        CultureInfo before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator) = (",", ".");
        CultureInfo.CurrentCulture = other;
        try
        {
            NetworkCounts counts = square.Network.Count();
            Says(counts, $"depth {counts.Depth}, width {counts.Width}, {counts.Units} units, {counts.Weights} weights of 1 bit");
            Says(new LayerCounts(1000, 20, 3), "1,000 units, 20 connections, 3 biases");
            Says(square.Network, $"1 → 1, {counts} over {{-1/2, 1/2}}");
            Says(square, $"{square.Provenance}; {square.Network}");
            Says(square.Provenance, "x^2 on 0:1: at most 0.015625 by the construction paper");
            Says(certified, $"Reached: {certified.Message}");
            Says(certified.Error!, "between 0.015624 and 0.015626");
            Decision decision = ErrorCertification.Decide(square.Network, target, Rational.Create(1, 64));
            Says(decision, "Proved: The error is proved to be at most 0.015625 everywhere.");
            Says(new MeasuredError(0.25, [0.5, 0.125], 1000, Exact: true), "0.25 at (0.5, 0.125), 1000 samples");
            Says(plan, $"x^2 on 0:1: 0.1 asked, at most {Bound(plan)} by the construction paper; "
                + $"{plan.LeastWeights.ToString("N0", CultureInfo.InvariantCulture)} "
                + $"weights");
            Says(plan.Topology!, null);
            Says(plan.Topology!.Stages[^1], null);
            Says(square.Network.Stages[0], "1 copy of 1 → 4, depth 1, 0 slots");
            Target.TryParse("x+", null, out _, out ParseError? error).Should().BeFalse();
            Says(error!, error!.Message);
            Says(Codebook.Halves, "{-1/2, 1/2}");
            Says(Domain.Parse("0:1/2,-1:1", 2), "0:1/2,-1:1");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_plan_whose_weights_are_not_known_says_at_least() =>
        PaperConstructions.Dependent.Plan(new NetworkRequest(Target.Parse("x/2"), Rational.Create(1, 10))).ToString()
            .Should().MatchRegex(@"^x/2 on 0:1: 0\.1 asked, at most 0\.\d+ by the construction paper; at least [0-9,]+ weights$");

    // By its type alone nobody knows a thing.
    private static void Says(object thing, string? text)
    {
        string said = thing.ToString()!;
        said.Should().NotContain("\n").And.NotContain("QuantRelu").And.NotContain(thing.GetType().Name);
        said.Should().Be(text ?? said);
    }

    private static string Bound(NetworkPlan plan) => QuantRelu.Claims.OutwardDigits.Up(Dyadic.FromDouble(plan.Provenance.ErrorBound!.Value));
}
