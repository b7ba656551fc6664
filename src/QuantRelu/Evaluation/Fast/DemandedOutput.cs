namespace QuantRelu.Evaluation.Fast;

/// <summary>The output of an array's copies on which all depends that reads them: where it is 0, readers are 0 whatever the other outputs are.</summary>
internal static class DemandedOutput
{
    /// <summary>Its number, or null when there is none.</summary>
    /// <param name="array">The array.</param>
    /// <param name="readers">The arrays of the next stage.</param>
    public static int? Of(ArrayKernel array, IReadOnlyList<ArrayKernel> readers)
    {
        for (int output = 0; output < array.Kernel.Outputs; output++)
        {
            if (readers.All(r => Enumerable.Range(0, r.Kernel.Inputs).All(i => !MayRead(r, i, array) || IsGated(r, i, array, output))))
            {
                return output;
            }
        }

        return null;
    }

    private static bool MayRead(ArrayKernel reader, int input, ArrayKernel array)
    {
        long low = reader.Array.Bases[input], high = low;
        for (int c = 0; c < reader.Array.Array.Radices.Length; c++)
        {
            long reach = reader.Array.Strides[input][c] * (reader.Array.Array.Radices[c] - 1);
            low += Math.Min(0, reach);
            high += Math.Max(0, reach);
        }

        return high >= array.FirstUnit && low < array.FirstUnit + (array.Copies * array.Kernel.Outputs);
    }

    // A gate reads the output of the copy of which the input reads something, at every point of the grid.
    private static bool IsGated(ArrayKernel reader, int input, ArrayKernel array, int output)
    {
        int outputs = array.Kernel.Outputs;
        long copy = Math.DivRem(reader.Array.Bases[input] - array.FirstUnit, outputs, out long rest);
        long first = array.FirstUnit + ((rest < 0 ? copy - 1 : copy) * outputs);
        return reader.Array.Strides[input].All(s => s % outputs == 0)
            && reader.Gates.Any(g => reader.Array.Bases[g] == first + output && reader.Array.Strides[g].SequenceEqual(reader.Array.Strides[input]));
    }
}
