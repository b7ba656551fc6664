using QuantRelu.Formats.Protobuf;

namespace QuantRelu.Formats.Onnx;

/// <summary>A graph that grows operator by operator. In the end only that is left of it which the output depends on.</summary>
internal sealed class ModelGraph
{
    private readonly List<(string Output, string[] Inputs, ProtoMessage Node)> _nodes = [];
    private readonly List<(string Name, ProtoMessage Tensor)> _tensors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Adds an operator and returns the name of its result.</summary>
    public string Node(string operation, string output, string[] inputs, params ProtoMessage[] attributes)
    {
        _nodes.Add((output, inputs, OnnxMessages.Node(operation, inputs, output, attributes)));
        return output;
    }

    /// <summary>Stores float32 values and returns their name; values of that name are stored once.</summary>
    public string Floats(string name, long[] dimensions, Action<Stream> write) => Tensor(name, () => OnnxMessages.Floats(name, dimensions, write));

    /// <summary>Stores integers and returns their name; integers of that name are stored once.</summary>
    public string Integers(string name, long[] dimensions, IEnumerable<long> values) => Tensor(name, () => OnnxMessages.Integers(name, dimensions, values));

    /// <summary>The message of the graph.</summary>
    /// <param name="input">The input.</param>
    /// <param name="output">The output.</param>
    /// <param name="result">The name of the output.</param>
    public ProtoMessage Message(ProtoMessage input, ProtoMessage output, string result)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal) { result };
        foreach ((string name, string[] inputs, _) in _nodes.AsEnumerable().Reverse().Where(n => needed.Contains(n.Output)))
        {
            needed.UnionWith(inputs);
        }

        return OnnxMessages.Graph(
            _nodes.Where(n => needed.Contains(n.Output)).Select(n => n.Node),
            _tensors.Where(t => needed.Contains(t.Name)).Select(t => t.Tensor),
            input,
            output);
    }

    private string Tensor(string name, Func<ProtoMessage> tensor)
    {
        if (_names.Add(name))
        {
            _tensors.Add((name, tensor()));
        }

        return name;
    }
}
