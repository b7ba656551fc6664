using CsCheck;
using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Claims;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Evaluation;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification;

/// <summary>What is proved of targets that are given by code, from what the caller states of them.</summary>
public class DelegateTargetTests
{
    private static readonly Network Square = Standalone.Square(4, CodebookFamily.Halves).Network;
    private static readonly Gen<Rational> Coefficient = Gen.Select(Gen.Int[-40, 40], Gen.Int[1, 30], (p, q) => Rational.Create(p, q));
    private static readonly CertificationOptions Loose = new(Tolerance: 0.05);

    [Fact]
    public void Formula_derivative_bounds_and_enclosure_prove_brackets_that_all_hold_the_exact_error() =>
        Gen.Select(RandomNetworks.Any, Coefficient, Coefficient, Coefficient).Sample((network, a, b, c) =>
        {
            Rational exact = ExactErrors.FromQuadratic(network, a, b, c);
            return new[] { Target.Parse($"({a})+({b})*x+({c})*x^2", 1), Bounded(a, b, c, orders: 1), Bounded(a, b, c, orders: 2), Enclosed(a, b, c) }
                .All(target => Holds(ErrorCertification.Certify(network, target, Loose), exact));
        }, iter: 40);

    [Fact]
    public void A_domain_with_any_exact_ends_is_seen_exactly() =>
        Gen.Select(RandomNetworks.Any, Coefficient, Gen.Int[1, 9], Gen.Int[1, 9]).Sample((network, c, low, width) =>
        {
            Rational w = Rational.Create(width, 7), from = Rational.Create(low, 3);
            Rational exact = ExactErrors.FromQuadratic(network, c * from * from, 2 * c * from * w, c * w * w);
            var domain = Domain.Create((from, from + w));
            return new[] { Bounded(0, 0, c, orders: 2, reach: 6), Enclosed(0, 0, c) }
                .All(target => Holds(ErrorCertification.Certify(network, target.On(domain), Loose), exact));
        }, iter: 20);

    [Fact]
    public void Values_that_are_off_within_their_stated_error_widen_the_bracket_by_it_and_it_still_holds_the_error()
    {
        const double error = 1.0 / (1 << 14);
        Dyadic exact = Dyadic.PowerOfTwo(-10);
        foreach (double sign in new[] { -1.0, 1 })
        {
            var rough = new DelegateFunction(x => (x[0] * x[0]) + (sign * error * Math.Sin(1e5 * x[0]))) { ValueError = error, DerivativeBounds = [2, 2] };
            CertificationResult result = ErrorCertification.Certify(Square, Target.FromDelegate("square", 1, rough));
            (result.Error!.Lower <= exact && exact <= result.Error.Upper).Should().BeTrue();
            ((double)(result.Error.Upper - result.Error.Lower)).Should().BeInRange(error, 16 * error, "more cannot be known, nor must much be lost");
        }
    }

    [Fact]
    public void A_claim_is_decided_from_derivative_bounds_and_refuted_at_a_point()
    {
        Target target = Bounded(0, 0, 1, orders: 2);
        ErrorCertification.Decide(Square, target, Rational.Create(1, 1000)).Verdict.Should().Be(Verdict.Proved);
        Decision refuted = ErrorCertification.Decide(Square, target, Rational.Create(1, 1040));
        refuted.Verdict.Should().Be(Verdict.Refuted);
        Rational u = refuted.Counterexample[0];
        Rational.Abs(ExactEvaluator.Evaluate(Square, [u])[0] - (u * u)).Should().BeGreaterThan(Rational.Create(1, 1040));
    }

    [Fact]
    public void Functions_of_two_variables_are_certified_too()
    {
        Network network = Standalone.Multiply(2, CodebookFamily.Halves).Network;
        var product = new DelegateFunction(x => x[0] * x[1]) { ValueError = 1e-16, DerivativeBounds = [1, 1] };
        var intervals = new IntervalAlgebra();
        var enclosed = new DelegateFunction(x => x[0] * x[1]) { Enclosure = box => intervals.Multiply(box[0], box[1]) };
        CertifiedError formula = ErrorCertification.Certify(network, Target.Parse("x*y")).Error!;
        foreach (DelegateFunction function in new[] { product, enclosed })
        {
            CertificationResult result = ErrorCertification.Certify(network, Target.FromDelegate("product", 2, function));
            result.Outcome.Should().Be(CertificationOutcome.Reached);
            (result.Error!.Lower <= formula.Upper && formula.Lower <= result.Error.Upper).Should().BeTrue("both hold the same number");
        }
    }

    [Fact]
    public void An_enclosure_that_contradicts_the_values_is_refused_with_the_place()
    {
        var intervals = new IntervalAlgebra();
        Interval Lying(Interval[] box) => box[0].Lower >= Dyadic.Create(3, -2) ? Interval.Point(0) : intervals.Multiply(box[0], box[0]);
        foreach (double? error in new double?[] { null, 1e-12 })
        {
            var function = new DelegateFunction(x => x[0] * x[0]) { ValueError = error, Enclosure = Lying };
            Action certify = () => ErrorCertification.Certify(Square, Target.FromDelegate("square", 1, function));
            certify.Should().Throw<TargetException>().WithMessage("The enclosure of square contradicts its values: near x = 0.*");
        }
    }

