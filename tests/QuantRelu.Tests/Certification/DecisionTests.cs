using CsCheck;
using FluentAssertions;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification;

/// <summary>Claims just above, just below and at the exact error, which comes from rational arithmetic on the network's pieces.</summary>
public class DecisionTests
{
    private static readonly Rational Little = Dyadic.PowerOfTwo(-200);
    private static readonly Gen<Rational> Coefficient = Gen.Select(Gen.Int[-40, 40], Gen.Int[1, 30], (p, q) => Rational.Create(p, q));
    private static readonly Gen<Rational> Knot = Gen.Select(Gen.Int[0, 30], Gen.Int[30, 60], (p, q) => Rational.Create(p, q));
    private static readonly Network Half = new(
        1, Codebook.Halves, [new Stage([BlockArray.Single(new Block(1, [new SparseLayer([0, 1], [0], [1], [SparseLayer.NoBias])]))])]);
    private static readonly Network Square = Standalone.Square(3, CodebookFamily.Halves).Network;

    [Fact]
    public void The_exact_error_and_all_above_it_are_proved_all_below_it_refuted_against_quadratic_targets() =>
        Gen.Select(RandomNetworks.Any, Coefficient, Coefficient, Coefficient).Sample((network, a, b, c) => AgreesOnAllSides(
            network, Target.Parse($"({a})+({b})*x+({c})*x^2", 1), u => a + (b * u) + (c * u * u), ExactErrors.FromQuadratic(network, a, b, c)), iter: 100);

    [Fact]
    public void So_it_is_against_targets_with_kinks() =>
        Gen.Select(RandomNetworks.Any, Coefficient, Coefficient, Knot, Knot).Sample((network, a, b, k, l) =>
        {
            var target = Target.Parse($"({a})*max(x-{k},0)+({b})*min(abs(x-{k}),abs(x-{l}))", 1);
            Rational F(Rational u) => (a * Max(u - k, 0)) + (b * -Max(-Rational.Abs(u - k), -Rational.Abs(u - l)));
            return AgreesOnAllSides(network, target, F, ExactErrors.FromLines(network, F, [k, l, (k + l) / 2]));
        }, iter: 40);

    [Fact]
    public void So_it_is_on_other_domains() =>
        Gen.Select(RandomNetworks.Any, Coefficient, Gen.Int[1, 9]).Sample((network, c, low) =>
        {
            (Rational w, Rational a) = (Rational.Create(low, 7), low);
            Target target = Target.Parse($"({c})*x^2", 1).On(Domain.Create((a, a + w)));
            Rational exact = ExactErrors.FromQuadratic(network, c * a * a, 2 * c * a * w, c * w * w);
            return AgreesOnAllSides(network, target, u => c * (a + (w * u)) * (a + (w * u)), exact);
        }, iter: 20);

    // |T_k(2x - 1)| ≤ 1 on [0, 1], with equality at k + 1 points, most of them not rational.
    [Theory]
    [InlineData(3, "4*(2*x-1)^3-3*(2*x-1)")]
    [InlineData(4, "8*(2*x-1)^4-8*(2*x-1)^2+1")]
    [InlineData(5, "16*(2*x-1)^5-20*(2*x-1)^3+5*(2*x-1)")]
    [InlineData(7, "64*(2*x-1)^7-112*(2*x-1)^5+56*(2*x-1)^3-7*(2*x-1)")]
    public void Ties_at_points_that_are_not_rational_are_proved(int k, string chebyshev)
    {
        var target = Target.Parse($"x/2+({chebyshev})/3");
        var most = Rational.Create(1, 3);
        ErrorCertification.Decide(Half, target, most).Verdict.Should().Be(Verdict.Proved);
        Decision below = ErrorCertification.Decide(Half, target, most - Dyadic.PowerOfTwo(-60));
        below.Verdict.Should().Be(Verdict.Refuted);
        Exceeds(below, Half, target, u => (u / 2) + (Chebyshev(k, (2 * u) - 1) / 3)).Should().BeTrue();
    }

