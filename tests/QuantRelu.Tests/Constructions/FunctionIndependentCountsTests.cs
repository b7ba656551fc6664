using System.Numerics;
using CsCheck;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Tests.Constructions;

public class FunctionIndependentCountsTests
{
    private static readonly Gen<CodebookFamily> Families = Gen.OneOf(
        Gen.Int[2, 9].Select(CodebookFamily.Nonlinear), Gen.Int[1, 5].Select(b => CodebookFamily.Linear(2 * b)), Gen.Const(CodebookFamily.Free));

    [Fact]
    public void They_are_the_counts_of_the_topology_with_every_unit_in_its_place() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[2, 1_000_000], Families).Sample((d, n, inverse, family) =>
        {
            var error = Rational.Create(1, inverse);
            NetworkCounts whole = FunctionIndependentCounts.Of(d, n, error, family).Whole, built = FunctionIndependent.Topology(d, n, error, family).Count();
            return whole.Layers.SequenceEqual(built.Layers)
                && (whole.BitsPerWeight, whole.CodebookBits, whole.StructureBits) == (built.BitsPerWeight, built.CodebookBits, built.StructureBits);
        }, iter: 60);

    // N = 2^305: no unit of such a network has a number that fits into 64 bits.
    [Fact]
    public void There_is_no_limit_on_the_grid()
    {
        var counts = FunctionIndependentCounts.Of(2, 1, Rational.Create(1, BigInteger.One << 300), CodebookFamily.Nonlinear(3));
        counts.Parameters.LogGrid.Should().Be(305);
        BigInteger lines = (BigInteger.One << 305) + 1;
        counts.Whole.Weights.Should().Be((lines * lines * counts.TermWeights) + (2 * lines * counts.LineWeights) + counts.OtherWeights);
        counts.Whole.Width.Should().BeGreaterThan(lines * lines);
        counts.Parameters.ToString().Should().Contain("N = 2^305");
    }

    [Fact]
    public void What_stands_for_many_is_counted_not_realized()
    {
        FunctionIndependentParameters parameters = new(1, 1, 100, 3, 5);
        Action grid = () => _ = parameters.Grid;
        grid.Should().Throw<OverflowException>().WithMessage("*2^100*");
        FunctionIndependentCounts.Of(parameters, CodebookFamily.Halves).Whole.Weights.Should().BeGreaterThan(BigInteger.One << 100);
    }
}
