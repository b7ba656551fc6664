using CsCheck;
using FluentAssertions;
using QuantRelu.Numerics;
using QuantRelu.Targets;
using Xunit;

namespace QuantRelu.Tests.Targets;

/// <summary>Samples on a grid are interpolated bilinearly, exactly, and what is said of the function holds.</summary>
public class GridTableTests
{
    private static readonly GridTable Uneven = GridTables.Of([0, 1, 4], [-1, 1], [[2, 0, 6], [1, 5, -3]]);

    [Fact]
    public void It_is_bilinear_between_samples_and_that_of_the_nearest_point_outside()
    {
        (Uneven.At(0, -1), Uneven.At(1, 1), Uneven.At(4, 0), Uneven.At(0.5, 0), Uneven.At(2.5, -1)).Should().Be((2, 5, 1.5, 2, 3));
        (Uneven.At(-7, -9), Uneven.At(9, 9), Uneven.At(9, 0)).Should().Be((2, -3, 1.5));
        Uneven.ExactlyAt(Rational.Create(1, 3), Rational.Create(1, 5)).Should().Be(GridTables.Bilinear(Uneven, Rational.Create(1, 3), Rational.Create(1, 5)));
        Uneven.ExactlyAt(9, Rational.Create(1, 5)).Should().Be(GridTables.Bilinear(Uneven, 4, Rational.Create(1, 5)));
        Uneven.Domain.Should().Be(Domain.Parse("0:4,-1:1", 2));
        Uneven.Slopes.Should().Equal(4, Rational.Create(9, 2));
        (Uneven.Count, Uneven[2, 1]).Should().Be((6, -3));
    }

    /// <summary>Of four samples around a point each has the area of the opposite rectangle: another way to the same number.</summary>
    [Fact]
    public void Everywhere_it_is_the_mean_of_four_samples_by_opposite_areas() =>
        Gen.Select(GridTables.Tables, Gen.Int[-3, 60], Gen.Int[-3, 60]).Sample((table, a, b) =>
        {
            (Rational x, Rational y) = (Rational.Create(a, 7), Rational.Create(b, 7));
            Rational expected = GridTables.Bilinear(table, x, y);
            Target target = table.ToTarget("t"), wide = target.On(Domain.Parse("-1:9,-1:9", 2));
            Rational[] u = [wide.Domain.ToUnit(0, x), wide.Domain.ToUnit(1, y)];
            return table.ExactlyAt(x, y) == expected && Math.Abs(table.At((double)x, (double)y) - (double)expected) < 1e-12
                && wide.Enclosure(u, 200).Contains(expected) && wide.Enclosure(u, 200).Width < Rational.Create(1, 1_000_000_000)
                && Math.Abs(wide.Value([(double)u[0], (double)u[1]]) - (double)expected) < 1e-12;
        }, iter: 300);

