namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>The lengths of the axes of a tensor, whose elements stand in rows: the last axis runs fastest.</summary>
internal sealed class TensorShape
{
    /// <summary>The most elements of what is computed.</summary>
    public const int MostElements = 1 << 24;

    private const int MostAxes = 32;
    private readonly int[] _lengths;

    private TensorShape(int[] lengths, int count) => (_lengths, Count) = (lengths, count);

    /// <summary>How many axes.</summary>
    public int Rank => _lengths.Length;

    /// <summary>How many elements.</summary>
    public int Count { get; }

    /// <summary>The lengths.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>The length of an axis.</summary>
    public int this[Index axis] => _lengths[axis];

    /// <summary>The shape of something that a file holds; null where there is none such.</summary>
    public static TensorShape? Stored(IReadOnlyList<long> lengths)
    {
        if (lengths.Count > MostAxes || lengths.Any(n => n is < 0 or > int.MaxValue))
        {
            return null;
        }

        long count = lengths.Contains(0) ? 0 : 1;
        foreach (long length in lengths)
        {
            count *= length;
            if (count > int.MaxValue)
            {
                return null;
            }
        }

        return new TensorShape([.. lengths.Select(n => (int)n)], (int)count);
    }

    /// <summary>The shape of something that an operator computes.</summary>
    /// <exception cref="NetworkFormatException">There is no such shape, or it has too many elements.</exception>
    public static TensorShape Of(OnnxNode node, params IReadOnlyList<long> lengths) => Stored(lengths) is { Count: <= MostElements } shape
        ? shape
        : throw node.Refused($"computes a value of the shape {string.Join("x", lengths.Take(8))}; at most {MostElements} elements are read");

    /// <summary>An axis that is counted from the end when it is below 0.</summary>
    /// <exception cref="NetworkFormatException">There is no such axis.</exception>
    public int Axis(OnnxNode node, long axis, int more = 0)
    {
        int rank = Rank + more;
        return axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : throw node.Refused($"names the axis {axis} of {rank}");
    }

    /// <summary>The places of the elements of this shape when axes of length 1 are repeated to fill another one, aligned at their last axes.</summary>
    public int[] Repeated(TensorShape whole)
    {
        var strides = new int[whole.Rank];
        for (int axis = Rank - 1, step = 1; axis >= 0; step *= _lengths[axis--])
        {
            strides[axis + whole.Rank - Rank] = _lengths[axis] == 1 ? 0 : step;
        }

        return Places(whole._lengths, strides, whole.Count);
    }

    /// <summary>The places of the elements when the axes stand in another order.</summary>
    public int[] Permuted(IReadOnlyList<int> order)
    {
        var strides = new int[Rank];
        for (int axis = Rank - 1, step = 1; axis >= 0; step *= _lengths[axis--])
        {
            strides[axis] = step;
        }

        return Places([.. order.Select(a => _lengths[a])], [.. order.Select(a => strides[a])], Count);
    }

    /// <summary>The elements before an axis, along it, and in each of its steps.</summary>
    public (int Before, int Along, int Step) Around(int axis)
    {
        (int before, int step) = (1, 1);
        for (int a = 0; a < Rank; a++)
        {
            (before, step) = (a < axis ? before * _lengths[a] : before, a > axis ? step * _lengths[a] : step);
        }

        return (before, _lengths[axis], step);
    }

    /// <summary>"3x4".</summary>
    public override string ToString() => Rank == 0 ? "of a single number" : string.Join("x", _lengths);

    // Σ digit·stride for every point of a grid, in order.
    private static int[] Places(int[] lengths, int[] strides, int count)
    {
        var places = new int[count];
        var digits = new int[lengths.Length];
        for (int i = 1, place = 0; i < count; i++)
        {
            int axis = lengths.Length - 1;
            while (digits[axis] == lengths[axis] - 1)
            {
                place -= strides[axis] * digits[axis];
                digits[axis--] = 0;
            }

            digits[axis]++;
            places[i] = place += strides[axis];
        }

        return places;
    }
}
