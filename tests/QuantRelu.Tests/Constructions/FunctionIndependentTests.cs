using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Constructions;

public class FunctionIndependentTests
{
    private static NetworkRequest Request(Target target, string error, int lambda = 2, int? n = null, Quantization quantization = Quantization.Nonlinear) =>
        new(target, Rational.Parse(error)) { Family = CodebookFamily.Of(lambda, quantization), Smoothness = n };

    public static TheoryData<string, string, int?, int, Quantization> Cases()
    {
        var cases = new TheoryData<string, string, int?, int, Quantization>();
        foreach (int lambda in new[] { 2, 3, 4, 6, 10, 16 })
        {
            foreach ((string target, string error, int? n) in new (string, string, int?)[]
            {
                ("sin(2*pi*x)/(2*pi)", "0.01", 2), ("sin(2*pi*x)/(2*pi)", "0.1", 1), ("exp(x)", "0.01", 4), ("abs(x-1/3)", "0.05", null),
                ("sqrt(x+1/10)", "0.05", null), ("x*y", "0.1", 3), ("max(x,y)-1/2", "0.3", null), ("sin(x+y+z)/3", "0.5", 2), ("5", "0.1", null),
            })
            {
                if (lambda is not (6 or 10))
                {
                    cases.Add(target, error, n, lambda, Quantization.Nonlinear);
                }

                if (lambda % 2 == 0)
                {
                    cases.Add(target, error, n, lambda, Quantization.Linear);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_measured_error_is_within_the_bound_of_the_construction_and_that_within_the_error_asked_for(
        string text, string error, int? n, int lambda, Quantization quantization)
    {
        Target target = Target.Parse(text);
        ConstructedNetwork built = PaperConstructions.Independent.Build(Request(target, error, lambda, n, quantization));
        built.Network.Validate().Should().BeEmpty();
        built.Network.Codebook.Count.Should().BeLessThanOrEqualTo(lambda);
        MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), target, samples: 600, seed: 3);
        built.Provenance.ErrorBound.Should().BeGreaterThanOrEqualTo(measured.Value);
        built.Provenance.ErrorBound.Should().BeLessThanOrEqualTo((double)Rational.Parse(error));
    }

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.1", 2, 2, Quantization.Nonlinear)]
    [InlineData("x^3-x/2", "0.2", 3, 3, Quantization.Nonlinear)]
    [InlineData("x*y*(1-y)", "0.5", 2, 4, Quantization.Nonlinear)]
    [InlineData("x*y*(1-y)", "0.9", 3, 2, Quantization.Nonlinear)]
    [InlineData("x*y*z", "0.9", 1, 2, Quantization.Nonlinear)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.1", 1, 6, Quantization.Linear)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.1", 3, 10, Quantization.Linear)]
    [InlineData("x^3-x/2", "0.2", 3, 12, Quantization.Linear)]
    [InlineData("x*y*(1-y)", "0.9", 2, 6, Quantization.Linear)]
    [InlineData("x*y*z", "0.9", 1, 6, Quantization.Linear)]
    public void The_network_computes_the_formula_bit_for_bit(string text, string error, int n, int lambda, Quantization quantization)
    {
        Target target = Target.Parse(text);
        FunctionIndependentPlan plan = PaperConstructions.Independent.Plan(Request(target, error, lambda, n, quantization));
        Network network = plan.Build().Network;
        int logScale = int.Parse(plan.Provenance.Parameters["scale"], null) is var s ? System.Numerics.BitOperations.Log2((uint)s) : 0;
        var reference =
            new FunctionIndependentReference(target, plan.Parameters, int.Parse(plan.Provenance.Parameters["t"], null), logScale, network.Codebook);
        BlockGates gates = BlockGates.Of(network);
        Gen.Int[0, 1 << 12].Array[target.Dimension].Sample(k =>
        {
            Dyadic[] x = [.. k.Select(i => Dyadic.Create(i, -12))];
            return ExactEvaluator.Evaluate(network, x.Select(v => (Rational)v).ToArray(), gates)[0] == reference.At(x);
        }, iter: target.Dimension switch { 1 => 60, 2 => 8, _ => 1 }, threads: 1);
    }

    [Theory]
    [InlineData(2, Quantization.Nonlinear)]
    [InlineData(5, Quantization.Nonlinear)]
    [InlineData(4, Quantization.Linear)]
    [InlineData(6, Quantization.Linear)]
    [InlineData(10, Quantization.Linear)]
    public void Any_two_targets_of_the_class_get_the_same_topology_and_other_codes(int lambda, Quantization quantization)
    {
        string[] targets = ["sin(x)*cos(y)", "x^2/2", "0", "x/2-y/2"];
        ConstructedNetwork[] built =
            [.. targets.Select(t => PaperConstructions.Independent.Build(Request(Target.Parse(t, 2), "0.9", lambda, 2, quantization)))];
        built.Select(b => TopologyHash.Of(b.Network)).Distinct().Should().ContainSingle();
        built.Select(b => b.Network.Count().Weights).Distinct().Should().ContainSingle();
        built.Select(b => b.Network).Should().OnlyContain(network => built.Count(other => other.Network.SameAs(network)) == 1);
    }

    [Fact]
    public void The_counts_equal_those_of_the_flat_network()
    {
        foreach ((string target, string error, int n) in new[] { ("exp(x)", "0.1", 2), ("x*y", "0.9", 2), ("x*y*z", "0.9", 1) })
        {
            Network network = PaperConstructions.Independent.Plan(Request(Target.Parse(target), error, 3, n)).Topology;
            NetworkCounts counts = network.Count();
            FlatLayer[] flat = [.. network.Flatten()];
            counts.Layers.Select(l => (long)l.Units).Should().Equal(flat.Select(l => l.Units));
            if (counts.Weights < 300_000)
            {
                PaperConstructions.Independent.Build(Request(Target.Parse(target), error, 3, n)).Network.Flatten()
                    .Sum(l => l.Rows().Sum(r => r.Connections.Length + (r.Bias == SparseLayer.NoBias ? 0L : 1L))).Should().Be((long)counts.Weights);
            }
        }
    }

    [Fact]
    public void Without_a_smoothness_the_n_with_the_fewest_weights_is_taken()
    {
        Target target = Target.Parse("exp(x)/3");
        FunctionIndependentPlan chosen = PaperConstructions.Independent.Plan(Request(target, "1e-4"));
        System.Numerics.BigInteger[] weights =
            [.. Enumerable.Range(1, 8).Select(n => PaperConstructions.Independent.Plan(Request(target, "1e-4", n: n)).Topology.Count().Weights)];
        chosen.Topology.Count().Weights.Should().Be(weights.Min());
        chosen.Parameters.Smoothness.Should().Be(Array.IndexOf(weights, weights.Min()) + 1);
        chosen.Provenance.Smoothness.Should().Be(chosen.Parameters.Smoothness);
    }

    [Fact]
    public void Orders_whose_grid_would_be_too_fine_are_passed_over_and_named_when_asked_for()
    {
        PaperConstructions.Independent.Plan(Request(Target.Parse("sin(x)"), "1e-25")).Parameters.Smoothness.Should().BeGreaterThan(1);
        Action plan = () => PaperConstructions.Independent.Plan(Request(Target.Parse("sin(x)"), "1e-25", n: 1));
        plan.Should().Throw<LimitException>().WithMessage("sin(x) has a norm of 1 at order 1: an error of 1E-25 takes a grid of 2^86 cells*");
    }

    [Fact]
    public void Only_orders_with_bounded_derivatives_are_taken()
    {
        // x^(5/2) has two bounded derivatives on [0, 1]; a kink leaves one.
        PaperConstructions.Independent.Plan(Request(Target.Parse("x^2.5/4"), "0.001")).Parameters.Smoothness.Should().BeInRange(1, 2);
        PaperConstructions.Independent.Plan(Request(Target.Parse("abs(x-1/2)"), "0.1")).Parameters.Smoothness.Should().Be(1);
    }

    [Theory]
    [InlineData("x/2", 1)]
    [InlineData("x", 1)]
    [InlineData("3*x", 4)]
    [InlineData("exp(3*x)", 64)]
    public void A_target_outside_the_unit_ball_is_scaled_by_the_next_power_of_two(string text, int scale)
    {
        Provenance provenance = PaperConstructions.Independent.Plan(Request(Target.Parse(text), "0.1", n: 1)).Provenance;
        provenance.Parameters["scale"].Should().Be($"{scale}");
        provenance.Parameters["normSource"].Should().Be("proved");
    }

    /// <summary>Coefficients up to 1 + e that are cut at 1 cost e each, where half a step is less.</summary>
    [Fact]
    public void What_a_norm_exceeds_a_power_of_two_by_is_in_the_budget()
    {
        const double excess = 5e-10;
        FunctionIndependentParameters parameters = FunctionIndependentParameters.Choose(1, 1, Rational.Parse("0.01"));
        SobolevEstimate above = RigorousNorm.Enclose(Target.Parse("1+5e-10-x/2"), 1).ToEstimate(1);
        UnitBall.LogScale(above.Norm(1)).Should().Be(0);
        ErrorBudget Budget(int t) => ErrorBudget.Of(parameters, above, 0, TermScaling.Of(parameters with { Precision = t }, CodebookFamily.Halves));
        Budget(60).Rounding.Should().BeInRange(excess * (1 - 1e-6), excess * (1 + 1e-6));
        Budget(10).Rounding.Should().Be(Math.ScaleB(1, -11));
    }

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "proved")]
    [InlineData("abs(x-1/3)", "proved")]
    [InlineData("0*sinh(x-pi/10)/(x-pi/10)+x/2", "sampled")]
    public void The_source_of_a_Lipschitz_constant_is_named(string text, string source) =>
        PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse(text), Rational.Parse("0.1"))).Provenance.Parameters["lipschitzSource"].Should()
            .Be(source);

    [Fact]
    public void A_target_on_another_domain_is_met_there()
    {
        Target target = Target.Parse("x^2-2*y").On(Domain.Parse("-1:2,1/3:1", 2));
        ConstructedNetwork built = PaperConstructions.Independent.Build(Request(target, "0.4", n: 3));
        MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), target, 300, 1);
        measured.Value.Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value);
        built.Provenance.ErrorBound.Should().BeLessThanOrEqualTo(0.4);
        measured.At[0].Should().BeInRange(-1, 2);
    }

    [Fact]
    public void A_delegate_is_a_target_with_its_Lipschitz_constant_or_its_derivatives()
    {
        Target lipschitz = Target.FromDelegate("triangle", 1, x => Math.Abs((x[0] % 0.5) - 0.25), 1);
        Target smooth = Target.FromDelegate("cube", 1, (x, k) => k[0] switch { 0 => x[0] * x[0] * x[0] / 6, 1 => x[0] * x[0] / 2, 2 => x[0], _ => 1 }, 3);
        foreach ((Target target, int? n, int expected) in new[] { (lipschitz, (int?)null, 1), (smooth, 3, 3) })
        {
            ConstructedNetwork built = PaperConstructions.Independent.Build(Request(target, "0.05", n: n));
            built.Provenance.Smoothness.Should().Be(expected);
            ErrorMeasurement.Measure(new FastEvaluator(built.Network), target, 500, 1).Value.Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value);
        }
    }

    [Theory]
    [InlineData("1/x")]
    [InlineData("log(x)")]
    [InlineData("sqrt(x)")]
    [InlineData("1/(x-1/3)")]
    [InlineData("sqrt(x-1/2)")]
    public void A_target_that_is_undefined_or_not_bounded_is_refused_with_a_place(string text)
    {
        Action plan = () => PaperConstructions.Independent.Plan(Request(Target.Parse(text), "0.1"));
        plan.Should().Throw<TargetException>().WithMessage("*x = *");
    }

    [Fact]
    public void A_target_without_n_derivatives_is_refused()
    {
        Action plan = () => PaperConstructions.Independent.Plan(Request(Target.Parse("abs(x-1/3)"), "0.1", n: 2));
        plan.Should().Throw<TargetException>().WithMessage("*up to order 1 only*");
    }

    [Theory]
    [InlineData("0", 2, 1)]
    [InlineData("1e301", 2, 1)]
    [InlineData("-1/2", 2, 1)]
    [InlineData("0.1", 1, 1)]
    [InlineData("0.1", 2, 0)]
    [InlineData("0.1", 2, 9)]
    public void Options_outside_their_ranges_are_refused(string error, int lambda, int n)
    {
        Action plan = () => PaperConstructions.Independent.Plan(Request(Target.Parse("x"), error, lambda, n));
        plan.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_plan_of_astronomical_size_is_counted_and_not_built()
    {
        FunctionIndependentPlan plan = PaperConstructions.Independent.Plan(Request(Target.Parse("x+y+z", 3), "0.001", n: 1));
        plan.Topology.Count().Weights.Should().BeGreaterThan(long.MaxValue);
        Action build = () => plan.Build();
        build.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_target_that_fails_at_a_grid_point_ends_the_build_with_its_place()
    {
        // Not finite between the samples of the norm, but on the grid: 11/32 + 1/128.
        Target target = Target.FromDelegate("hole", 1, x => x[0] == 0.3515625 + 0.0009765625 ? double.NaN : x[0], 1);
        Action build = () => PaperConstructions.Independent.Build(Request(target, "0.01", n: 1));
        Record.Exception(build).Should().BeOfType<TargetException>().Which.Message.Should().Contain("hole").And.Contain("x = 0.352539");
    }
}
