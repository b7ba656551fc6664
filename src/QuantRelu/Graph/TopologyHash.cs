using System.Security.Cryptography;
using System.Text;

namespace QuantRelu.Graph;

/// <summary>
/// A digest (SHA-256, hexadecimal) of units, connections and of which biases exist, layer by layer, without the codes:
/// equal for two networks of one construction exactly when their topologies are equal.
/// </summary>
public static class TopologyHash
{
    /// <summary>The digest of a network.</summary>
    public static string Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var blocks = new Dictionary<Block, string>();
        Append(hash, $"inputs {network.Inputs}");
        foreach (Stage stage in network.Stages)
        {
            Append(hash, $"stage {stage.Sums}");
            foreach (BlockArray array in stage.Arrays)
            {
                if (!blocks.TryGetValue(array.Block, out string? block))
                {
                    blocks[array.Block] = block = Of(array.Block);
                }

                Append(hash, $"array {block} {string.Join(',', array.Radices)} {string.Join(',', array.Bases)} {string.Join(';', array.Strides.Select(s => string.Join(',', s)))}{(array.Selection is null ? string.Empty : " at " + string.Join(',', array.Selection))}");
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Of(Block block)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SparseLayer layer in block.Layers)
        {
            Append(hash, $"layer {string.Join(',', layer.RowStarts)} {string.Join(',', layer.Columns)} {string.Concat(layer.Biases.Select(b => b == SparseLayer.NoBias ? '-' : 'b'))}");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
}
