using QuantRelu.Graph;

namespace QuantRelu.Circuits;

/// <summary>
/// Where the outputs of a realized stage stand among its units: array by array, copy by copy, output by output, each with its copies side by side.
/// </summary>
internal sealed class SourceLayout
{
    private readonly long[] _first;
    private readonly long[] _unitsPerCopy;
    private readonly int[][] _positions;

    /// <summary>A layout from the copies of each output of each array, where each array begins and how many units one copy of it has.</summary>
    public SourceLayout(int[][] copies, long[] first, long[] unitsPerCopy)
    {
        _first = first;
        _unitsPerCopy = unitsPerCopy;
        _positions = copies.Select(c => c.Select((_, o) => c.Take(o).Sum()).ToArray()).ToArray();
    }

    /// <summary>The layout of a realized stage.</summary>
    public static SourceLayout Of(Stage realized, CircuitStage stage, int[][] copies)
    {
        var first = new List<long>();
        var unitsPerCopy = new List<long>();
        long units = 0;
        int next = 0;
        foreach (CircuitArray array in stage.Arrays)
        {
            first.Add(units);
            unitsPerCopy.Add(realized.Arrays[next].Block.Outputs);
            foreach (Wiring _ in array.Grids)
            {
                units = stage.Sums ? 0 : checked(units + (long)(realized.Arrays[next].Copies * realized.Arrays[next].Block.Outputs));
                next++;
            }
        }

        return new SourceLayout(copies, [.. first], [.. unitsPerCopy]);
    }

    /// <summary>The unit that copy 0 of a grid reads, and the step along each grid axis.</summary>
    /// <exception cref="InvalidOperationException">Outputs that a source steps over have different copies, so that no affine rule finds them.</exception>
    public (long First, ImmutableArray<long> Steps) Locate(Source source, ImmutableArray<long> radices)
    {
        int[] positions = _positions[source.Array];
        long first = _first[source.Array] + (source.Copy * _unitsPerCopy[source.Array]) + positions[source.Output];
        var steps = new long[radices.Length];
        for (int c = 0; c < steps.Length; c++)
        {
            long copyStep = (source.CopyStrides?[c] ?? 0) * _unitsPerCopy[source.Array];
            steps[c] = copyStep + OutputStep(positions, source.Output, source.OutputStrides?[c] ?? 0, radices[c]);
        }

        return (first, [.. steps]);
    }

    private static long OutputStep(int[] positions, int output, long stride, long radix)
    {
        if (stride == 0 || radix == 1)
        {
            return 0;
        }

        int step = positions[output + stride] - positions[output];
        for (long k = 1; k < radix; k++)
        {
            if (positions[output + (k * stride)] - positions[output] != k * step)
            {
                throw new InvalidOperationException($"Outputs {output} and {output + (k * stride)} do not stand at equal steps.");
            }
        }

        return step;
    }
}
