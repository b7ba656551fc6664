using FluentAssertions;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Certification.SeveralDimensions;

/// <summary>Claims around the exact error of multiplication, which is found by exact evaluation at the places where it can be attained.</summary>
public class BoxDecisionTests
{
    private static readonly Network Product = Standalone.Multiply(2, CodebookFamily.Halves).Network;
    private static readonly Target Target = Target.Parse("x*y").On(Domain.Parse("-1:1,-1:1", 2));
    private static readonly Rational Exact = ExactErrors.FromProduct(Product, 16);

    [Fact]
    public void The_oracle_is_not_below_the_error_anywhere()
    {
        ExactErrors.FromProduct(Product, 32).Should().Be(Exact, "a finer mesh has no larger error");
        ErrorMeasurement.Measure(new FastEvaluator(Product), Target, 20_000, seed: 3).Value.Should().BeLessThanOrEqualTo((double)Exact);
    }

    [Theory]
    [InlineData("1.3")]
    [InlineData("1.001")]
    [InlineData("1.0000001")]
    public void Claims_above_the_error_are_proved(string times) => Decide(Rational.Parse(times)).Verdict.Should().Be(Verdict.Proved);

    [Theory]
    [InlineData("0.7")]
    [InlineData("0.999")]
    [InlineData("0.9999999")]
    public void Claims_below_it_are_refuted_by_a_point_of_the_domain(string times)
    {
        Decision decision = Decide(Rational.Parse(times));
        decision.Verdict.Should().Be(Verdict.Refuted);
        Rational[] x = [.. decision.Counterexample];
        x.Should().HaveCount(2).And.OnlyContain(c => c >= -1 && c <= 1);
        Rational difference = ExactEvaluator.Evaluate(Product, [.. x.Select((c, axis) => Target.Domain.ToUnit(axis, c))])[0] - (x[0] * x[1]);
        (Rational.Abs(difference) > decision.Claim).Should().BeTrue();
    }

    [Fact]
    public void A_tie_is_not_refuted_and_ends_where_doubles_cannot_tell()
    {
        Decision tie = Decide(1);
        tie.Verdict.Should().NotBe(Verdict.Refuted);
        (tie.Error!.Lower <= Exact && Exact <= tie.Error.Upper).Should().BeTrue();
        (tie.Error.Upper - tie.Error.Lower).Should().BeLessThan(Dyadic.FromDouble(1e-10));
    }

    [Fact]
    public void The_answer_does_not_change_from_run_to_run()
    {
        Decision first = Decide(Rational.Parse("1.001"));
        Decide(Rational.Parse("1.001")).Should().BeEquivalentTo(first);
    }

    private static Decision Decide(Rational times) => ErrorCertification.Decide(Product, Target, Exact * times);
}
