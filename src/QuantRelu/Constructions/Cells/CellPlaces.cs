namespace QuantRelu.Constructions.Cells;

/// <summary>Where the cells of a parity stand along an axis, and which way their local coordinate runs.</summary>
internal static class CellPlaces
{
    /// <summary>How often the coordinate of a parity is folded: v = Y/2^(folds + 1) is in [0, 1].</summary>
    public static int Folds(int grid) => grid <= 2 ? 0 : System.Numerics.BitOperations.Log2((uint)(grid - 1));

    /// <summary>The number of cell i of a parity.</summary>
    public static long Number(int parity, long i) => (2 * i) + parity;

    /// <summary>
    /// 1 when a = X - (centre), -1 when a = (centre) - X, on cell i of a parity. The centres have odd Y, and every fold but for none turns the wave
    /// upside down at Y = 0.
    /// </summary>
    public static int Direction(int grid, int parity, long i)
    {
        long number = Number(parity, i);
        bool fromRight = grid > 1 && grid % 2 == parity;
        long y = fromRight ? grid - 1 - number : number + (parity == 1 ? 0 : 1);
        int sign = fromRight ? -1 : 1;
        return ((y - 1) / 2 % 2 == 0 ? sign : -sign) * (Folds(grid) > 0 ? -1 : 1);
    }
}
