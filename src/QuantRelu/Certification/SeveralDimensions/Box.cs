namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>A box in [0, 1]^d with doubles as ends, and the copies of summing stages that may be other than 0 on it.</summary>
internal sealed class Box
{
    private Box(double[] low, double[] high, long[][][] active, int level)
    {
        Low = low;
        High = high;
        Active = active;
        Level = level;
        Center = new double[low.Length];
        Half = new double[low.Length];
        for (int k = 0; k < low.Length; k++)
        {
            Center[k] = low[k] + ((high[k] - low[k]) / 2);
            Half[k] = Math.BitIncrement(Math.Max(high[k] - Center[k], Center[k] - low[k]));
        }
    }

    /// <summary>The lower ends.</summary>
    public double[] Low { get; }

    /// <summary>The upper ends.</summary>
    public double[] High { get; }

    /// <summary>The middle c, a point of the box.</summary>
    public double[] Center { get; }

    /// <summary>h: the box lies in { c + h s : s ∈ [-1, 1]^d }.</summary>
    public double[] Half { get; }

    /// <summary>For each stage and array the copies that may be other than 0; empty where the stage does not sum.</summary>
    public long[][][] Active { get; }

    /// <summary>How many times it was split.</summary>
    public int Level { get; }

    /// <summary>[0, 1]^d, with all copies.</summary>
    public static Box Whole(PreparedNetwork network) => new(
        new double[network.Inputs],
        [.. Enumerable.Repeat(1.0, network.Inputs)],
        [.. network.Stages.Select(s => s.Sums ? s.Arrays.Select(a => Range(a.Copies)).ToArray() : [])],
        0);

    /// <summary>A box by itself, of no network.</summary>
    public static Box Of(double[] low, double[] high) => new(low, high, [], 0);

    /// <summary>The two parts left and right of u_axis = at.</summary>
    public (Box Left, Box Right) Split(int axis, double at, long[][][] active)
    {
        double[] high = (double[])High.Clone(), low = (double[])Low.Clone();
        high[axis] = low[axis] = at;
        return (new Box(Low, high, active, Level + 1), new Box(low, High, active, Level + 1));
    }

    /// <summary>Where to halve it when nothing tells better: its widest side.</summary>
    public (int Axis, double At) Middle()
    {
        int axis = 0;
        for (int k = 1; k < Half.Length; k++)
        {
            axis = Half[k] > Half[axis] ? k : axis;
        }

        return (axis, Center[axis]);
    }

    private static long[] Range(long count)
    {
        var numbers = new long[count];
        for (long i = 0; i < count; i++)
        {
            numbers[i] = i;
        }

        return numbers;
    }
}
