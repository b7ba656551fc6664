using CsCheck;
using FluentAssertions;
using QuantRelu.Certification.SeveralDimensions;
using QuantRelu.Constructions.Paper;
using Xunit;
using Box = QuantRelu.Certification.SeveralDimensions.Box;

namespace QuantRelu.Tests.Certification.SeveralDimensions;

/// <summary>What is remembered of one cell of a grid serves in others, and changes nothing.</summary>
public class BlockMemoryTests
{
    private static readonly ModelSpace Plane = ModelSpace.Of(2);

    [Fact]
    public void A_model_is_the_same_whatever_was_looked_at_before()
    {
        Network network = PaperConstructions.Independent.Build(
            new NetworkRequest(Target.Parse("x*y/4"), Rational.Parse("0.9")) { Smoothness = 2 }).Network;
        PreparedNetwork prepared = PreparedNetwork.Of(network);
        var memory = new BlockMemory();
        int made = 0;
        Gen.Int[0, (1 << 10) - 1].Array[2].Sample(cell =>
        {
            Box box = Small(prepared, cell, 10);
            PolynomialModel? alone = new NetworkOnBox(prepared, Plane, box, new BlockMemory()).Output();
            PolynomialModel? remembered = new NetworkOnBox(prepared, Plane, box, memory).Output();
            (remembered is null).Should().Be(alone is null);
            if (alone is null || remembered is null)
            {
                return;
            }

            made++;
            remembered.HasContents(alone).Should().BeTrue();
            Rational[] middle = [.. box.Center.Select(c => (Rational)Dyadic.FromDouble(c))];
            double value = alone.At(new double[2]), slack = alone.Radius + alone.PointSlack();
            Rational exact = ExactEvaluator.Evaluate(network, middle)[0];
            Rational.Abs(exact - Dyadic.FromDouble(value)).Should().BeLessThanOrEqualTo(Dyadic.FromDouble(slack));
        }, iter: 12, threads: 1);
        made.Should().BeGreaterThan(0);
    }

    [Fact]
    public void Blocks_of_equal_inputs_are_made_once()
    {
        var memory = new BlockMemory();
        var block = new RoundedBlock([], [], []);
        PolynomialModel[] Inputs() => [memory.Shared(PolynomialModel.Constant(Plane, 0.5)), memory.Shared(PolynomialModel.Constant(Plane, 0.25, 1e-3))];
        int made = 0;
        BlockOnBox Make()
        {
            made++;
            return new BlockOnBox([], [], new SplitHints(Plane));
        }

        BlockOnBox first = memory.Of(block, Inputs(), Make);
        memory.Of(block, Inputs(), Make).Should().BeSameAs(first);
        memory.Of(block, [Inputs()[1], Inputs()[0]], Make).Should().NotBeSameAs(first, "the inputs are others");
        memory.Of(new RoundedBlock([], [], []), Inputs(), Make).Should().NotBeSameAs(first, "the block is another");
        made.Should().Be(3);
    }

    [Fact]
    public void A_coarse_model_contains_the_fine_one() =>
        Gen.Select(Gen.Double[-3, 3].Array[Plane.Count], Gen.Double[0, 1e-6]).Sample((coefficients, radius) =>
        {
            var fine = PolynomialModel.Of(Plane, coefficients, radius);
            PolynomialModel coarse = fine.Coarsened();
            Rational moved = coefficients.Zip(coarse.Coefficients.ToArray())
                .Aggregate((Rational)0, (sum, c) => sum + Rational.Abs(Dyadic.FromDouble(c.First) - (Rational)Dyadic.FromDouble(c.Second)));
            return moved + Dyadic.FromDouble(radius) <= Dyadic.FromDouble(coarse.Radius) && coarse.Coarsened().HasContents(coarse)
                && coarse.Coefficients.ToArray().All(c => double.IsInteger(c * (1L << 40)));
        });

    [Fact]
    public void A_weighted_sum_contains_the_exact_one_and_is_exact_where_nothing_is_rounded()
    {
        Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3], Gen.Double[-3, 3], Gen.Double[-3, 3]).Sample((a, b, x, y) =>
        {
            var sum = new PolynomialModel.Sum(Plane);
            sum.Add(new Weight(a, 0), PolynomialModel.Constant(Plane, x));
            sum.Add(new Weight(b, 0), PolynomialModel.Constant(Plane, y));
            sum.Add(new Weight(b, 0));
            PolynomialModel total = sum.Total();
            Rational exact = (Exact(a) * Exact(x)) + (Exact(b) * Exact(y)) + Exact(b);
            return Rational.Abs(exact - Exact(total.Coefficients[0])) <= Exact(total.Radius) && total.Radius < 1e-14;
        });
        var dyadic = new PolynomialModel.Sum(Plane);
        dyadic.Add(new Weight(0.75, 0), PolynomialModel.Constant(Plane, 3.0 / 1024));
        dyadic.Add(new Weight(-0.5, 0), PolynomialModel.Constant(Plane, 5));
        dyadic.Total().Radius.Should().Be(0);
    }

    private static Rational Exact(double value) => Dyadic.FromDouble(value);

    private static Box Small(PreparedNetwork prepared, int[] cell, int levels)
    {
        Box box = Box.Whole(prepared);
        for (int split = 0; split < levels * 2; split++)
        {
            (int axis, double at) = box.Middle();
            (Box left, Box right) = box.Split(axis, at, box.Active);
            box = ((cell[axis] >> (levels - 1 - (split / 2))) & 1) == 0 ? left : right;
        }

        return box;
    }
}
