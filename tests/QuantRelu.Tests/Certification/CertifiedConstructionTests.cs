using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Certification;

/// <summary>What the constructions claim, against what is proved of the networks that they build.</summary>
public class CertifiedConstructionTests
{
    private static readonly Target[] Targets =
    [
        .. new[] { "sine", "runge", "chirp", "zigzag" }.Select(name => NamedTargets.Get(name).Target),
        Target.Parse("abs(sin(7*x))/7"), Target.Parse("exp(-x)*x").On(Domain.Parse("-1/3:2", 1)),
    ];

    public static TheoryData<int, Quantization> Codebooks =>
        new() { { 2, Quantization.Nonlinear }, { 4, Quantization.Nonlinear }, { 2, Quantization.Linear }, { 6, Quantization.Linear } };

    [Theory]
    [MemberData(nameof(Codebooks))]
    public void The_error_bound_of_Theorems_1_and_2_is_at_least_the_certified_error(int lambda, Quantization quantization)
    {
        foreach (Target target in Targets)
        {
            int n = Math.Min(target.Smoothness, 2);
            Check(PaperConstructions.Independent.Build(new NetworkRequest(
                target, Rational.Parse(n == 1 ? "0.3" : "0.2"))
            { Family = CodebookFamily.Of(lambda, quantization), Smoothness = n }), target);
        }
    }

    [Theory]
    [MemberData(nameof(Codebooks))]
    public void The_error_bound_of_Theorems_3_and_4_is_at_least_the_certified_error(int lambda, Quantization quantization)
    {
        foreach (Target target in Targets)
        {
            Check(PaperConstructions.Dependent.Build(
                new NetworkRequest(target, Rational.Parse(lambda == 2 ? "0.03" : "0.01")) { Family = CodebookFamily.Of(lambda, quantization) }), target);
        }
    }

    [Fact]
    public void One_wrong_code_is_caught_or_proved_to_be_harmless()
    {
        var target = Target.Parse("cubic");
        ConstructedNetwork built = PaperConstructions.Dependent.Build(new NetworkRequest(target, Rational.Parse("0.1")));
        Dyadic claimed = Dyadic.FromDouble(built.Provenance.ErrorBound!.Value);
        int caught = 0;
        for (int seed = 0; seed < 25; seed++)
        {
            CertifiedError error = ErrorCertification.Certify(Mutations.OfOneCode(built.Network, seed), target).Error!;
            (error.Lower > claimed || error.Upper <= claimed).Should().BeTrue("mutation {0} is in [{1}, {2}]", seed, error.Lower, error.Upper);
            caught += error.Lower > claimed ? 1 : 0;
        }

        caught.Should().BeGreaterThan(6);
    }

    [Fact]
    public void A_table_of_samples_is_certified_exactly()
    {
        var samples = Enumerable.Range(0, 8).Select(i => (Rational.Create((i * i) + i, 7), Rational.Create((i * 5) % 7, 3))).ToArray();
        Target target = new SampleTable(samples).ToTarget("table");
        ConstructedNetwork built = PaperConstructions.Dependent.Build(new NetworkRequest(target, Rational.Parse("0.05")));
        Rational exact = ExactErrors.FromLines(
            built.Network, u => Interpolated(samples, target.Domain.FromUnit(0, u)), [.. samples.Select(s => target.Domain.ToUnit(0, s.Item1))]);
        CertifiedError error = ErrorCertification.Certify(built.Network, target).Error!;
        (error.Lower <= exact && exact <= error.Upper).Should().BeTrue();
        (error.Upper - error.Lower).Should().BeLessThanOrEqualTo(error.Upper.Scale(-51));
        Check(built, target);

        Target wider = target.On(Domain.Parse("-3:9", 1));
        Rational beyond = ExactErrors.FromLines(
            built.Network, u => Interpolated(samples, wider.Domain.FromUnit(0, u)), [.. samples.Select(s => wider.Domain.ToUnit(0, s.Item1))]);
        CertifiedError there = ErrorCertification.Certify(built.Network, wider).Error!;
        (there.Lower <= beyond && beyond <= there.Upper).Should().BeTrue("beyond its ends the table is constant");
    }

    private static void Check(ConstructedNetwork built, Target target)
    {
        CertificationResult result = ErrorCertification.Certify(built.Network, target);
        result.Outcome.Should().Be(CertificationOutcome.Reached);
        DirectedRounding.Up(result.Error!.Upper).Should().BeLessThanOrEqualTo(built.Provenance.ErrorBound!.Value, "that is claimed for {0}", target);
        MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), target, 300, seed: 3);
        measured.Value.Should().BeLessThanOrEqualTo(DirectedRounding.Up(result.Error.Upper) + 1e-14);
    }

    private static Rational Interpolated((Rational X, Rational Y)[] samples, Rational x)
    {
        int right = Array.FindIndex(samples, s => s.X >= x);
        if (right <= 0)
        {
            return right == 0 ? samples[0].Y : samples[^1].Y;
        }

        ((Rational X, Rational Y) a, (Rational X, Rational Y) b) = (samples[right - 1], samples[right]);
        return a.Y + ((x - a.X) / (b.X - a.X) * (b.Y - a.Y));
    }
}
