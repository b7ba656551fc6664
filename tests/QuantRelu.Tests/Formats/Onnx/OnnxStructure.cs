using System.Buffers.Binary;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>The operators and stored tensors of a model for a batch of one point, read from its bytes alone by the field numbers of onnx.proto.</summary>
internal sealed class OnnxStructure
{
    private readonly Dictionary<string, ProtoFields> _tensors;
    private readonly Dictionary<string, long[]> _shapes = [];
    private readonly string _output;

    public OnnxStructure(byte[] file)
    {
        ProtoFields graph = new ProtoFields(file).Messages(7).Single();
        Nodes = [.. graph.Messages(1).Select(n => new OnnxNode(n))];
        _tensors = graph.Messages(5).ToDictionary(t => t.Text(8));
        _output = graph.Messages(12).Single().Text(1);
        ProtoFields input = graph.Messages(11).Single();
        _shapes[input.Text(1)] = [1, input.Messages(2).Single().Messages(1).Single().Messages(2).Single().Messages(1).Last().Numbers(1).Single()];
        foreach ((string name, ProtoFields tensor) in _tensors)
        {
            _shapes[name] = [.. tensor.Numbers(1)];
        }

        foreach (OnnxNode node in Nodes)
        {
            _shapes[node.Output] = ShapeOf(node);
        }
    }

    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>Stored tensors that no operator reads.</summary>
    public IEnumerable<string> Unused => _tensors.Keys.Except(Nodes.SelectMany(n => n.Inputs));

    /// <summary>Operators whose result nothing reads.</summary>
    public IEnumerable<string> Dead => Nodes.Select(n => n.Output).Except(Nodes.SelectMany(n => n.Inputs)).Except([_output]);

    /// <summary>Tensors without an element, stored or computed.</summary>
    public IEnumerable<string> Empty => _shapes.Keys.Where(name => _shapes[name].Contains(0));

    /// <summary>Gathers that take everything along their axis in its order, so that they only arrange it.</summary>
    public IEnumerable<string> IdentityGathers => Nodes
        .Where(n => n.Operation == "Gather" && Integers(n.Inputs[1]).SequenceEqual(Range(_shapes[n.Inputs[0]][n.Flags["axis"]])))
        .Select(n => n.Output);

    private long[] ShapeOf(OnnxNode node)
    {
        long[][] from = [.. node.Inputs.Select(i => _shapes[i])];
        return node.Operation switch
        {
            "Relu" or "Identity" or "Expand" => from[0],
            "Shape" => [1],
            "Add" or "Mul" or "Sum" => from.Aggregate(Broadcast),
            "MatMul" => from[0][^1] == from[1][0] ? [.. from[0][..^1], from[1][1]]
                : throw new FormatException($"{node.Output} multiplies {from[0][^1]} columns by {from[1][0]} rows."),
            "Gather" => [.. from[0][..(int)node.Flags["axis"]], .. from[1], .. from[0][((int)node.Flags["axis"] + 1)..]],
            "ReduceSum" => [from[0][0], .. from[0][2..]],
            "Concat" => [.. from[0][..(int)node.Flags["axis"]], from.Sum(f => f[node.Flags["axis"]])],
            "Reshape" => Reshaped(from[0], [.. Integers(node.Inputs[1])]),
            _ => throw new FormatException($"The operator {node.Operation} is none of a block export."),
        };
    }

    private static long[] Reshaped(long[] from, long[] to)
    {
        long[] known = [.. to.Select((n, i) => n == 0 ? from[i] : n)];
        long rest = from.Aggregate(1L, (p, n) => p * n) / known.Where(n => n > 0).Aggregate(1L, (p, n) => p * n);
        return [.. known.Select(n => n < 0 ? rest : n)];
    }

    private static long[] Broadcast(long[] a, long[] b) =>
        a.Length < b.Length ? Broadcast(b, a) : [.. a[..^b.Length],
            .. a[^b.Length..].Zip(b, (m, n) => m == n || n == 1 ? m : m == 1 ? n : throw new FormatException($"{m} and {n} do not broadcast."))];

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(i => (long)i);

    private IEnumerable<long> Integers(string tensor)
    {
        byte[] bytes = _tensors[tensor].Bytes(9);
        for (int at = 0; at < bytes.Length; at += sizeof(long))
        {
            yield return BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
        }
    }
}
