using CsCheck;
using FluentAssertions;
using QuantRelu.Claims;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Claims;

public class ClaimCheckTests
{
    private static readonly Gen<int> Eighths = Gen.Int[0, 8];

    // All numbers are eighths.
    private static Provenance Claiming(int? measured, (int Lower, int Upper)? certified, int? bound, bool exact = true) =>
        Standalone.Square(2, CodebookFamily.Halves).Provenance with
        {
            Measured = measured is { } m ? new MeasuredError(m / 8.0, [0.5], 10, exact) : null,
            Certified = certified is { } c ? Certified(c.Lower, c.Upper) : null,
            ErrorBound = bound / 8.0,
        };

    private static CertifiedError Certified(int lower, int upper) => new(Dyadic.Create(lower, -3), Dyadic.Create(upper, -3));

    [Fact]
    public void Claims_contradict_each_other_exactly_when_no_error_satisfies_them_all() =>
        Gen.Select(Eighths, Eighths, Eighths, Eighths, Gen.Bool, Gen.Bool, Gen.Bool).Sample((measured, a, b, bound, hasMeasured, hasCertified, hasBound) =>
        {
            (int lower, int upper) = (Math.Min(a, b), Math.Max(a, b));
            Provenance claims = Claiming(hasMeasured ? measured : null, hasCertified ? (lower, upper) : null, hasBound ? bound : null);
            bool possible = Enumerable.Range(0, 9)
                .Any(e => (!hasMeasured || e >= measured) && (!hasCertified || (e >= lower && e <= upper)) && (!hasBound || e <= bound));
            return ClaimCheck.Contradictions(claims).Length == 0 == possible;
        });

    [Fact]
    public void A_proof_refutes_what_it_excludes_and_leaves_claims_that_agree_with_it() =>
        Gen.Select(Eighths, Eighths, Eighths, Eighths, Eighths).Sample((measured, a, b, bound, proved) =>
        {
            (int lower, int upper) = (Math.Min(a, b), Math.Max(a, b));
            Provenance claims = Claiming(measured, (lower, upper), bound);
            CertifiedError proof = Certified(proved, proved);
            int wrong = (measured > proved ? 1 : 0) + (lower > proved || upper < proved ? 1 : 0) + (bound < proved ? 1 : 0);
            Provenance corrected = ClaimCheck.Corrected(claims, proof);
            return ClaimCheck.Refuted(claims, proof).Length == wrong
                && corrected.Certified == proof
                && corrected.Measured == (measured > proved ? null : claims.Measured)
                && corrected.ErrorBound == (bound < proved ? null : claims.ErrorBound)
                && ClaimCheck.Contradictions(corrected).Length == 0;
        });

    [Fact]
    public void A_sentence_names_both_claims_and_their_numbers() =>
        ClaimCheck.Contradictions(Claiming(4, (1, 2), null)).Should()
            .Equal("by the measured error the greatest error is at least 0.49999999999999994, by the certificate at most 0.25");

    [Fact]
    public void A_rounded_measurement_stands_for_what_rounding_leaves_of_it()
    {
        static Provenance Measured(double value, bool exact) => Claiming(null, (4, 4), null) with { Measured = new MeasuredError(value, [0.5], 10, exact) };
        double above = Math.BitIncrement(Math.BitIncrement(0.5));
        ClaimCheck.Contradictions(Measured(Math.BitIncrement(0.5), exact: true)).Should()
            .BeEmpty("it is the double nearest to the difference, which may be below");
        ClaimCheck.Contradictions(Measured(above, exact: true)).Should().ContainSingle();
        ClaimCheck.Contradictions(Measured(above, exact: false)).Should().BeEmpty();
        ClaimCheck.Contradictions(Measured(0.50001, exact: false)).Should().ContainSingle();
        ClaimCheck.Contradictions(Measured(double.NaN, exact: false)).Should().BeEmpty();
    }
}
