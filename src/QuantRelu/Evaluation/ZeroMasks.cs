namespace QuantRelu.Evaluation;

/// <summary>For each unit, at which points of a chunk its value is not 0: one bit per point, found when first asked for.</summary>
internal sealed class ZeroMasks(PointValues values)
{
    private readonly ulong[]?[] _masks = new ulong[]?[values.Units];

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
