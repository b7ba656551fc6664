using CsCheck;
using QuantRelu.Targets;

namespace QuantRelu.Tests.Targets;

/// <summary>Tables on grids for tests, and their interpolation by another formula.</summary>
internal static class GridTables
{
    /// <summary>Tables with 2 to 5 uneven x and y between 0 and 8 and values that are multiples of 1/3.</summary>
    public static Gen<GridTable> Tables { get; } = Gen.Select(Knots, Knots, Gen.Int[-9, 9].Array[25]).Select((x, y, z) => new GridTable(
        x, y, [.. y.Select((_, j) => x.Select((_, i) => Rational.Create(z[(5 * j) + i], 3)).ToArray())]));

    private static Gen<Rational[]> Knots => Gen.Select(Gen.Int[1, 9].Array[5], Gen.Int[2, 5]).Select((steps, count) =>
        Enumerable.Range(0, count).Select(i => Rational.Create(steps.Take(i).Sum(), 5)).ToArray());

    /// <summary>A table of integers.</summary>
    public static GridTable Of(int[] x, int[] y, int[][] rows) =>
        new([.. x.Select(v => (Rational)v)], [.. y.Select(v => (Rational)v)], [.. rows.Select(row => row.Select(v => (Rational)v).ToArray())]);

    /// <summary>Σ z·(area of the rectangle between the point and the opposite corner)/(area of the cell), of the first cell that holds the point.</summary>
    public static Rational Bilinear(GridTable table, Rational x, Rational y)
    {
        Rational Within(Rational v, Rational low, Rational high) => v < low ? low : v > high ? high : v;
        (x, y) = (Within(x, table.X[0], table.X[^1]), Within(y, table.Y[0], table.Y[^1]));
        int i = Enumerable.Range(0, table.X.Length - 1).First(k => x <= table.X[k + 1]);
        int j = Enumerable.Range(0, table.Y.Length - 1).First(k => y <= table.Y[k + 1]);
        Rational left = x - table.X[i], right = table.X[i + 1] - x, below = y - table.Y[j], above = table.Y[j + 1] - y;
        return ((table[i, j] * right * above) + (table[i + 1, j] * left * above) + (table[i, j + 1] * right * below) + (table[i + 1, j + 1] * left * below))
            / ((left + right) * (below + above));
    }
}