    [Fact]
    public void A_kink_that_is_not_rational_does_not_hinder_a_tie_elsewhere()
    {
        ErrorCertification.Decide(Half, Target.Parse("x/2+abs(x^2-1/2)/3"), Rational.Create(1, 6)).Verdict.Should().Be(Verdict.Proved);
        ErrorCertification.Decide(Half, Target.Parse("x/2+abs(x^2-1/2)/3"), Rational.Create(1, 6) - Little).Verdict.Should().Be(Verdict.Refuted);
    }

    [Fact]
    public void Tables_are_decided_exactly()
    {
        (Rational, Rational)[] samples = [(0, 0), (Rational.Create(1, 3), Rational.Create(2, 7)), (1, Rational.Create(-3, 10))];
        Target target = new SampleTable(samples).ToTarget("table");
        var knot = Rational.Create(1, 3);
        Rational F(Rational u) => u <= knot ? Rational.Create(6, 7) * u : Rational.Create(2, 7) - ((u - knot) * Rational.Create(123, 140));
        AgreesOnAllSides(Square, target, F, ExactErrors.FromLines(Square, F, knot)).Should().BeTrue();
    }

    [Fact]
    public void Elementary_functions_are_decided_on_both_sides_of_a_narrow_interval()
    {
        var target = Target.Parse("sin(3*x)^2/3");
        CertifiedError error = ErrorCertification.Certify(Square, target, new CertificationOptions(1e-12)).Error!;
        ErrorCertification.Decide(Square, target, error.Upper).Verdict.Should().Be(Verdict.Proved);
        Decision refuted = ErrorCertification.Decide(Square, target, error.Lower * (1 - Dyadic.PowerOfTwo(-45)));
        refuted.Verdict.Should().Be(Verdict.Refuted);
        double x = (double)refuted.Counterexample[0];
        Math.Abs(new FastEvaluator(Square).Evaluate(x) - (Math.Pow(Math.Sin(3 * x), 2) / 3)).Should().BeApproximately((double)error.Lower, 1e-12);
    }

    [Fact]
    public void A_tie_next_to_a_jump_ends_undecided_in_place_of_ever_smaller_cells()
    {
        Decision decision = ErrorCertification.Decide(Half, Target.Parse("min(floor(2*x),1)/2"), Rational.Create(1, 4));
        (decision.Verdict, decision.Outcome).Should().Be((Verdict.Undecided, CertificationOutcome.WorkLimit));
        decision.Error!.Lower.Should().BeLessThanOrEqualTo(Dyadic.PowerOfTwo(-2));
        decision.Error.Upper.Should().BeGreaterThanOrEqualTo(Dyadic.PowerOfTwo(-2)).And.BeLessThan(Dyadic.FromDouble(0.2500001));
    }

    [Theory]
    [InlineData("1/(x-1/3)", "1000000", Verdict.Refuted, CertificationOutcome.Reached)]
    [InlineData("log(x)", "5", Verdict.Refuted, CertificationOutcome.Reached)]
    [InlineData("sqrt(x-1/2)/9", "5", Verdict.Undecided, CertificationOutcome.TargetUnbounded)]
    [InlineData("sin(1e9*x)/1e9", "1.1", Verdict.Proved, CertificationOutcome.Reached)]
    [InlineData("x^2+sin(1e9*x)/1e9", "0.0040", Verdict.Proved, CertificationOutcome.Reached)]
    public void Poles_gaps_and_ripples_are_decided_where_they_can_be(string target, string claim, Verdict verdict, CertificationOutcome outcome)
    {
        Decision decision = ErrorCertification.Decide(Square, Target.Parse(target), Rational.Parse(claim));
        (decision.Verdict, decision.Outcome).Should().Be((verdict, outcome));
        decision.Message.Should().EndWith(".").And.NotContain(": whether");
    }

    [Fact]
    public void What_is_known_at_once_is_not_searched_for()
    {
        ErrorCertification.Decide(Square, Target.Parse("x^2"), 2).Should().BeEquivalentTo(new { Verdict = Verdict.Proved, Pieces = 0L });
        ErrorCertification.Decide(Square, Target.Parse("x^2+1"), Rational.Parse("0.9")).Should().BeEquivalentTo(new { Verdict = Verdict.Refuted, Pieces = 0L });
    }

