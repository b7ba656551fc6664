using QuantRelu.Graph;

namespace QuantRelu.Tests.Certification;

/// <summary>Networks with one mistake.</summary>
internal static class Mutations
{
    /// <summary>The network with one code of one block, and so of all its copies, changed to another.</summary>
    public static Network OfOneCode(Network network, int seed)
    {
        var random = new Random(seed);
        int number = random.Next(network.Stages.Length);
        Stage stage = network.Stages[number];
        BlockArray array = stage.Arrays[random.Next(stage.Arrays.Length)];
        Block mutant = Block(array.Block, random, network.Codebook.Count);
        BlockArray[] arrays = [.. stage.Arrays.Select(a => a == array ? new BlockArray(mutant, a.Radices, a.Bases, a.Strides, a.Codes, a.Selection) : a)];
        return network.WithStages(network.Stages.Select((s, i) => i == number ? new Stage(arrays, s.Sums) : s));
    }

    private static Block Block(Block block, Random random, int codes)
    {
        (int Layer, int Place)[] places = [.. block.Layers.SelectMany((l, i) =>
            Enumerable.Range(0, l.Codes.Length).Where(k => l.Codes[k] >= 0).Select(k => (i, k)))];
        if (places.Length == 0)
        {
            return block;
        }

        (int number, int place) = places[random.Next(places.Length)];
        SparseLayer layer = block.Layers[number];
        int[] changed = [.. layer.Codes];
        changed[place] = (changed[place] + random.Next(1, codes)) % codes;
        var mutant = new SparseLayer(layer.RowStarts, layer.Columns, [.. changed], layer.Biases);
        return new Block(block.Inputs, [.. block.Layers.Select((l, i) => i == number ? mutant : l)], block.Slots);
    }
}
