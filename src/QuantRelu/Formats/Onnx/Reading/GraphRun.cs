namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>A graph computed once, operator by operator, on sums of units in place of numbers: what comes out are the rows of a layered network.</summary>
internal sealed class GraphRun
{
    private const long OldestVersion = 7;
    private readonly OnnxGraph _graph;
    private readonly long _version;
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _readers = new(StringComparer.Ordinal);
    private readonly Budget _budget = new();

    private GraphRun(OnnxModel model)
    {
        _graph = model.Graph;
        _version = model.Operators.GetValueOrDefault(string.Empty);
    }

    /// <summary>The network that a model is.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">For as many inputs as the model has, x as sums of the inputs u.</param>
    /// <param name="codebook">The codebook for the weights that it has.</param>
    /// <exception cref="NetworkFormatException">It is none that is read.</exception>
    public static Network ToNetwork(OnnxModel model, Func<int, UnitSum[]> input, Func<ImmutableArray<Rational>, Codebook> codebook) =>
        new GraphRun(model).Run(input, codebook);

    private Network Run(Func<int, UnitSum[]> input, Func<ImmutableArray<Rational>, Codebook> codebook)
    {
        if (_version < OldestVersion)
        {
            throw Fault.Because($"its operators have version {_version}; from {OldestVersion} on they are read");
        }

        string output = _graph.Outputs.Count == 1 ? _graph.Outputs[0] : throw Fault.Because($"it has {_graph.Outputs.Count} outputs, not one");
        (string name, TensorShape shape) = Input();
        OnnxNode[] needed = Needed(output);
        Array.ForEach(needed, node => OperatorTable.Find(node));
        var units = new LayerStack(shape.Count, ActivationOf(needed), _budget);
        _values[name] = new SumsValue(shape, input(shape.Count));
        foreach (OnnxNode node in needed)
        {
            OnnxValue?[] values = [.. node.Inputs.Select(i => i.Length == 0 ? null : Value(i, node))];
            Release(node);
            _values[node.Outputs[0]] = OperatorTable.Find(node)(new Operands(node, values, units, _budget, _version));
        }

        return !_values.TryGetValue(output, out OnnxValue? result) ? throw Fault.Because($"nothing computes its output {Fault.Quoted(output)}")
            : result.Shape.Count == 0 ? throw Fault.Because("its output has no element")
            : units.ToNetwork([.. Enumerable.Range(0, result.Shape.Count).Select(result.Sum)], codebook);
    }

    // The only input that is no stored tensor. A free first axis is that of the points.
    private (string Name, TensorShape Shape) Input()
    {
        OnnxInput[] inputs = [.. _graph.Inputs.Where(i => !_graph.Tensors.ContainsKey(i.Name))];
        OnnxInput input = inputs.Length == 1 ? inputs[0] : throw Fault.Because($"it has {inputs.Length} inputs, not one");
        IReadOnlyList<long?> lengths = input.Lengths ?? throw Fault.Because($"its input {Fault.Quoted(input.Name)} has no shape");
        if (lengths.Skip(1).Any(n => n is null or <= 0))
        {
            throw Fault.Because($"its input {Fault.Quoted(input.Name)} has an axis of unknown length besides that of the points");
        }

        // Old exporters write a free axis as 0 or -1.
        TensorShape? shape = TensorShape.Stored([.. lengths.Select(n => n is null or <= 0 ? 1 : n.Value)]);
        return shape is { Count: >= 1 and <= Domain.MaximumDimension }
            ? (input.Name, shape)
            : throw Fault.Because($"its input {Fault.Quoted(input.Name)} has the shape {string.Join("x", lengths.Take(8).Select(n => $"{n ?? 1}"))}; 1 to "
                + $"{Domain.MaximumDimension} numbers are read, of one point");
    }

    // What the output depends on, in the file's order, which computes everything before it is read.
    private OnnxNode[] Needed(string output)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { output };
        var needed = new List<OnnxNode>();
        foreach (OnnxNode node in _graph.Nodes.AsEnumerable().Reverse().Where(n => n.Outputs.Exists(names.Contains)))
        {
            if (!names.Contains(node.Outputs[0]) || node.Outputs.Skip(1).Any(names.Contains))
            {
                throw node.Refused("has more than one output that is used");
            }

            foreach (string input in node.Inputs)
            {
                names.Add(input);
                _readers[input] = _readers.GetValueOrDefault(input) + 1;
            }

            needed.Add(node);
        }

        _readers[output] = int.MaxValue;
        needed.Reverse();
        return needed.DistinctBy(n => n.Outputs[0]).Count() == needed.Count ? [.. needed] : throw Fault.Because("two operators compute the same value");
    }

    // All hidden units of a network have one activation.
    private Activation ActivationOf(OnnxNode[] needed)
    {
        Dictionary<string, OnnxNode> constants = new(StringComparer.Ordinal);
        foreach (OnnxNode node in needed.Where(n => n.Operator == "Constant"))
        {
            constants[node.Outputs[0]] = node;
        }

        ConstantValue? Constant(string name) => _graph.Tensors.TryGetValue(name, out StoredTensor? tensor) ? tensor.ToConstant()
            : constants.TryGetValue(name, out OnnxNode? node) ? (ConstantValue)UnitOperators.Constant(new Operands(node, [], null!, _budget, _version))
            : null;
        (OnnxNode Node, Activation Activation)? first = null;
        foreach (OnnxNode node in needed)
        {
            if (UnitOperators.Of(node, Constant) is not { } activation)
            {
                continue;
            }

            first ??= (node, activation);
            if (activation != first.Value.Activation)
            {
                throw node.Refused($"is another activation than {first.Value.Node}; a network has one");
            }
        }

        return first?.Activation ?? Activation.Relu;
    }

    private OnnxValue Value(string name, OnnxNode node) => _values.TryGetValue(name, out OnnxValue? value) ? value
        : _graph.Tensors.TryGetValue(name, out StoredTensor? tensor) ? _values[name] = tensor.ToConstant()
        : throw node.Refused($"reads {Fault.Quoted(name)}, which nothing before it computes");

    // What is read for the last time is not kept.
    private void Release(OnnxNode node)
    {
        foreach (string name in node.Inputs)
        {
            if (--_readers[name] == 0)
            {
                _values.Remove(name);
            }
        }
    }
}