    [Fact]
    public void The_answer_does_not_change_from_run_to_run()
    {
        foreach (string claim in new[] { "0.27", "0.29" })
        {
            Decision Run() => ErrorCertification.Decide(Square, Target.Parse("exp(-x)*abs(sin(9*x))/2"), Rational.Parse(claim));
            Decision first = Run();
            Run().Should().BeEquivalentTo(first);
        }
    }

    [Fact]
    public void Work_that_ends_early_leaves_the_claim_undecided_and_a_proved_interval()
    {
        var target = Target.Parse("x^2+exp(x)/9-abs(x-1/3)");
        CertifiedError full = ErrorCertification.Certify(Square, target, new CertificationOptions(1e-12)).Error!;
        Rational claim = full.Upper * (1 + Dyadic.PowerOfTwo(-60));
        Decision early = ErrorCertification.Decide(Square, target, claim, new DecisionOptions(MaximumWork: 1));
        (early.Verdict, early.Outcome).Should().Be((Verdict.Undecided, CertificationOutcome.WorkLimit));
        (early.Error!.Lower <= full.Upper && early.Error.Upper >= full.Lower).Should().BeTrue();
        ErrorCertification.Decide(Square, target, claim).Verdict.Should().Be(Verdict.Proved);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Decision stopped = ErrorCertification.Decide(Square, target, claim, cancellationToken: cancelled.Token);
        (stopped.Verdict, stopped.Outcome).Should().Be((Verdict.Undecided, CertificationOutcome.Cancelled));
        ErrorCertification.Decide(Square, target, claim, new DecisionOptions(TimeSpan.Zero)).Outcome.Should().Be(CertificationOutcome.TimeLimit);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Action negative = () => ErrorCertification.Decide(Square, Target.Parse("x"), -1);
        Action work = () => ErrorCertification.Decide(Square, Target.Parse("x"), 1, new DecisionOptions(MaximumWork: 0));
        Action twoVariables = () => ErrorCertification.Decide(Square, Target.Parse("x*y"), 1);
        negative.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*-1*never below 0*");
        work.Should().Throw<ArgumentOutOfRangeException>();
        twoVariables.Should().Throw<ArgumentException>().WithMessage("*2 variables*1 inputs*");
        Decision ofCode = ErrorCertification.Decide(Square, Target.FromDelegate("mine", 1, x => x[0], 1), 1);
        (ofCode.Verdict, ofCode.Outcome).Should().Be((Verdict.Undecided, CertificationOutcome.NoFormula));
    }

    private static bool AgreesOnAllSides(Network network, Target target, Func<Rational, Rational> f, Rational exact)
    {
        Decision At(Rational claim) => ErrorCertification.Decide(network, target, claim);
        return new[] { exact, exact * (1 + Little), exact * Rational.Parse("1.3") }.All(claim => At(claim).Verdict == Verdict.Proved)
            && (exact.IsZero || new[] { exact * (1 - Little), exact * Rational.Parse("0.7") }.All(claim => Exceeds(At(claim), network, target, f)));
    }

    // Checked without the certifier: the network by its definition, the target by its formula in u.
    private static bool Exceeds(Decision decision, Network network, Target target, Func<Rational, Rational> f)
    {
        Rational u = decision.Verdict == Verdict.Refuted ? target.Domain.ToUnit(0, decision.Counterexample[0]) : -1;
        return u >= 0 && u <= 1 && Rational.Abs(ExactEvaluator.Evaluate(network, [u])[0] - f(u)) > decision.Claim;
    }

    private static Rational Chebyshev(int k, Rational y)
    {
        (Rational before, Rational value) = (1, y);
        for (int i = 1; i < k; i++)
        {
            (before, value) = (value, (2 * y * value) - before);
        }

        return value;
    }

    private static Rational Max(Rational a, Rational b) => a > b ? a : b;
}
