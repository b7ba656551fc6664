using QuantRelu.Formats.Protobuf;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Onnx;

/// <summary>Collects the nodes and tensors of a model that stores each block once.</summary>
internal sealed class BlockGraph(float[] weights)
{
    private const string SumAxis = "copies_axis";
    private const string FlatShape = "flat_shape";
    private readonly Dictionary<Block, BlockLayer[]> _blocks = [];

    /// <summary>The operators in their order.</summary>
    public List<ProtoMessage> Nodes { get; } = [];

    /// <summary>The stored tensors.</summary>
    public List<ProtoMessage> Tensors { get; } = [OnnxMessages.Integers(SumAxis, [1], [1]), OnnxMessages.Integers(FlatShape, [2], [0, -1])];

    /// <summary>Adds a stage and returns the name of its values [batch, units].</summary>
    public string Stage(Stage stage, string name, string source, bool last)
    {
        string[] parts = [.. stage.Arrays.Select((array, a) => Side(stage, ArrayOf(array, $"{name}a{a + 1}", source), $"{name}a{a + 1}"))];
        string joined = parts.Length == 1 ? parts[0]
            : stage.Sums ? Node("Sum", $"{name}_sum", parts) : Node("Concat", $"{name}_all", parts, OnnxMessages.Attribute("axis", 1));
        return last ? Node("Identity", "y", [joined]) : Node("Relu", $"{name}_out", [joined]);
    }

    // [batch, copies, units] as [batch, units] or [batch, copies * units].
    private string Side(Stage stage, string values, string name) => stage.Sums
        ? Node("ReduceSum", $"{name}_added", [values, SumAxis], OnnxMessages.Attribute("keepdims", 0))
        : Node("Reshape", $"{name}_flat", [values, FlatShape]);

    private string ArrayOf(BlockArray array, string name, string source)
    {
        // A block without inputs is given one that nothing reads.
        long copies = (long)array.Copies;
        Tensors.Add(OnnxMessages.Integers($"{name}_wiring", [copies, Math.Max(1, array.Block.Inputs)], Sources(array)));
        string values = Node("Gather", $"{name}_in", [source, $"{name}_wiring"], OnnxMessages.Attribute("axis", 1));
        BlockLayer[] layers = LayersOf(array.Block);
        for (int l = 0; l < layers.Length; l++)
        {
            values = Layer(array, layers[l], $"{name}_{l + 1}", values);
            values = l == layers.Length - 1 ? values : Node("Relu", $"{name}_{l + 1}_out", [values]);
        }

        return values;
    }

    private string Layer(BlockArray array, BlockLayer layer, string name, string source)
    {
        string sum = Node("MatMul", $"{name}_fixed", [source, layer.Matrix]);
        if (layer.Open.Length > 0)
        {
            Tensors.Add(OnnxMessages.Floats($"{name}_factors", [(long)array.Copies, layer.Open.Length], s => layer.WriteFactors(s, array, weights)));
            string chosen = Node("Gather", $"{name}_read", [source, layer.Sources], OnnxMessages.Attribute("axis", 2));
            string products = Node("Mul", $"{name}_products", [chosen, $"{name}_factors"]);
            sum = Node("Add", $"{name}_open", [sum, Node("MatMul", $"{name}_added", [products, layer.Targets])]);
        }

        return layer.Biases is { } biases ? Node("Add", $"{name}_sum", [sum, biases]) : sum;
    }

    private BlockLayer[] LayersOf(Block block)
    {
        if (!_blocks.TryGetValue(block, out BlockLayer[]? layers))
        {
            int before = Math.Max(1, block.Inputs);
            layers = new BlockLayer[block.Depth];
            for (int l = 0; l < layers.Length; l++)
            {
                layers[l] = new BlockLayer(block.Layers[l], before, $"block{_blocks.Count + 1}_{l + 1}");
                Tensors.AddRange(layers[l].Tensors(weights));
                before = block.Layers[l].Units;
            }

            _blocks[block] = layers;
        }

        return layers;
    }

    private string Node(string operation, string output, string[] inputs, params ProtoMessage[] attributes)
    {
        Nodes.Add(OnnxMessages.Node(operation, inputs, output, attributes));
        return output;
    }

    private static IEnumerable<long> Sources(BlockArray array)
    {
        var sources = new long[array.Block.Inputs];
        for (long copy = 0; copy < array.Copies; copy++)
        {
            array.Sources(copy, sources);
            foreach (long source in sources)
            {
                yield return source;
            }

            if (sources.Length == 0)
            {
                yield return 0;
            }
        }
    }
}
