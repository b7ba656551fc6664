using System.Security.Cryptography;
using System.Text;

namespace QuantRelu.Graph;

/// <summary>
/// A digest (SHA-256, hexadecimal) of the blocks that a network is kept as, without the codes: what tells topologies apart where there are
/// too many units for <see cref="TopologyHash"/>. It is equal for two networks of one construction exactly when their topologies are equal;
/// one network that is cut into other blocks, as in a flat file, has another one.
/// </summary>
public static class BlockHash
{
    /// <summary>The digest of a network of any size.</summary>
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

                string strides = string.Join(';', array.Strides.Select(s => string.Join(',', s)));
                string points = array.Selection is { } selection ? " at " + string.Join(',', selection) : string.Empty;
                Append(hash, $"array {block} {string.Join(',', array.Radices)} {string.Join(',', array.Bases)} {strides}{points}");
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Of(Block block)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SparseLayer layer in block.Layers)
        {
            string biases = string.Concat(layer.Biases.Select(b => b == SparseLayer.NoBias ? '-' : 'b'));
            Append(hash, $"layer {string.Join(',', layer.RowStarts)} {string.Join(',', layer.Columns)} {biases}");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
}
