using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Certification;
using QuantRelu.Certification.SeveralDimensions;
using QuantRelu.Constructions.Paper;
using Xunit;
using Box = QuantRelu.Certification.SeveralDimensions.Box;

namespace QuantRelu.Tests.Certification.SeveralDimensions;

public class BoxCertificationTests
{
    private static readonly CertificationOptions Rough = new(Tolerance: 0.25);

    private static Rational Exact(double value) => Dyadic.FromDouble(value);

    private static ConstructedNetwork Built(string target, string error, int n, int lambda = 2) =>
        PaperConstructions.Independent.Build(
            new NetworkRequest(Target.Parse(target), Rational.Parse(error)) { Family = CodebookFamily.Nonlinear(lambda), Smoothness = n });

    [Fact]
    public void The_model_of_a_network_on_a_box_contains_its_exact_values() =>
        Gen.Select(SampleNetworks.Any, Gen.Int[0, 63].Array[2], Gen.Int[1, 6], Gen.Int[0, 8].Array[2]).Sample((network, corner, level, inside) =>
        {
            PreparedNetwork prepared = PreparedNetwork.Of(network);
            Box box = Box.Whole(prepared);
            for (int split = 0; split < level * network.Inputs; split++)
            {
                (int axis, double at) = box.Middle();
                (Box left, Box right) = box.Split(axis, at, box.Active);
                box = ((corner[axis] >> (split / network.Inputs)) & 1) == 0 ? left : right;
            }

            PolynomialModel? model = new NetworkOnBox(prepared, ModelSpace.Of(network.Inputs), box, new BlockMemory()).Output();
            Rational[] u = [.. Enumerable.Range(0, network.Inputs)
                .Select(k => Exact(box.Low[k]) + ((Exact(box.High[k]) - Exact(box.Low[k])) * Rational.Create(inside[k], 8)))];
            if (model is null)
            {
                return true;
            }

            (double low, double high) = model.Range();
            Rational value = ExactEvaluator.Evaluate(network, u)[0];
            return Exact(low) <= value && value <= Exact(high);
        }, iter: 60);

    [Theory]
    [InlineData("x*y/4", "0.9", 1)]
    [InlineData("abs(x-y)/2", "0.9", 1)]
    [InlineData("max(x,y)/2", "0.9", 1)]
    public void The_exact_error_at_any_point_is_below_the_upper_bound_and_the_lower_one_is_attained(string text, string error, int n)
    {
        Target target = Target.Parse(text);
        ConstructedNetwork network = Built(text, error, n);
        CertificationResult result = ByBoxes(network.Network, target);
        result.Outcome.Should().Be(CertificationOutcome.Reached);
        CertifiedError certified = result.Error!;
        ((double)certified.Upper).Should().BeLessThanOrEqualTo(network.Provenance.ErrorBound!.Value, "the theorem's own bound must hold");
        (certified.Upper - certified.Lower).Should().BeLessThanOrEqualTo(certified.Upper * Dyadic.Create(1, -2));
        BlockGates gates = BlockGates.Of(network.Network);
        Gen.Int[0, 96].Array[2].Sample(k =>
        {
            Rational[] u = [.. k.Select(i => Rational.Create(i, 96))];
            Rational difference = ExactEvaluator.Evaluate(network.Network, u, gates)[0] - ExactTarget(text, u);
            return Rational.Abs(difference) <= certified.Upper;
        }, iter: 20);
        MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(network.Network), target, 4000, seed: 1);
        measured.Value.Should().BeLessThanOrEqualTo((double)certified.Upper);
        double at = Math.Abs(new FastEvaluator(network.Network).Evaluate([.. result.At]) - target.Value([.. result.At]));
        at.Should().BeGreaterThanOrEqualTo((double)certified.Lower - 1e-9, "the lower bound is an error that occurs");
    }

    [Fact]
    public void Smooth_targets_are_certified_far_below_their_error()
    {
        ConstructedNetwork network = Built("sin(x)*cos(y)", "0.9", 2, lambda: 3);
        CertificationResult result = ByBoxes(network.Network, Target.Parse("sin(x)*cos(y)"));
        result.Outcome.Should().Be(CertificationOutcome.Reached);
        ((double)result.Error!.Upper).Should().BeLessThanOrEqualTo(network.Provenance.ErrorBound!.Value).And.BeLessThan(0.9);
        ErrorMeasurement.Measure(new FastEvaluator(network.Network), Target.Parse("sin(x)*cos(y)"), 4000, seed: 1).Value.Should()
            .BeLessThanOrEqualTo((double)result.Error.Upper);
    }

    [Fact]
    public void The_result_does_not_depend_on_chance()
    {
        ConstructedNetwork network = Built("x*y/4", "0.9", 1);
        CertificationResult first = ByBoxes(network.Network, Target.Parse("x*y/4"));
        ByBoxes(network.Network, Target.Parse("x*y/4")).Should().BeEquivalentTo(first);
    }

    [Fact]
    public void A_network_for_another_target_is_refuted()
    {
        ConstructedNetwork network = Built("x*y/4", "0.9", 1);
        CertificationResult result = ByBoxes(network.Network, Target.Parse("1 + x*y/4"));
        ((double)result.Error!.Lower).Should().BeGreaterThan(0.95);
    }

    [Fact]
    public void A_target_with_a_pole_has_no_upper_bound_and_no_endless_run()
    {
        ConstructedNetwork network = Built("x*y/4", "0.9", 1);
        CertificationResult result = ErrorCertification.Certify(network.Network, Target.Parse("y/(x-1/3)"), Rough with { MaximumWork = 20_000 });
        result.Error.Should().BeNull();
        result.Outcome.Should().BeOneOf(CertificationOutcome.TargetUnbounded, CertificationOutcome.WorkLimit);
        result.Message.Should().EndWith(".");
    }

    [Fact]
    public void After_the_time_limit_what_is_proved_is_returned()
    {
        ConstructedNetwork network = Built("x*y/4", "0.9", 1);
        CertificationResult result = ErrorCertification.Certify(network.Network, Target.Parse("x*y/4"), Rough with { TimeLimit = TimeSpan.Zero });
        result.Outcome.Should().Be(CertificationOutcome.TimeLimit);
    }

    // Boxes alone, whatever else would be used.
    private static CertificationResult ByBoxes(Network network, Target target)
    {
        var bracket = new Bracket(null);
        Proof proof = new BoxCertification(network, target, new Goal.Narrow(Rough.Tolerance!.Value), 1_000_000, bracket).Run(default);
        return new CertificationResult(proof.Outcome ?? CertificationOutcome.Cancelled, bracket.Error, [.. bracket.At], proof.Pieces, string.Empty);
    }

    private static Rational ExactTarget(string text, Rational[] u) => text switch
    {
        "x*y/4" => u[0] * u[1] / 4,
        "abs(x-y)/2" => Rational.Abs(u[0] - u[1]) / 2,
        _ => (u[0] > u[1] ? u[0] : u[1]) / 2,
    };
}