    [Fact]
    public void A_value_that_is_not_finite_where_bounds_are_stated_is_refused_with_the_place()
    {
        var hole = new DelegateFunction(x => x[0] == 0.5 ? double.NaN : x[0]) { ValueError = 0, DerivativeBounds = [1] };
        Action certify = () => ErrorCertification.Certify(Square, Target.FromDelegate("hole", 1, hole));
        certify.Should().Throw<TargetException>().WithMessage("hole is not finite at x = 0.5.");
    }

    [Fact]
    public void Values_alone_prove_nothing_whatever_is_known_of_derivatives()
    {
        foreach (DelegateFunction function in new DelegateFunction[] { new(x => x[0]) { DerivativeBounds = [1] }, new(x => x[0]) { ValueError = 0 } })
        {
            ErrorCertification.Certify(Square, Target.FromDelegate("mine", 1, function)).Outcome.Should().Be(CertificationOutcome.NoFormula);
        }
    }

    [Fact]
    public void A_network_of_three_derivatives_is_that_of_the_formula_and_is_certified_with_its_norm_declared()
    {
        var cube = new DelegateFunction(1, (x, k) => k[0] switch { 0 => x[0] * x[0] * x[0] / 8, 1 => 3 * x[0] * x[0] / 8, _ => 3 * x[0] / 4 }, 2)
        {
            ValueError = 1e-16,
            DerivativeBounds = [0.375, 0.75, 0.75],
        };
        Target code = Target.FromDelegate("cube", 1, cube);
        code.Smoothness.Should().Be(3, "two derivatives are computed, and the third is bounded");
        ConstructedNetwork formula = Built(Target.Parse("x^3/8")), built = Built(code);
        formula.Network.SameAs(built.Network).Should().BeTrue();
        built.Provenance.Parameters["normSource"].Should().Be("declared");
        formula.Provenance.Parameters["normSource"].Should().Be("proved");
        Decision decision = ErrorCertification.Decide(built.Network, code, Rational.Create(1, 10));
        decision.Verdict.Should().Be(Verdict.Proved);
    }

    [Fact]
    public void Bounds_that_are_not_numbers_and_functions_without_any_derivative_are_refused()
    {
        foreach (double bad in new[] { -1, double.NaN, double.PositiveInfinity })
        {
            FluentActions.Invoking(() => new DelegateFunction(x => x[0]) { ValueError = bad }).Should().Throw<ArgumentOutOfRangeException>();
            FluentActions.Invoking(() => new DelegateFunction(x => x[0]) { DerivativeBounds = [0, bad] }).Should().Throw<ArgumentOutOfRangeException>();
        }

        FluentActions.Invoking(() => Built(Target.FromDelegate("rough", 1, new DelegateFunction(x => x[0])))).Should().Throw<TargetException>();
    }

    [Fact]
    public void A_derivative_above_its_stated_bound_is_refused_with_the_place()
    {
        var steep = new DelegateFunction(1, (x, k) => k[0] == 0 ? x[0] * x[0] : 2 * x[0], 1) { DerivativeBounds = [1] };
        SobolevNorm.TryFind(Target.FromDelegate("steep", 1, steep), 1, out _, out NormFailure? failure).Should().BeFalse();
        failure!.Message.Should().StartWith("A derivative of order 1 of steep reaches 2 near x = 1, but the bound");
    }

    private static ConstructedNetwork Built(Target target) => PaperConstructions.Independent.Build(
        new NetworkRequest(target, Rational.Create(1, 10)) { Family = CodebookFamily.Nonlinear(2), Smoothness = 3 });

    private static bool Holds(CertificationResult result, Rational exact) =>
        result.Outcome == CertificationOutcome.Reached && result.Error!.Lower <= exact && exact <= result.Error.Upper;

    // a + b x + c x² in doubles, whose error is below 8 roundings of the largest terms, for |x| up to a reach.
    private static Target Bounded(Rational a, Rational b, Rational c, int orders, int reach = 1)
    {
        double size = (double)(Rational.Abs(a) + (Rational.Abs(b) * reach) + (Rational.Abs(c) * reach * reach));
        double[] bounds = [DirectedRounding.Up(Rational.Abs(b) + (2 * Rational.Abs(c) * reach)), DirectedRounding.Up(2 * Rational.Abs(c))];
        var function = new DelegateFunction(Doubles(a, b, c)) { ValueError = Math.ScaleB(size, -49), DerivativeBounds = [.. bounds.Take(orders)] };
        return Target.FromDelegate("quadratic", 1, function);
    }

    private static Target Enclosed(Rational a, Rational b, Rational c)
    {
        var intervals = new IntervalAlgebra(96);
        Interval Values(Interval[] x) => intervals.Add(
            intervals.Constant(a),
            intervals.Add(
                intervals.Multiply(intervals.Constant(b), x[0]), intervals.Multiply(intervals.Constant(c), intervals.Multiply(x[0], x[0]))));
        return Target.FromDelegate("quadratic", 1, new DelegateFunction(Doubles(a, b, c)) { Enclosure = Values });
    }

    private static Func<double[], double> Doubles(Rational a, Rational b, Rational c)
    {
        (double p, double q, double r) = ((double)a, (double)b, (double)c);
        return x => p + (q * x[0]) + (r * x[0] * x[0]);
    }
}
