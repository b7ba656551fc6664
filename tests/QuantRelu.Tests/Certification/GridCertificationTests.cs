using CsCheck;
using FluentAssertions;
using QuantRelu.Certification;
using QuantRelu.Certification.SeveralDimensions;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Targets;
using QuantRelu.Tests.Constructions.Hinges;
using QuantRelu.Tests.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification;

/// <summary>Against samples on a grid the greatest difference is known exactly, wherever it is.</summary>
public class GridCertificationTests
{
    // max(x - y, 0).
    private static readonly Network Ramp = new IntegerNetwork(2, [[new([1, -1], 0)], [new([4], 0)]]).Realize(CodebookFamily.Halves);

    /// <summary>With f = 1/7 + x(1 - y) the difference is 1/7 + x(1 - y) above the diagonal and 1/7 + y(1 - x) below it: greatest in its middle.</summary>
    [Fact]
    public void A_tie_in_the_middle_of_an_edge_is_proved_and_less_is_refuted_there()
    {
        var corner = Rational.Create(1, 7);
        Target target = new GridTable([0, 1], [0, 1], [[corner, corner + 1], [corner, corner]]).ToTarget("t");
        Rational exact = corner + Rational.Create(1, 4);
        ErrorCertification.Decide(Ramp, target, exact).Verdict.Should().Be(Verdict.Proved);
        Decision below = ErrorCertification.Decide(Ramp, target, exact - Dyadic.PowerOfTwo(-200));
        below.Verdict.Should().Be(Verdict.Refuted);
        below.Counterexample.Should().Equal(Rational.Create(1, 2), Rational.Create(1, 2));
        CertifiedError error = ErrorCertification.Certify(Ramp, target).Error!;
        ((Rational)error.Lower <= exact && exact <= error.Upper && error.Upper - error.Lower < Dyadic.PowerOfTwo(-50)).Should().BeTrue();
    }

    /// <summary>Lattice points never exceed the upper end, and the lower end is attained at a point that is told: exact values come from elsewhere.</summary>
    [Fact]
    public void The_interval_is_narrow_holds_all_points_and_its_lower_end_is_attained() =>
        Gen.Select(GridTables.Tables, IntegerNetworks.Any(2), Gen.Int[0, 6], Gen.Int[1, 12]).Sample((table, integer, low, width) =>
        {
            var domain = Domain.Create(
                (Rational.Create(low, 3), Rational.Create(low + width, 3)), (Rational.Create(-low, 5), Rational.Create((3 * width) - low, 5)));
            Target target = low % 2 == 0 ? table.ToTarget("t") : table.ToTarget("t").On(domain);
            Network network = integer.Realize(CodebookFamily.Halves);
            Rational Difference(Rational u, Rational v) => Rational.Abs(ExactEvaluator.Evaluate(network, [u, v])[0]
                - GridTables.Bilinear(table, target.Domain.FromUnit(0, u), target.Domain.FromUnit(1, v)));
            CertifiedError error = ErrorCertification.Certify(network, target).Error!;
            bool isRight = error.Upper - error.Lower <= error.Upper * Dyadic.PowerOfTwo(-50);
            for (int p = 0; p <= 12; p++)
            {
                isRight &= Enumerable.Range(0, 13).All(q => Difference(Rational.Create(p, 12), Rational.Create(q, 12)) <= error.Upper);
            }

            Rational below = error.Lower * (1 - Dyadic.PowerOfTwo(-60));
            Decision refuted = ErrorCertification.Decide(network, target, below);
            isRight &= error.Upper.Sign == 0 || (refuted.Verdict == Verdict.Refuted && refuted.Counterexample.Length == 2
                && Difference(target.Domain.ToUnit(0, refuted.Counterexample[0]), target.Domain.ToUnit(1, refuted.Counterexample[1])) > below);
            return isRight && ErrorCertification.Decide(network, target, error.Upper).Verdict == Verdict.Proved;
        }, iter: 60);

    /// <summary>Boxes serve where there are too many regions: what they prove contains the exact error.</summary>
    [Fact]
    public void Boxes_prove_an_interval_around_the_same_error() =>
        Gen.Select(GridTables.Tables, IntegerNetworks.Any(2)).Sample((table, integer) =>
        {
            Target target = table.ToTarget("t");
            Network network = integer.Realize(CodebookFamily.Halves);
            CertifiedError exact = ErrorCertification.Certify(network, target).Error!;
            var bracket = new Bracket(null);
            new BoxCertification(ReluForm.Of(network), target, new Goal.Narrow(0.05), 20_000, bracket).Run(default);
            return bracket.Error is { } boxes && boxes.Lower <= exact.Upper && exact.Lower <= boxes.Upper
                && boxes.Upper <= exact.Upper * Rational.Parse("1.06");
        }, iter: 12);
}
