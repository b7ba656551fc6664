using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats.Reports;
using Xunit;

namespace QuantRelu.Tests.Approximation;

/// <summary>The whole job in one call: what comes back is what the steps give one by one, and what it claims is true at points that it never saw.</summary>
public class QuantizedNetworkTests
{
    [Fact]
    public void One_call_gives_a_network_that_is_proved_to_keep_the_error()
    {
        var network = QuantizedNetwork.Approximate("exp(x)/3", 0.1);
        network.Verdict.Should().Be(Verdict.Proved);
        network.Constructed.Provenance.Error.Should().Be(Rational.Parse("1/10"), "0.1 is what was written, not the double next to it");
        network.CertifiedError!.Upper.Should().Be(network.ProvedError!.Value.ToDyadic());
        for (int i = 0; i <= 1000; i++)
        {
            double x = i / 1000.0;
            Math.Abs(network.Evaluate(x) - (Math.Exp(x) / 3)).Should().BeLessThanOrEqualTo((double)network.ProvedError.Value + 1e-12);
        }
    }

    [Fact]
    public void It_is_the_network_that_the_steps_give_one_by_one()
    {
        var request = new NetworkRequest(Target.Parse("x*(1-x)/2"), Rational.Parse("0.05")) { Smoothness = 2 };
        var network = QuantizedNetwork.Approximate(request, Paper with { Samples = 500, Seed = 3 });
        ConstructedNetwork built = PaperConstructions.Independent.Build(request);
        network.Report.TopologyHash.Should().Be(Report.Of(built).TopologyHash);
        network.Counts.Weights.Should().Be(built.Network.Count().Weights);
        network.Constructed.Provenance.Measured.Should().Be(ErrorMeasurement.Measure(new FastEvaluator(built.Network), request.Target, 500, 3));
        network.CertifiedError.Should().Be(ErrorCertification.Certify(built.Network, request.Target).Error);
        network.ToString().Should().Be(ReportText.Write(network.Report)).And.Contain("error certified");
    }

    [Fact]
    public void Points_are_in_the_coordinates_of_the_domain_and_nothing_is_said_outside_of_it()
    {
        Target target = Target.Parse("x*y/8").On(Domain.Parse("-1:1,2:4", 2));
        var network = QuantizedNetwork.Approximate(target, 0.05);
        Rational exact = network.EvaluateExactly(Rational.Parse("1/2"), 3);
        exact.Should().Be(ExactEvaluator.Evaluate(network.Network, Dyadic.Create(3, -2), Dyadic.Half)[0]);
        network.Evaluate(0.5, 3).Should().Be((double)exact);
        Rational.Abs(exact - Rational.Parse("3/16")).Should().BeLessThanOrEqualTo(network.ProvedError!.Value);
        network.Invoking(n => n.Evaluate(1.5, 3)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*outside of the domain -1:1,2:4*");
        network.Invoking(n => n.Evaluate(double.NaN, 3)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*finite*");
        network.Invoking(n => n.EvaluateExactly(0)).Should().Throw<ArgumentException>().WithMessage("*1 coordinates*2*");
    }

    [Fact]
    public void Nothing_is_proved_of_code_without_statements()
    {
        Target code = Target.FromDelegate("half of the square", 1, (x, k) => k[0] switch { 0 => x[0] * x[0] / 2, 1 => x[0], _ => 1 }, smoothness: 2);
        var network = QuantizedNetwork.Approximate(new NetworkRequest(code, Rational.Parse("0.1")), Paper);
        network.CertifiedError.Should().BeNull();
        network.ProvedError.Should().BeNull();
        network.Verdict.Should().Be(Verdict.Undecided);
        network.Constructed.Provenance.ErrorBound.Should().NotBeNull("the construction bounds the error if the norm is as sampled");
    }

    [Fact]
    public void Code_with_an_enclosure_is_certified_with_two_variables_and_two_derivatives()
    {
        Target code = Target.FromDelegate("a saddle", 2, new DelegateFunction(2, (x, k) => (k[0], k[1]) switch
        {
            (0, 0) => x[0] * x[1] / 4,
            (1, 0) => x[1] / 4,
            (0, 1) => x[0] / 4,
            (1, 1) => 0.25,
            _ => 0,
        }, derivativesUpTo: 2)
        {
            ValueError = 1e-15,
            DerivativeBounds = [0.25, 0.25],
        });
        var network = QuantizedNetwork.Approximate(code, 0.1);
        network.Verdict.Should().Be(Verdict.Proved);
        network.ProvedError!.Value.Should().BeLessThanOrEqualTo(Rational.Parse("1/10"));
    }

    [Fact]
    public void A_bound_on_a_false_constant_is_claimed_no_longer_and_the_network_is_refuted()
    {
        Target steep = Target.FromDelegate("steeper than it says", 1, x => Math.Sin(40 * x[0]) / 2, lipschitzConstant: 0.01);
        var network = QuantizedNetwork.Approximate(new NetworkRequest(steep, Rational.Parse("0.1")), Paper);
        network.Refutation.Should().Contain("measured error").And.Contain("declared");
        network.Constructed.Provenance.ErrorBound.Should().BeNull();
        network.Verdict.Should().Be(Verdict.Refuted);
    }

    [Fact]
    public void It_is_saved_with_its_claims()
    {
        string path = Path.Combine(Path.GetTempPath(), $"quantized-{Guid.NewGuid():N}.qrn");
        var network = QuantizedNetwork.Approximate("x^2", 0.1);
        network.Save(path);
        ConstructedNetwork loaded = NetworkFile.Load(path);
        File.Delete(path);
        loaded.Provenance.Certified.Should().Be(network.CertifiedError);
        Report.Of(loaded).TopologyHash.Should().Be(network.Report.TopologyHash);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0.0)]
    [InlineData(-0.1)]
    [InlineData(double.PositiveInfinity)]
    public void Errors_that_are_none_are_refused(double error) =>
        FluentActions.Invoking(() => QuantizedNetwork.Approximate("x^2", error)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Options_outside_of_their_ranges_are_refused()
    {
        FluentActions.Invoking(() => new ApproximationOptions { Samples = 0 }).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*from 1 to*");
        FluentActions.Invoking(() => new ApproximationOptions { Seed = -1 }).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*not be negative*");
    }

    private static ApproximationOptions Paper => new() { Construction = PaperConstructions.Independent };
}
