using System.Numerics;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Onnx;

/// <summary>What the copies of an array read.</summary>
internal static class BlockWiring
{
    /// <summary>True when the copies read all units of the layer before once and in their order: copy k reads units kn, ..., kn + n - 1.</summary>
    public static bool IsIdentity(BlockArray array, BigInteger before)
    {
        BigInteger inputs = array.Block.Inputs, step = inputs;
        if (array.Copies * inputs != before || !array.Bases.Select((b, i) => b == i).All(same => same))
        {
            return false;
        }

        for (int c = array.Radices.Length - 1; c >= 0; c--)
        {
            if (array.Radices[c] > 1 && array.Strides.Any(s => s[c] != step))
            {
                return false;
            }

            step *= array.Radices[c];
        }

        // With a selection the grid has more points than there are copies, unless it selects all.
        return step == before;
    }

    /// <summary>The units that the inputs of the copies read, copy by copy.</summary>
    public static IEnumerable<long> Sources(BlockArray array)
    {
        var sources = new long[array.Block.Inputs];
        for (long copy = 0; copy < array.Copies; copy++)
        {
            array.Sources(copy, sources);
            foreach (long source in sources)
            {
                yield return source;
            }
        }
    }
}
