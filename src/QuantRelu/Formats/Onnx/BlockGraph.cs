using System.Numerics;
using QuantRelu.Formats.Protobuf;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Onnx;

/// <summary>
/// The operators of a model that stores each block once. The values of a layer are [batch, units], those of several copies of a block
/// [batch, copies, units], and those of a single copy [batch, units] again. Constants are stored, not computed.
/// </summary>
/// <param name="codebook">The weights.</param>
/// <param name="freeBatch">True when the batch is any number of points instead of 1.</param>
internal sealed class BlockGraph(Codebook codebook, bool freeBatch)
{
    private readonly float[] _weights = SingleWeights.Of(codebook);
    private readonly Dictionary<Block, BlockLayer[]> _blocks = [];
    private readonly ModelGraph _graph = new();

    /// <summary>The graph of a network of ReLU units.</summary>
    public static ProtoMessage Of(Network network, bool freeBatch)
    {
        var self = new BlockGraph(network.Codebook, freeBatch);
        string values = "u";
        BigInteger before = network.Inputs;
        for (int s = 0; s < network.Stages.Length; s++)
        {
            Stage stage = network.Stages[s];
            values = self.Stage(stage, $"s{s + 1}", values, before, s == network.Stages.Length - 1);
            before = stage.Units(stage.Depth - 1);
        }

        long? batch = freeBatch ? null : 1;
        return self._graph.Message(OnnxMessages.Matrix("u", batch, network.Inputs), OnnxMessages.Matrix(values, batch, (long)network.Outputs), values);
    }

    /// <summary>The layers of a block that is no constant.</summary>
    public static BlockLayer[] Layers(Block block, string name) =>
        [.. block.Layers.Select((layer, l) => new BlockLayer(layer, l == 0 ? block.Inputs : block.Layers[l - 1].Units, $"{name}_{l + 1}"))];

    // A stage without units is read by nothing.
    private string Stage(Stage stage, string name, string source, BigInteger before, bool last)
    {
        string[] parts = [.. stage.Arrays.Select((array, a) => (Array: array, Name: $"{name}a{a + 1}")).Where(p => p.Array.Block.Outputs > 0)
            .Select(p => ConstantArray.Is(p.Array.Block)
                ? Constant(p.Array, stage.Sums, p.Name)
                : Joined(p.Array, stage.Sums, p.Name, ArrayOf(p.Array, p.Name, source, before)))];
        string values = parts.Length switch
        {
            0 => $"{name}_none",
            1 => parts[0],
            _ => stage.Sums ? _graph.Node("Sum", $"{name}_sum", parts) : _graph.Node("Concat", $"{name}_all", parts, OnnxMessages.Attribute("axis", 1)),
        };
        return last ? _graph.Node("Identity", "y", [values]) : _graph.Node("Relu", $"{name}_out", [values]);
    }

    // [batch, copies, units] as [batch, units] or [batch, copies * units].
    private string Joined(BlockArray array, bool sums, string name, string values)
    {
        if (array.Copies.IsOne)
        {
            return values;
        }

        return sums
            ? _graph.Node("ReduceSum", $"{name}_added", [values, _graph.Integers("copies_axis", [1], [1])], OnnxMessages.Attribute("keepdims", 0))
            : _graph.Node("Reshape", $"{name}_flat", [values, _graph.Integers("flat_shape", [2], [0, -1])]);
    }

    // [1, units], or the same row for every point of the batch.
    private string Constant(BlockArray array, bool sums, string name)
    {
        float[] constants = ConstantArray.Values(array, sums, codebook);
        string row = _graph.Floats($"{name}_constant", [1, constants.Length], s => BlockLayer.Write(s, constants));
        if (!freeBatch)
        {
            return row;
        }

        string batch = _graph.Node("Shape", $"{name}_batch", ["u"], OnnxMessages.Attribute("start", 0), OnnxMessages.Attribute("end", 1));
        string count = _graph.Integers($"{name}_count", [1], [constants.Length]);
        string shape = _graph.Node("Concat", $"{name}_shape", [batch, count], OnnxMessages.Attribute("axis", 0));
        return _graph.Node("Expand", $"{name}_rows", [row, shape]);
    }

    private string ArrayOf(BlockArray array, string name, string source, BigInteger before)
    {
        string values = Inputs(array, name, source, before);
        BlockLayer[] layers = LayersOf(array.Block);
        for (int l = 0; l < layers.Length; l++)
        {
            values = Layer(array, layers[l], $"{name}_{l + 1}", values);
            values = l == layers.Length - 1 ? values : _graph.Node("Relu", $"{name}_{l + 1}_out", [values]);
        }

        return values;
    }

    private string Inputs(BlockArray array, string name, string source, BigInteger before)
    {
        (long copies, long inputs, bool single) = ((long)array.Copies, array.Block.Inputs, array.Copies.IsOne);
        if (!BlockWiring.IsIdentity(array, before))
        {
            string wiring = _graph.Integers($"{name}_wiring", single ? [inputs] : [copies, inputs], BlockWiring.Sources(array));
            return _graph.Node("Gather", $"{name}_in", [source, wiring], OnnxMessages.Attribute("axis", 1));
        }

        return single ? source : _graph.Node("Reshape", $"{name}_in", [source, _graph.Integers($"{name}_shape", [3], [0, copies, inputs])]);
    }

    private string Layer(BlockArray array, BlockLayer layer, string name, string source)
    {
        string[] sums = [
            .. layer.HasFixed ? [_graph.Node("MatMul", $"{name}_fixed", [source, layer.Matrix(_graph, _weights)])] : Array.Empty<string>(),
            .. layer.Open.Length > 0 ? [Chosen(array, layer, name, source)] : Array.Empty<string>()];
        string sum = sums.Length == 1 ? sums[0] : _graph.Node("Add", $"{name}_open", sums);
        return layer.HasBiases ? _graph.Node("Add", $"{name}_sum", [sum, layer.Biases(_graph, _weights)]) : sum;
    }

    // The products of the connections that each copy chooses, added to their units.
    private string Chosen(BlockArray array, BlockLayer layer, string name, string source)
    {
        bool single = array.Copies.IsOne;
        long[] shape = single ? [layer.Open.Length] : [(long)array.Copies, layer.Open.Length];
        string factors = _graph.Floats($"{name}_factors", shape, s => layer.WriteFactors(s, array, _weights));
        string read = layer.ReadsInOrder
            ? source
            : _graph.Node("Gather", $"{name}_read", [source, layer.Sources(_graph)], OnnxMessages.Attribute("axis", single ? 1 : 2));
        return _graph.Node("MatMul", $"{name}_added", [_graph.Node("Mul", $"{name}_products", [read, factors]), layer.Targets(_graph)]);
    }

    private BlockLayer[] LayersOf(Block block) => _blocks.TryGetValue(block, out BlockLayer[]? layers)
        ? layers
        : _blocks[block] = Layers(block, $"block{_blocks.Count + 1}");
}
