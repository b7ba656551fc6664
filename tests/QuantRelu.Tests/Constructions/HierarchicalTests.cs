using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Interpolation;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Constructions;

public class HierarchicalTests
{
    private static Hierarchical Construction => InterpolationConstructions.Hierarchical;

    private static NetworkRequest Request(string target, string error) => new(Target.Parse(target), Rational.Parse(error));

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.1")]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.002")]
    [InlineData("exp(x)/3", "1e-4")]
    [InlineData("-1", "0.2")]
    [InlineData("30*x^2-x", "0.05")]
    public void In_one_variable_the_certified_error_is_within_the_bound_and_that_within_the_error_asked_for(string text, string error)
    {
        HierarchicalPlan plan = Construction.Plan(Request(text, error));
        ConstructedNetwork built = plan.Build();
        built.Network.Validate().Should().BeEmpty();
        built.Provenance.ErrorBound.Should().BeLessThanOrEqualTo((double)Rational.Parse(error));
        built.Provenance.BoundAssumption.Should().BeNull();
        ErrorCertification.Certify(built.Network, Target.Parse(text)).Error!.Upper
            .Should().BeLessThanOrEqualTo(Dyadic.FromDouble(built.Provenance.ErrorBound!.Value) * (1 + Dyadic.PowerOfTwo(-9)));
        (plan.LeastWeights, plan.Depth).Should().Be((built.Network.Count().Weights, built.Network.Count().Depth));
    }

    [Theory]
    [InlineData("sin(x)*cos(y)", "0.1")]
    [InlineData("sin(x)*cos(y)", "0.004")]
    [InlineData("x*y", "0.03")]
    [InlineData("exp(-x)*sin(3*y)/9", "0.01")]
    [InlineData("3*x^2-2*y^2", "0.1")]
    [InlineData("1", "0.5")]
    public void In_two_variables_the_measured_error_is_within_the_bound_and_that_within_the_error_asked_for(string text, string error)
    {
        NetworkRequest request = new(Target.Parse(text, 2), Rational.Parse(error));
        HierarchicalPlan plan = Construction.Plan(request);
        ConstructedNetwork built = plan.Build();
        built.Network.Validate().Should().BeEmpty();
        built.Provenance.ErrorBound.Should().BeLessThanOrEqualTo((double)Rational.Parse(error));
        ErrorMeasurement.Measure(new FastEvaluator(built.Network), request.Target, 20000, 5).Value
            .Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value);
        (plan.LeastWeights, plan.Depth).Should().Be((built.Network.Count().Weights, built.Network.Count().Depth));
    }

    /// <summary>Every second derivative 1 or -1 in the directions that hurt: the interpolant errs by its whole bound somewhere in every triangle.</summary>
    [Theory]
    [InlineData("(x^2+y^2)/2+x*y-1/2", "0.05")]
    [InlineData("1-(x+y)^2/2", "0.05")]
    [InlineData("(x-y)^2/2", "0.01")]
    [InlineData("x^2/2-y^2/2", "0.01")]
    [InlineData("-x*y", "0.02")]
    public void Extreme_members_of_the_class_are_met_within_the_bound(string text, string error)
    {
        NetworkRequest request = new(Target.Parse(text, 2).On(Domain.Parse("0:1/2,0:1/2", 2)), Rational.Parse(error));
        ConstructedNetwork built = Construction.Build(request);
        int cells = int.Parse(built.Provenance.Parameters["N"], null);
        var evaluator = new FastEvaluator(built.Network);
        for (int i = 0; i <= 12 * cells; i++)
        {
            for (int j = 0; j <= 12 * cells; j++)
            {
                double[] u = [i / (12.0 * cells), j / (12.0 * cells)];
                Math.Abs(evaluator.Evaluate(u) - request.Target.Value(u)).Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value + 1e-12);
            }
        }
    }

    [Fact]
    public void Switching_splines_of_one_variable_are_met_within_the_bound()
    {
        Gen.OneOf(SwitchingSpline.Of(1, 5), SwitchingSpline.Of(8, 4)).Sample(
            spline =>
            {
                ConstructedNetwork built = Construction.Build(new NetworkRequest(spline.Target, Rational.Parse("0.02")));
                var evaluator = new FastEvaluator(built.Network);
                int cells = int.Parse(built.Provenance.Parameters["N"], null);
                return Enumerable.Range(0, (4 * cells) + 1).Select(k => k / (4.0 * cells))
                    .All(x => Math.Abs(evaluator.Evaluate([x]) - spline.Value(x)) <= built.Provenance.ErrorBound + 1e-12);
            },
            iter: 6,
            threads: 1);
    }

    [Fact]
    public void On_every_triangle_of_the_finest_mesh_the_network_is_linear_between_nodes_that_are_within_a_step_of_the_target()
    {
        foreach ((string text, string error) in new[] { ("sin(x)*cos(y)", "0.02"), ("x*y/2-x/3", "0.004") })
        {
            ConstructedNetwork built = Construction.Build(Request(text, error));
            int cells = int.Parse(built.Provenance.Parameters["N"], null);
            double step = (double)Rational.Parse(built.Provenance.Parameters["delta"]);
            var target = Target.Parse(text);
            for (int i = 0; i < cells; i++)
            {
                for (int j = 0; j < cells; j++)
                {
                    Rational centre = At(built, (2 * i) + 1, (2 * j) + 1, 2 * cells);
                    (int X, int Y)[] corners = [(2 * i, 2 * j), ((2 * i) + 2, 2 * j), ((2 * i) + 2, (2 * j) + 2), (2 * i, (2 * j) + 2)];
                    for (int k = 0; k < 4; k++)
                    {
                        ((int ax, int ay), (int bx, int by)) = (corners[k], corners[(k + 1) % 4]);
                        Rational a = At(built, ax, ay, 2 * cells), b = At(built, bx, by, 2 * cells);
                        Math.Abs((double)a - target.Value([ax / (2.0 * cells), ay / (2.0 * cells)])).Should().BeLessThanOrEqualTo(step * 1.00001);
                        At(built, ax + bx + (2 * i) + 1, ay + by + (2 * j) + 1, 6 * cells).Should().Be((a + b + centre) / 3);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.1", 369)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.01", 649)]
    [InlineData("sin(2*pi*x)/(2*pi)", "1e-3", 1210)]
    [InlineData("sin(2*pi*x)/(2*pi)", "1e-4", 2791)]
    [InlineData("sin(x)*cos(y)", "0.1", 404)]
    [InlineData("sin(x)*cos(y)", "0.01", 1360)]
    [InlineData("sin(x)*cos(y)", "1e-3", 5524)]
    public void It_takes_few_weights(string text, string error, int most) =>
        Construction.Plan(Request(text, error)).LeastWeights.Should().BeLessThan(most);

    [Fact]
    public void In_two_variables_weights_grow_like_the_inverse_of_the_error()
    {
        double coarse = (double)Construction.Plan(Request("sin(x)*cos(y)", "1e-3")).LeastWeights * 1e-3;
        double fine = (double)Construction.Plan(Request("sin(x)*cos(y)", "1e-5")).LeastWeights * 1e-5;
        fine.Should().BeLessThan(coarse);
    }

    /// <summary>The greatest ½ Σ λ_i ‖v_i - p‖_1² over a triangle of the criss-cross mesh, searched exactly at barycentric coordinates i/n.</summary>
    [Fact]
    public void The_constant_of_the_mesh_is_just_above_what_an_exact_search_finds()
    {
        const int n = 120;
        (int X, int Y)[] corners = [(0, 0), (2, 0), (1, 1)];
        Rational greatest = 0;
        for (int i = 0; i <= n; i++)
        {
            for (int j = 0; j <= n - i; j++)
            {
                int[] weights = [i, j, n - i - j];
                int x = corners.Zip(weights).Sum(c => c.First.X * c.Second), y = corners.Zip(weights).Sum(c => c.First.Y * c.Second);
                long sum = corners.Zip(weights).Sum(c => c.Second * Square(Math.Abs((c.First.X * n) - x) + (long)Math.Abs((c.First.Y * n) - y)));
                Rational value = Rational.Create(sum, 2L * n * 4 * n * n);
                greatest = value > greatest ? value : greatest;
            }
        }

        greatest.Should().BeLessThan(HierarchicalParameters.MeshConstant);
        (HierarchicalParameters.MeshConstant - greatest).Should().BeLessThan(Rational.Create(2, 10000));

        // max_b 1/(8(1+b)) + b(1-b)²/2 at b = 0.2625.
        Rational b = Rational.Create(2625, 10000);
        Rational formula = (1 / (8 * (1 + b))) + (b * (1 - b) * (1 - b) / 2);
        formula.Should().BeGreaterThanOrEqualTo(greatest);
        formula.Should().BeLessThan(HierarchicalParameters.MeshConstant);
    }

    [Fact]
    public void Any_two_targets_of_the_class_get_the_same_topology_and_other_codes()
    {
        string[] targets = ["sin(x)*cos(y)", "x^2/2", "0", "x/2-y/2", "-1", "x*y"];
        ConstructedNetwork[] built = [.. targets.Select(t => Construction.Build(new NetworkRequest(Target.Parse(t, 2), Rational.Parse("0.02"))))];
        built.Select(b => TopologyHash.Of(b.Network)).Distinct().Should().ContainSingle();
        built.Should().OnlyContain(one => built.Count(other => other.Network.SameAs(one.Network)) == 1);
        Construction.Build(Request("x*y", "0.02")).Network.SameAs(built[^1].Network).Should().BeTrue();
    }

    [Theory]
    [InlineData("lambda 5")]
    [InlineData("linear 2")]
    [InlineData("linear 4")]
    [InlineData("linear 8")]
    [InlineData("free")]
    [InlineData("-1/2,-1/6,1/6,1/2")]
    public void Every_family_of_weight_values_keeps_the_bound(string family)
    {
        foreach (string target in new[] { "x*y/2", "exp(x)/3" })
        {
            NetworkRequest request = Request(target, "0.02") with { Family = SlopesTests.FamilyOf(family) };
            ConstructedNetwork built = Construction.Build(request);
            built.Network.Validate().Should().BeEmpty();
            ErrorMeasurement.Measure(new FastEvaluator(built.Network), request.Target, 3000, 3).Value
                .Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value + 1e-12);
        }
    }

    [Theory]
    [InlineData("x*y*z", "*hierarchical has one or two inputs*paper fits*")]
    [InlineData("abs(x-y)", "*hierarchical uses two bounded derivatives*paper fits*")]
    [InlineData("abs(x)", "*hierarchical uses two bounded derivatives*crossbar fits*")]
    public void What_does_not_fit_is_told_in_a_sentence(string target, string message)
    {
        Construction.TryPlan(Request(target, "0.1"), out _, out Misfit? misfit).Should().BeFalse();
        misfit!.Reason.Should().Match(message);
    }

    private static long Square(long value) => value * value;

    private static Rational At(ConstructedNetwork built, int x, int y, int denominator) =>
        ExactEvaluator.Evaluate(built.Network, new[] { Rational.Create(x, denominator), Rational.Create(y, denominator) })[0];
}