    [Fact]
    public void Boxes_hold_the_values_in_them_and_the_range_is_attained() =>
        Gen.Select(GridTables.Tables, Gen.Int[0, 63].Array[4], Gen.Int[0, 16].Array[2]).Sample((table, ends, parts) =>
        {
            Target target = table.ToTarget("t").On(Domain.Parse("-1:9,-1:9", 2));
            double[] low = [Math.Min(ends[0], ends[1]) / 64.0, Math.Min(ends[2], ends[3]) / 64.0];
            double[] high = [(Math.Max(ends[0], ends[1]) + 1) / 64.0, (Math.Max(ends[2], ends[3]) + 1) / 64.0];
            double[] centre = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2], half = [(high[0] - low[0]) / 2, (high[1] - low[1]) / 2];
            Interval range = target.Range([.. low.Zip(high, (a, b) => Interval.Create(Dyadic.FromDouble(a), Dyadic.FromDouble(b)))], new IntervalAlgebra());
            double[] u = [low[0] + ((high[0] - low[0]) * parts[0] / 16), low[1] + ((high[1] - low[1]) * parts[1] / 16)];
            Rational value = GridTables.Bilinear(table, (Dyadic.FromDouble(u[0]) * 10) - 1, (Dyadic.FromDouble(u[1]) * 10) - 1);
            bool isInside = range.Contains(value);
            if (target.Boxes!.Affine(low, high, centre, half) is { } affine)
            {
                double near = affine.Value + (affine.Slopes[0] * (u[0] - centre[0]) / half[0]) + (affine.Slopes[1] * (u[1] - centre[1]) / half[1]);
                isInside &= Math.Abs((double)value - near) <= affine.Radius + 1e-12;
            }

            return isInside;
        }, iter: 300);

    [Fact]
    public void Its_slopes_are_known_along_each_axis_and_are_greatest_where_two_samples_are_neighbours() =>
        GridTables.Tables.Sample(table =>
        {
            Rational across = 0, along = 0;
            for (int i = 0; i < table.X.Length; i++)
            {
                for (int j = 0; j < table.Y.Length; j++)
                {
                    across = i == 0 ? across : Greater(across, (table[i, j] - table[i - 1, j]) / (table.X[i] - table.X[i - 1]));
                    along = j == 0 ? along : Greater(along, (table[i, j] - table[i, j - 1]) / (table.Y[j] - table.Y[j - 1]));
                }
            }

            Target target = table.ToTarget("t");
            Rational steepest = Greater(across * table.Domain.Width(0), along * table.Domain.Width(1));
            SobolevNorm.TryFind(target, 1, out SobolevEstimate? norm, out _).Should().BeTrue();
            return table.Slopes.SequenceEqual([across, along]) && target.LipschitzConstant == DirectedRounding.Up(steepest)
                && norm!.Source == NormSource.Proved && norm.Peaks[1].Value == target.LipschitzConstant
                && norm.Peaks[0].Value == DirectedRounding.Up(table.Values.Max(Rational.Abs));
        }, iter: 100);

    [Fact]
    public void Samples_in_any_order_make_the_same_table() =>
        Gen.Select(GridTables.Tables, Gen.Int[0, 1000]).Sample((table, seed) =>
        {
            var random = new Random(seed);
            (Rational, Rational, Rational)[] samples =
                [.. table.X.SelectMany((x, i) => table.Y.Select((y, j) => (x, y, table[i, j]))).OrderBy(_ => random.Next())];
            Target again = GridTable.FromSamples(samples).ToTarget("other"), target = table.ToTarget("t");
            var half = Domain.Create((table.X[0], (table.X[0] + table.X[^1]) / 2), (table.Y[0], table.Y[^1]));
            return again.IsSameFunction(target) && again.Source == target.Source && again.Source.GetHashCode() == target.Source.GetHashCode()
                && !again.IsSameFunction(target.On(half));
        }, iter: 50);

    [Fact]
    public void Bad_grids_are_refused_with_the_place()
    {
        Refused(() => GridTables.Of([0], [0, 1], [[1], [2]]), "At least 2 x are needed, not 1.*");
        Refused(() => GridTables.Of([0, 1], [0], [[1, 2]]), "At least 2 y are needed, not 1.*");
        Refused(() => GridTables.Of([0, 2, 2], [0, 1], [[1, 2, 3], [1, 2, 3]]), "*x = 2, number 3, stands twice.*");
        Refused(() => GridTables.Of([0, 2], [3, 1], [[1, 2], [1, 2]]), "*y = 1, number 2, is not sorted.*");
        Refused(() => GridTables.Of([0, 2], [0, 1], [[1, 2], [1]]), "There are 2 x, and row 2 has 1 values: each x has one.*");
        Refused(() => GridTables.Of([0, 2], [0, 1], [[1, 2]]), "There are 2 y and 1 rows: each y has one.*");
        Refused(() => GridTable.FromSamples([(0, 0, 1), (0, 1, 2), (1, 0, 3)]), "There is no sample at (x, y) = (1, 1)*");
        Refused(() => GridTable.FromSamples([(0, 0, 1), (0, 1, 2), (1, 0, 3), (1, 1, 4), (1, 0, 3)]), "The sample at (x, y) = (1, 0) stands twice.*");
        FluentActions.Invoking(() => Uneven[3, 0]).Should().Throw<ArgumentOutOfRangeException>();
        new GridSource(Uneven).TryOpen("t", Domain.Unit(1), out _, out string? problem).Should().BeFalse();
        problem.Should().Be("Samples on a grid are a function of two variables, and the domain of the target has 1");
    }

    private static Rational Greater(Rational most, Rational slope) => Rational.Abs(slope) > most ? Rational.Abs(slope) : most;

    private static void Refused(Func<GridTable> make, string message) => make.Should().Throw<ArgumentException>().WithMessage(message);
}
