using FluentAssertions;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Certification;

/// <summary>Targets that are not smooth, not bounded or not defined, and work that is stopped.</summary>
public class HardTargetTests
{
    private static readonly Network Square = Standalone.Square(3, CodebookFamily.Halves).Network;

    // The network is within 1/256 of x²; |√x - x²| is greatest at x = 4^(-2/3), with 3/4·4^(-1/3).
    [Theory]
    [InlineData("sqrt(x)", 0.47247)]
    [InlineData("sqrt(1-x)", 1)]
    [InlineData("1+x^(1/3)", 1.58)]
    [InlineData("abs(x-1/3)^(1/2)", 0.57735)]
    [InlineData("max(-(x-1/2)^2,0)", 1)]
    [InlineData("max(max(x-3/4,0),max(1/4-x,0))", 0.75)]
    [InlineData("asin(x)", 0.5708)]
    public void Kinks_and_roots_converge(string target, double about)
    {
        CertificationResult result = ErrorCertification.Certify(Square, Target.Parse(target));
        result.Outcome.Should().Be(CertificationOutcome.Reached);
        ((double)result.Error!.Upper).Should().BeApproximately(about, 5e-3);
        (result.Error.Upper - result.Error.Lower).Should().BeLessThanOrEqualTo(Dyadic.FromDouble(1e-3) * result.Error.Upper);
    }

    [Theory]
    [InlineData("1/x", 0.0)]
    [InlineData("1/(x-1/2)", 0.5)]
    [InlineData("1/(x-1/3)", 0.3333)]
    [InlineData("tan(3*x)", 0.5236)]
    [InlineData("log(x)", 0.0)]
    [InlineData("sqrt(x-1/2)", double.NaN)]
    [InlineData("asin(2*x)", double.NaN)]
    public void Poles_and_gaps_are_told_and_never_bounded(string target, double at)
    {
        CertificationResult result = ErrorCertification.Certify(Square, Target.Parse(target));
        result.Outcome.Should().Be(CertificationOutcome.TargetUnbounded);
        result.Error.Should().BeNull();
        result.Message.Should().Contain(target).And.Contain("no upper bound");
        double said = double.Parse(result.Message.Split("x = ")[1].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
        (double.IsNaN(at) ? 0 : Math.Abs(said - at)).Should().BeLessThan(1e-3);
    }

    [Fact]
    public void A_target_given_by_code_is_told_to_have_no_formula()
    {
        CertificationResult result = ErrorCertification.Certify(Square, Target.FromDelegate("mine", 1, x => x[0], 1));
        (result.Outcome, result.Error).Should().Be((CertificationOutcome.NoFormula, null));
        result.Message.Should().Contain("mine").And.Contain("by code");
    }

    [Fact]
    public void Work_that_is_cancelled_or_out_of_time_says_so()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        ErrorCertification.Certify(Square, Target.Parse("sin(x)"), cancellationToken: cancelled.Token).Outcome.Should().Be(CertificationOutcome.Cancelled);
        ErrorCertification.Certify(Square, Target.Parse("sin(x)"), new CertificationOptions(TimeLimit: TimeSpan.Zero)).Outcome.Should()
            .Be(CertificationOutcome.TimeLimit);
    }

    [Fact]
    public void Work_that_ends_early_leaves_a_proved_interval()
    {
        // The greatest difference is at the kink, where the cells become small.
        var target = Target.Parse("x^2+1/2-abs(x-1/3)");
        CertificationResult full = ErrorCertification.Certify(Square, target, new CertificationOptions(1e-9));
        CertificationResult early = ErrorCertification.Certify(Square, target, new CertificationOptions(1e-9, MaximumWork: 4));
        early.Outcome.Should().Be(CertificationOutcome.WorkLimit);
        early.Error!.Lower.Should().BeLessThanOrEqualTo(full.Error!.Upper);
        early.Error.Upper.Should().BeGreaterThanOrEqualTo(full.Error.Lower);
    }

    [Fact]
    public void Progress_tells_intervals_that_all_hold_the_error()
    {
        var told = new ToldErrors();
        CertificationResult result = ErrorCertification.Certify(Square, Target.Parse("sqrt(1/2-x/2)/9+x^2"), new CertificationOptions(1e-14), told);
        told.Errors.Should().NotBeEmpty();
        told.Errors.Should().OnlyContain(e => e.Lower <= result.Error!.Upper && e.Upper >= result.Error.Lower);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Action twoVariables = () => ErrorCertification.Certify(Square, Target.Parse("x*y"));
        Action twoOutputs = () => ErrorCertification.Certify(RandomNetworks.TwoOutputs(Codebook.Halves), Target.Parse("x"));
        Action tolerance = () => ErrorCertification.Certify(Square, Target.Parse("x"), new CertificationOptions(0));
        twoVariables.Should().Throw<ArgumentException>().WithMessage("*2 variables*1 inputs*");
        twoOutputs.Should().Throw<ArgumentException>().WithMessage("*1 output*");
        tolerance.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*above 0 and below 1*");
    }
}
