using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Constructions.Paper;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Certification;

/// <summary>A bound that is proved otherwise is part of the interval from the start, and never makes it false.</summary>
public class KnownBoundTests
{
    private static readonly Network Product = Standalone.Multiply(2, CodebookFamily.Halves).Network;
    private static readonly Target ProductTarget = Target.Parse("x*y").On(Domain.Parse("-1:1,-1:1", 2));
    private static readonly CertificationOptions NoTime = new(TimeLimit: TimeSpan.Zero);

    [Fact]
    public void Without_any_time_the_interval_ends_at_the_known_bound()
    {
        Dyadic bound = Multiplication.Bound(2);
        CertifiedError error = ErrorCertification.Certify(Product, ProductTarget, NoTime with { KnownBound = bound }).Error!;
        error.Upper.Should().Be(bound);
        ErrorCertification.Certify(Product, ProductTarget, NoTime).Error!.Upper.Should().BeGreaterThan(bound);
        ErrorCertification.Certify(Product, ProductTarget, NoTime with { KnownBound = 1000 }).Error!.Upper.Should().BeLessThan(1000);
    }

    [Fact]
    public void A_known_bound_below_an_error_that_occurs_is_dropped()
    {
        Rational exact = ExactErrors.FromProduct(Product, 16);
        foreach (Dyadic low in new[] { default, Dyadic.PowerOfTwo(-20) })
        {
            var told = new List<CertifiedError>();
            CertificationResult result = ErrorCertification.Certify(
                Product, ProductTarget, new CertificationOptions(0.01) { KnownBound = low }, new Told(told));
            ((Rational)result.Error!.Lower).Should().BeLessThanOrEqualTo(exact);
            ((Rational)result.Error.Upper).Should().BeGreaterThanOrEqualTo(exact);
            Decision decision = ErrorCertification.Decide(Product, ProductTarget, Rational.Parse("1e-4"), new DecisionOptions { KnownBound = low });
            decision.Verdict.Should().Be(Verdict.Refuted, "the error is {0}", exact);
        }
    }

    [Fact]
    public void A_claim_at_a_known_bound_holds_without_any_work()
    {
        Dyadic bound = Multiplication.Bound(2);
        Decision decision = ErrorCertification.Decide(Product, ProductTarget, bound, new DecisionOptions { KnownBound = bound });
        decision.Verdict.Should().Be(Verdict.Proved);
        decision.Pieces.Should().Be(0);
    }

    [Fact]
    public void A_network_brings_the_bound_of_its_theorem_and_a_file_does_not()
    {
        var request = new NetworkRequest(Target.Parse("x*y"), Rational.Parse("0.9")) { Smoothness = 1 };
        var options = new ApproximationOptions { Construction = PaperConstructions.Independent, Samples = 100, Certification = NoTime };
        var network = QuantizedNetwork.Approximate(request, options);
        Provenance provenance = network.Constructed.Provenance;
        provenance.ProvedBound.Should().Be(Dyadic.FromDouble(provenance.ErrorBound!.Value));
        network.CertifiedError!.Upper.Should().BeLessThanOrEqualTo(provenance.ProvedBound!.Value);
        (provenance with { IsOfFile = true }).ProvedBound.Should().BeNull("a file may say anything");
        var sampled = new Dictionary<string, string>(provenance.Parameters) { ["normSource"] = "sampled" };
        (provenance with { Parameters = new(sampled) }).ProvedBound.Should().BeNull("it rests on an assumption");
    }

    [Fact]
    public void Bounds_below_zero_are_refused()
    {
        FluentActions.Invoking(() => new CertificationOptions { KnownBound = -1 }).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*-1*");
        FluentActions.Invoking(() => new DecisionOptions { KnownBound = -1 }).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_bracket_tells_nested_intervals_with_a_known_bound()
    {
        var told = new List<CertifiedError>();
        var bracket = new Bracket(new Told(told), 6);
        bracket.Error.Should().Be(new CertifiedError(0, 6));
        bracket.Narrow(1, [0.5], 8);
        bracket.Narrow(1, [0.5], 7);
        bracket.Narrow(2, [0.5], 5);
        told.Should().Equal(new CertifiedError(1, 6), new CertifiedError(2, 5));
    }

    private sealed class Told(List<CertifiedError> errors) : IProgress<CertifiedError>
    {
        public void Report(CertifiedError value) => errors.Add(value);
    }
}
