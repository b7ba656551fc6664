using CsCheck;
using FluentAssertions;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Certification;

public class ErrorCertificationTests
{
    private const double Tolerance = 1e-3;
    private static readonly Gen<Rational> Coefficient = Gen.Select(Gen.Int[-40, 40], Gen.Int[1, 30], (p, q) => Rational.Create(p, q));
    private static readonly Gen<Rational> Knot = Gen.Select(Gen.Int[0, 30], Gen.Int[30, 60], (p, q) => Rational.Create(p, q));
    private static readonly Network Half =
        new(1, Codebook.Halves, [new Stage([BlockArray.Single(new Block(1, [new SparseLayer([0, 1], [0], [1], [SparseLayer.NoBias])]))])]);
    private static readonly Network Square = Standalone.Square(4, CodebookFamily.Halves).Network;

    [Fact]
    public void The_interval_holds_the_exact_error_of_random_networks_against_quadratic_targets() =>
        Gen.Select(RandomNetworks.Any, Coefficient, Coefficient, Coefficient).Sample((network, a, b, c) =>
            Holds(network, Target.Parse($"({a})+({b})*x+({c})*x^2", 1), ExactErrors.FromQuadratic(network, a, b, c)), iter: 2000);

    [Fact]
    public void The_interval_holds_the_exact_error_against_targets_with_kinks() =>
        Gen.Select(RandomNetworks.Any, Coefficient, Coefficient, Knot, Knot).Sample((network, a, b, k, l) =>
        {
            Rational[] knots = [k, l, (k + l) / 2];
            var target = Target.Parse($"({a})*max(x-{k},0)+({b})*min(abs(x-{k}),abs(x-{l}))", 1);
            Rational F(Rational u) => (a * Max(u - k, 0)) + (b * Min(Rational.Abs(u - k), Rational.Abs(u - l)));
            return Holds(network, target, ExactErrors.FromLines(network, F, knots));
        }, iter: 40);

    [Fact]
    public void A_domain_with_any_exact_ends_is_seen_exactly() =>
        Gen.Select(RandomNetworks.Any, Coefficient, Coefficient, Gen.Int[1, 9]).Sample((network, c, low, width) =>
        {
            Target target = Target.Parse($"({c})*x^2", 1).On(Domain.Create((low, low + Rational.Create(width, 7))));
            Rational w = Rational.Create(width, 7);
            return Holds(network, target, ExactErrors.FromQuadratic(network, c * low * low, 2 * c * low * w, c * w * w));
        }, iter: 40);

    [Fact]
    public void The_error_of_squaring_is_found_where_it_is_attained()
    {
        CertificationResult result = ErrorCertification.Certify(Square, Target.Parse("x^2"));
        result.Outcome.Should().Be(CertificationOutcome.Reached);
        Dyadic exact = Dyadic.PowerOfTwo(-10);
        result.Error!.Lower.Should().BeLessThanOrEqualTo(exact);
        result.Error.Upper.Should().BeGreaterThanOrEqualTo(exact);
        (result.At[0] * 32 % 2).Should().BeApproximately(1, 1e-3, "the chords of x² are farthest from it at their middles");
    }

    [Fact]
    public void A_tighter_tolerance_gives_a_tighter_interval_that_lies_in_the_looser_one_or_meets_it()
    {
        var target = Target.Parse("sin(3*x)^2/3");
        CertifiedError[] errors =
            [.. new[] { 0.5, 1e-2, 1e-6, 1e-9 }.Select(t => ErrorCertification.Certify(Square, target, new CertificationOptions(t)).Error!)];
        errors.Zip([0.5, 1e-2, 1e-6, 1e-9]).Should().OnlyContain(e => e.First.Upper - e.First.Lower <= Dyadic.FromDouble(e.Second) * e.First.Upper);
        errors.Max(e => e.Lower).Should().BeLessThanOrEqualTo(errors.Min(e => e.Upper));
    }

    [Fact]
    public void Errors_far_below_the_rounding_of_doubles_are_certified_with_more_digits()
    {
        CertificationResult result = ErrorCertification.Certify(Half, Target.Parse("x/2+1e-25*sin(3*x)"));
        result.Outcome.Should().Be(CertificationOutcome.Reached);
        ((double)result.Error!.Lower).Should().BeInRange(0.999e-25, 1e-25);
        ((double)result.Error.Upper).Should().BeInRange(1e-25, 1.001e-25);
    }

    [Fact]
    public void A_network_that_is_its_target_has_error_zero() =>
        ErrorCertification.Certify(Half, Target.Parse("x/2")).Error.Should().Be(new CertifiedError(default, default));

    [Fact]
    public void The_result_does_not_change_from_run_to_run()
    {
        var target = Target.Parse("exp(-x)*abs(sin(9*x))/9");
        CertificationResult first = ErrorCertification.Certify(Square, target);
        for (int i = 0; i < 3; i++)
        {
            ErrorCertification.Certify(Square, target).Should().BeEquivalentTo(first);
        }
    }

    private static bool Holds(Network network, Target target, Rational exact)
    {
        CertificationResult result = ErrorCertification.Certify(network, target);
        (Dyadic lower, Dyadic upper) = (result.Error!.Lower, result.Error.Upper);
        return result.Outcome == CertificationOutcome.Reached && lower <= exact && exact <= upper
            && (upper - lower <= Dyadic.FromDouble(Tolerance) * upper || upper <= Dyadic.PowerOfTwo(-100));
    }

    private static Rational Max(Rational a, Rational b) => a > b ? a : b;

    private static Rational Min(Rational a, Rational b) => a < b ? a : b;
}
