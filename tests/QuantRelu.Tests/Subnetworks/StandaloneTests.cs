using CsCheck;
using FluentAssertions;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Tests.Subnetworks;

public class StandaloneTests
{
    private static readonly Gen<CodebookFamily> Families = Gen.OneOf(
        Gen.Int[2, 16].Select(lambda => CodebookFamily.Nonlinear(lambda)),
        Gen.Int[1, 8].Select(half => CodebookFamily.Of(2 * half, Quantization.Linear)));

    private static bool Holds(ConstructedNetwork built)
    {
        Provenance claims = built.Provenance;
        Target target = Target.Parse(claims.Target, claims.Domain.Dimension).On(claims.Domain);
        MeasuredError measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), target, 100, 1);
        double rounding = measured.Exact ? 4e-15 : 1e-12;
        return built.Network.Validate().Length == 0 && measured.Value <= claims.ErrorBound + rounding;
    }

    [Fact]
    public void Every_one_keeps_its_claim_on_its_domain_over_every_codebook() =>
        Gen.Select(Families, Gen.Int[1, 7], Gen.Int[-64, 64], Gen.Int[0, 4]).Sample(
            (family, r, k, p) =>
                Holds(Standalone.Square(r, family))
                && Holds(Standalone.Multiply(r, family))
                && Holds(Standalone.CompactSquare(r, family))
                && Holds(Standalone.CompactMultiply(r, family))
                && Holds(Standalone.Weight(Rational.Create(k, 64 + p), r + 3, family))
                && Holds(Standalone.AbsoluteValue(family))
                && Holds(Standalone.Scale(Dyadic.Create((2 * k) + 1, p - 4), family))
                && Holds(Standalone.PartitionOfUnity(p, [Math.Abs(k) % ((1 << p) + 1)], r, family))
                && Holds(Standalone.PartitionOfUnity(p, [0, Math.Abs(k) % ((1 << p) + 1)], r, family)),
            iter: 25);

    [Fact]
    public void Squaring_has_the_papers_layers_behind_one_that_copies_the_input()
    {
        // A weight of 1/2 halves x on the way to its copies: 4 copies instead of 2, so 2 more connections for each of the 20 units.
        NetworkCounts counts = Standalone.Square(4, CodebookFamily.Halves).Network.Count();
        (counts.Depth, (int)counts.Width, (int)counts.Weights).Should().Be(((3 * 4) + 2, 20, (314 * 4) - 244 + 4 + (2 * 20)));
    }

    [Theory]
    [InlineData("9/8", 3)]
    [InlineData("-2", 3)]
    [InlineData("1/2", 0)]
    [InlineData("1/2", WeightConstruction.MostPrecision + 1)]
    public void A_weight_or_precision_outside_its_range_is_refused(string weight, int t)
    {
        Action build = () => Standalone.Weight(Rational.Parse(weight), t, CodebookFamily.Halves);
        build.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Other_arguments_outside_their_ranges_are_refused()
    {
        var family = CodebookFamily.Halves;
        Action[] builds =
        [
            () => Standalone.Square(0, family), () => Standalone.Square(501, family),
            () => Standalone.CompactSquare(0, family), () => Standalone.CompactMultiply(501, family), () => Standalone.Scale(0, family),
            () => Standalone.Scale(Dyadic.PowerOfTwo(61), family),
            () => Standalone.PartitionOfUnity(31, [0], 1, family), () => Standalone.PartitionOfUnity(2, [5], 1, family),
            () => Standalone.PartitionOfUnity(2, [], 1, family),
            () => Standalone.Square(2, CodebookFamily.Linear(3)), () => Standalone.Square(2, CodebookFamily.Nonlinear(1)),
        ];
        builds.Should().AllSatisfy(build => build.Should().Throw<ArgumentOutOfRangeException>());
    }
}
