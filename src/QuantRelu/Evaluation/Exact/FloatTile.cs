using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantRelu.Evaluation.Exact;

/// <summary>Points as rows of float, one for each coordinate, and values back as doubles; all of them are floats.</summary>
internal static class FloatTile
{
    /// <summary>Takes points.</summary>
    /// <param name="points">The coordinates, point by point.</param>
    /// <param name="d">Coordinates of a point.</param>
    /// <param name="rows">Coordinate by coordinate.</param>
    /// <param name="stride">From a row to the next.</param>
    public static void Take(ReadOnlySpan<double> points, int d, Span<float> rows, int stride)
    {
        int count = points.Length / d;
        int first = d == 1 ? TakeSingles(points, rows[..count]) : d == 2 ? TakePairs(points, rows[..count], rows.Slice(stride, count)) : 0;
        for (int i = 0; i < d; i++)
        {
            Span<float> row = rows.Slice(i * stride, count);
            for (int p = first; p < row.Length; p++)
            {
                row[p] = (float)points[(p * d) + i];
            }
        }
    }

    /// <summary>Gives values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Give(ReadOnlySpan<float> values, Span<double> results)
    {
        int p = 0;
        results = results[..values.Length];
        for (; p <= values.Length - Vector<float>.Count; p += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[p..]), out Vector<double> low, out Vector<double> high);
            low.CopyTo(results[p..]);
            high.CopyTo(results[(p + Vector<double>.Count)..]);
        }

        for (; p < values.Length; p++)
        {
            results[p] = values[p];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int TakeSingles(ReadOnlySpan<double> points, Span<float> row)
    {
        int p = 0;
        for (; p <= row.Length - Vector<float>.Count; p += Vector<float>.Count)
        {
            Floats(points, p).CopyTo(row[p..]);
        }

        return p;
    }

    // Two floats are the halves of a number of 64 bits, the first one the lower half.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int TakePairs(ReadOnlySpan<double> points, Span<float> first, Span<float> second)
    {
        int p = 0;
        for (; BitConverter.IsLittleEndian && p <= first.Length - Vector<float>.Count; p += Vector<float>.Count)
        {
            Vector<ulong> low = Vector.AsVectorUInt64(Floats(points, 2 * p));
            Vector<ulong> high = Vector.AsVectorUInt64(Floats(points, (2 * p) + Vector<float>.Count));
            Vector.AsVectorSingle(Vector.Narrow(low, high)).CopyTo(first[p..]);
            Vector.AsVectorSingle(Vector.Narrow(low >>> 32, high >>> 32)).CopyTo(second[p..]);
        }

        return p;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Floats(ReadOnlySpan<double> numbers, int at)
    {
        ref double first = ref Unsafe.Add(ref MemoryMarshal.GetReference(numbers), at);
        return Vector.Narrow(Vector.LoadUnsafe(ref first), Vector.LoadUnsafe(ref first, (nuint)Vector<double>.Count));
    }
}
