namespace QuantRelu.Evaluation;

/// <summary>
/// What is known of the values of each unit at the points of a chunk, found when first asked for: at which points it is not 0,
/// one bit per point, and whether it is the same at all points.
/// </summary>
internal sealed class RowFacts(PointValues values)
{
    private readonly ulong[]?[] _masks = new ulong[]?[values.Units];
    private readonly bool?[] _constant = new bool?[values.Units];

    /// <summary>Words of 64 points.</summary>
    public int Words => (values.Points + 63) / 64;

    /// <summary>The points that one word holds.</summary>
    public ulong All(int word)
    {
        int points = values.Points - (word * 64);
        return points >= 64 ? ulong.MaxValue : (1UL << points) - 1;
    }

    /// <summary>The points at which a unit is not 0, word by word.</summary>
    public ulong[] NonZero(long unit) => _masks[unit] ??= Mask(values.Row(unit));

    /// <summary>True when a unit has the same value, bit for bit, at all points.</summary>
    public bool IsConstant(long unit) => _constant[unit] ??= !values.Row(unit).AsSpan(1, values.Points - 1).ContainsAnyExcept(values.Row(unit)[0]);

    private ulong[] Mask(double[] row)
    {
        var mask = new ulong[Words];
        for (int p = 0; p < values.Points; p++)
        {
            if (row[p] != 0)
            {
                mask[p / 64] |= 1UL << (p % 64);
            }
        }

        return mask;
    }
}
