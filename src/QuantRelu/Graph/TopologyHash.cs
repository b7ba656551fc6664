using System.Numerics;

namespace QuantRelu.Graph;

/// <summary>
/// A digest (SHA-256, hexadecimal) of units, connections and of which biases exist, layer by layer, without the codes: equal for two networks
/// exactly when their topologies are equal, however their blocks are cut, and so for every file of one network.
/// </summary>
/// <remarks>
/// Digested are the numbers d of inputs and of layers, and then for each layer its number of units and for each unit twice the number of its
/// connections, one more if it has a bias, and by ascending column the gap to the column before it: c_1, c_2 - c_1 - 1, ... Each number is
/// written in groups of seven bits, the lowest first, with the eighth bit set in all but the last.
/// </remarks>
public static class TopologyHash
{
    /// <summary>The most units, connections, biases and copies of blocks together: every one of them is looked at.</summary>
    public const int MostParts = 1 << 24;

    /// <summary>The digest of a network; null when it has more than <see cref="MostParts"/> parts, and then there is its <see cref="BlockHash"/>.</summary>
    public static string? Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (Parts(network) > MostParts)
        {
            return null;
        }

        using var digest = new NumberDigest();
        digest.Append(network.Inputs);
        digest.Append(network.Stages.Sum(s => s.Depth));
        foreach (Stage stage in network.Stages)
        {
            for (int l = 0; l < stage.Depth; l++)
            {
                Append(digest, stage, l);
            }
        }

        return digest.Finish();
    }

    private static BigInteger Parts(Network network)
    {
        NetworkCounts counts = network.Count();
        return network.Stages.SelectMany(s => s.Arrays).Aggregate(counts.Units + counts.Weights, (sum, a) => sum + a.Copies);
    }

    private static void Append(NumberDigest digest, Stage stage, int l)
    {
        digest.Append((long)stage.Units(l));
        if (stage.Sums && l > 0 && l == stage.Depth - 1)
        {
            AppendSums(digest, stage, l);
            return;
        }

        long offset = 0;
        foreach (BlockArray array in stage.Arrays)
        {
            SparseLayer layer = array.Block.Layers[l];
            long[] sources = new long[array.Block.Inputs];
            for (long copy = 0; copy < array.Copies; copy++)
            {
                if (l == 0)
                {
                    array.Sources(copy, sources);
                }

                for (int unit = 0; unit < layer.Units; unit++)
                {
                    ReadOnlySpan<int> row = Row(layer, unit);
                    digest.AppendUnit(row.Length, layer.Biases[unit] != SparseLayer.NoBias);
                    digest.AppendColumns(row, offset, l == 0 ? sources : []);
                }

                offset += l == 0 ? 0 : array.Block.Layers[l - 1].Units;
            }
        }
    }

    // All copies of all arrays are connected to the same units. A stage of one layer is a single copy and has no sum.
    private static void AppendSums(NumberDigest digest, Stage stage, int l)
    {
        for (int unit = 0; unit < stage.Arrays[0].Block.Outputs; unit++)
        {
            BigInteger connections = stage.Arrays.Aggregate(BigInteger.Zero, (sum, a) => sum + (a.Copies * Row(a.Block.Layers[l], unit).Length));
            digest.AppendUnit((long)connections, stage.Arrays[0].Block.Layers[l].Biases[unit] != SparseLayer.NoBias);
            long offset = 0;
            foreach (BlockArray array in stage.Arrays)
            {
                for (long copy = 0; copy < array.Copies; copy++, offset += array.Block.Layers[l - 1].Units)
                {
                    digest.AppendColumns(Row(array.Block.Layers[l], unit), offset, []);
                }
            }
        }
    }

    private static ReadOnlySpan<int> Row(SparseLayer layer, int unit) => layer.Columns.AsSpan()[layer.RowStarts[unit]..layer.RowStarts[unit + 1]];
}
