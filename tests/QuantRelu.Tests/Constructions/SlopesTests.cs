using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Interpolation;
using QuantRelu.Graph;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Constructions;

public class SlopesTests
{
    private static NetworkRequest Request(Target target, string error) => new(target, Rational.Parse(error));

    private static ConstructedNetwork Build(string target, string error) => InterpolationConstructions.Slopes.Build(Request(Target.Parse(target), error));

    private static Rational At(ConstructedNetwork built, int numerator, int denominator) =>
        ExactEvaluator.Evaluate(built.Network, new[] { Rational.Create(numerator, denominator) })[0];

    public static TheoryData<string, string> Targets => new()
    {
        { "sin(2*pi*x)/(2*pi)", "0.1" }, { "sin(2*pi*x)/(2*pi)", "0.003" }, { "exp(x)/3", "1e-4" }, { "x^2.5/4", "0.002" }, { "1", "0.01" }, { "-1", "0.2" },
        { "x", "0.5" }, { "-x", "0.9" }, { "40*x^2-3", "0.05" }, { "sin(30*x)", "0.02" }, { "0", "0.999" }, { "x/3-1/7", "1e-6" },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_certified_error_is_within_the_bound_and_that_within_the_error_asked_for(string text, string error)
    {
        SlopesPlan plan = InterpolationConstructions.Slopes.Plan(Request(Target.Parse(text), error));
        ConstructedNetwork built = plan.Build();
        built.Network.Validate().Should().BeEmpty();
        built.Network.Codebook.Should().Be(Codebook.Halves);
        built.Provenance.ErrorBound.Should().BeLessThanOrEqualTo((double)Rational.Parse(error));
        built.Provenance.BoundAssumption.Should().BeNull();
        ErrorCertification.Certify(built.Network, Target.Parse(text)).Error!.Upper
            .Should().BeLessThanOrEqualTo(Dyadic.FromDouble(built.Provenance.ErrorBound!.Value) * (1 + Dyadic.PowerOfTwo(-9)));
        plan.LeastWeights.Should().Be(built.Network.Count().Weights);
        plan.Depth.Should().Be(built.Network.Count().Depth);
    }

    /// <summary>The counts that a fixed topology for all functions with |f''| ≤ 8 had been found to take, and less.</summary>
    [Theory]
    [InlineData("0.1", 240)]
    [InlineData("0.01", 350)]
    [InlineData("1e-3", 640)]
    [InlineData("1e-4", 1250)]
    public void A_sine_takes_few_weights(string error, int most) =>
        InterpolationConstructions.Slopes.Plan(Request(Target.Parse("sin(2*pi*x)/(2*pi)"), error)).LeastWeights.Should().BeLessThanOrEqualTo(most);

    [Fact]
    public void Weights_grow_with_the_root_of_the_error_and_without_a_logarithm()
    {
        foreach ((string error, double root) in new[] { ("1e-6", 1e3), ("1e-8", 1e4) })
        {
            double weights = (double)InterpolationConstructions.Slopes.Plan(Request(Target.Parse("sin(x)"), error)).LeastWeights;
            (weights / root).Should().BeLessThan(3.8);
        }
    }

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.01")]
    [InlineData("exp(x)/3", "0.001")]
    [InlineData("sin(30*x)", "0.02")]
    public void Nodal_values_are_whole_steps_within_one_of_the_target_and_between_them_the_network_is_linear(string text, string error)
    {
        ConstructedNetwork built = Build(text, error);
        int cells = int.Parse(built.Provenance.Parameters["N"], null);
        Rational step = Rational.Parse(built.Provenance.Parameters["delta"]);
        Rational[] nodes = [.. Enumerable.Range(0, cells + 1).Select(j => At(built, j, cells))];
        var target = Target.Parse(text);
        for (int j = 0; j <= cells; j++)
        {
            (nodes[j] / step).Denominator.IsOne.Should().BeTrue();
            Math.Abs((double)nodes[j] - target.Value([(double)j / cells])).Should().BeLessThanOrEqualTo((double)step * 1.00001);
            if (j > 0)
            {
                At(built, (2 * j) - 1, 2 * cells).Should().Be((nodes[j - 1] + nodes[j]) / 2);
                At(built, (7 * j) - 2, 7 * cells).Should().Be(((2 * nodes[j - 1]) + (5 * nodes[j])) / 7);
            }
        }
    }

    [Fact]
    public void Extreme_members_of_the_class_are_met_within_the_bound_at_every_node_and_between()
    {
        foreach (string error in new[] { "0.3", "0.02", "0.003" })
        {
            Gen.OneOf(SwitchingSpline.Of(1, 5), SwitchingSpline.Of(8, 4), SwitchingSpline.Of(8, 3), Gen.Bool.Select(up => SwitchingSpline.Parabola(2, up)))
                .Sample(spline => IsMet(spline, error), iter: 12, threads: 1);
        }

        static bool IsMet(SwitchingSpline spline, string error)
        {
            ConstructedNetwork built = InterpolationConstructions.Slopes.Build(Request(spline.Target, error));
            var evaluator = new FastEvaluator(built.Network);
            int cells = int.Parse(built.Provenance.Parameters["N"], null);
            return Enumerable.Range(0, (4 * cells) + 1).Concat([1, (4 * cells) - 1]).Select(k => k / (4.0 * cells))
                .All(x => Math.Abs(evaluator.Evaluate([x]) - spline.Value(x)) <= built.Provenance.ErrorBound + 1e-12);
        }
    }

    [Fact]
    public void Any_two_targets_of_the_class_get_the_same_topology_and_other_codes()
    {
        foreach ((string error, string[] targets) in new[]
        {
            ("0.01", new[] { "0", "1", "-1", "x/2", "sin(x)", "x^2/2", "exp(x)/3" }),
            ("0.05", ["sin(2*pi*x)/(2*pi)", "cos(2*pi*x+1)/(2*pi)", "7*x-2", "8", "5*x^3/6"]),
        })
        {
            ConstructedNetwork[] built = [.. targets.Select(t => Build(t, error))];
            built.Select(b => TopologyHash.Of(b.Network)).Distinct().Should().ContainSingle();
            built.Should().OnlyContain(one => built.Count(other => other.Network.SameAs(one.Network)) == 1);
        }
    }

    [Fact]
    public void The_same_request_gives_the_same_network()
    {
        Build("exp(x)/3", "1e-3").Network.SameAs(Build("exp(x)/3", "1e-3").Network).Should().BeTrue();
    }

    public static TheoryData<string> Families => new()
    {
        "lambda 3", "lambda 16", "linear 2", "linear 4", "linear 10", "free", "-1/2,-1/6,1/6,1/2", "-1/2,1/2,1/4",
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_family_of_weight_values_keeps_the_bound(string family)
    {
        NetworkRequest request = Request(Target.Parse("exp(x)/3"), "0.01") with { Family = FamilyOf(family) };
        ConstructedNetwork built = InterpolationConstructions.Slopes.Build(request);
        built.Network.Validate().Should().BeEmpty();
        MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), request.Target, 2000, 3);
        measured.Value.Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value + 1e-12);
        built.Provenance.ErrorBound.Should().BeLessThanOrEqualTo(0.01);
    }

    internal static CodebookFamily FamilyOf(string text) => text.Split(' ') switch
    {
        ["lambda", var n] => CodebookFamily.Nonlinear(int.Parse(n, null)),
        ["linear", var n] => CodebookFamily.Linear(int.Parse(n, null)),
        ["free"] => CodebookFamily.Free,
        _ => CodebookFamily.Of(new Codebook(text.Split(',').Select(Rational.Parse))),
    };

    [Fact]
    public void Four_values_take_fewer_weights_and_more_bits()
    {
        NetworkRequest request = Request(Target.Parse("sin(2*pi*x)/(2*pi)"), "1e-5");
        NetworkCounts two = InterpolationConstructions.Slopes.Plan(request).Counts!;
        NetworkCounts four = InterpolationConstructions.Slopes.Plan(request with { Family = FamilyOf("-1/2,-1/6,1/6,1/2") }).Counts!;
        four.Weights.Should().BeLessThan(two.Weights);
        four.Bits.Should().BeGreaterThan(two.Bits);
    }

    [Theory]
    [InlineData("x*y", "*slopes has one input, but x*y has 2 variables; the construction hierarchical fits*")]
    [InlineData("x*y*z", "*slopes has one input*paper fits*")]
    [InlineData("abs(x-1/3)", "*slopes uses two bounded derivatives*up to order 1 only*crossbar fits*")]
    [InlineData("1/x", "*slopes uses two bounded derivatives*x = *")]
    public void What_does_not_fit_is_told_in_a_sentence(string target, string message)
    {
        InterpolationConstructions.Slopes.TryPlan(Request(Target.Parse(target), "0.1"), out _, out Misfit? misfit).Should().BeFalse();
        misfit!.Reason.Should().Match(message);
    }

    [Fact]
    public void A_codebook_without_both_signs_does_not_fit()
    {
        NetworkRequest request = Request(Target.Parse("x"), "0.1") with { Family = FamilyOf("1/4,1/2") };
        InterpolationConstructions.Slopes.TryPlan(request, out _, out Misfit? misfit).Should().BeFalse();
        misfit!.Reason.Should().Match("The construction slopes stores digits*{1/4, 1/2}*");
    }

    [Fact]
    public void A_target_that_exceeds_its_declared_norm_ends_the_build_with_a_place()
    {
        // The bend between the samples of the norm is steeper than what is declared.
        var bent = new DelegateFunction(1, (x, k) => k[0] == 0 ? (x[0] is > 0.3 and < 0.34 ? 0.9 : 0) : 0, 1) { DerivativeBounds = [1, 1] };
        Action build = () => InterpolationConstructions.Slopes.Build(Request(Target.FromDelegate("bent", 1, bent), "0.001"));
        build.Should().Throw<TargetException>().WithMessage("*bent*");
    }

    [Fact]
    public void A_target_on_another_domain_is_met_there()
    {
        Target target = Target.Parse("x^2/8").On(Domain.Parse("-1/3:2", 1));
        ConstructedNetwork built = InterpolationConstructions.Slopes.Build(Request(target, "0.01"));
        ErrorMeasurement.Measure(new FastEvaluator(built.Network), target, 2000, 1).Value.Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value);
    }

    [Fact]
    public void The_wish_for_few_layers_is_met_or_told()
    {
        NetworkRequest request = Request(Target.Parse("sin(x)"), "0.001");
        NetworkCounts any = InterpolationConstructions.Slopes.Plan(request).Counts!;
        NetworkCounts few = InterpolationConstructions.Slopes.Plan(request with { MostDepth = any.Depth - 2 }).Counts!;
        few.Depth.Should().BeLessThanOrEqualTo(any.Depth - 2);
        few.Weights.Should().BeGreaterThanOrEqualTo(any.Weights);
        ConstructedNetwork built = InterpolationConstructions.Slopes.Build(request with { MostDepth = any.Depth - 2 });
        built.Network.Count().Weights.Should().Be(few.Weights);
        MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), request.Target, 2000, 1);
        measured.Value.Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value);
        InterpolationConstructions.Slopes.TryPlan(request with { MostDepth = 4 }, out _, out Misfit? misfit).Should().BeFalse();
        misfit!.Reason.Should().Contain("4 layers");
    }
}
