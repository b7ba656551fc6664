using System.Buffers.Binary;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Onnx;

/// <summary>One layer of a block as tensors that all copies share, and the factors of one array's copies. It has units and connections.</summary>
internal sealed class BlockLayer
{
    private readonly SparseLayer _layer;
    private readonly int _before;
    private readonly string _name;

    public BlockLayer(SparseLayer layer, int before, string name)
    {
        (_layer, _before, _name) = (layer, before, name);
        Open = [.. from unit in Enumerable.Range(0, layer.Units)
                   from k in Enumerable.Range(layer.RowStarts[unit], layer.RowStarts[unit + 1] - layer.RowStarts[unit])
                   where layer.Codes[k] < 0
                   select (unit, k)];
        ReadsInOrder = Open.Length == before && Open.Select((o, i) => layer.Columns[o.Connection] == i).All(same => same);
    }

    /// <summary>The connections that each copy chooses, and the units that they belong to.</summary>
    public (int Unit, int Connection)[] Open { get; }

    /// <summary>True when some connections are the same in all copies.</summary>
    public bool HasFixed => Open.Length < _layer.Columns.Length;

    /// <summary>True when the open connections read all units of the layer before once and in their order.</summary>
    public bool ReadsInOrder { get; }

    /// <summary>True when some unit has a bias.</summary>
    public bool HasBiases => _layer.BiasCount > 0;

    /// <summary>Bytes of what all copies share.</summary>
    public long SharedBytes =>
        (((HasFixed ? (long)_before : 0) + (HasBiases ? 1 : 0) + Open.Length) * _layer.Units * sizeof(float))
        + (ReadsInOrder ? 0 : (long)Open.Length * sizeof(long));

    /// <summary>Stores the fixed weights, transposed, and returns their name.</summary>
    public string Matrix(ModelGraph graph, float[] weights) => graph.Floats($"{_name}_W", [_before, _layer.Units], s => Write(s, Fixed(weights)));

    /// <summary>Stores the biases and returns their name.</summary>
    public string Biases(ModelGraph graph, float[] weights) =>
        graph.Floats($"{_name}_b", [_layer.Units], s => Write(s, _layer.Biases.Select(b => b == SparseLayer.NoBias ? 0 : weights[b])));

    /// <summary>Stores the units that the open connections read and returns their name.</summary>
    public string Sources(ModelGraph graph) => graph.Integers($"{_name}_sources", [Open.Length], Open.Select(o => (long)_layer.Columns[o.Connection]));

    /// <summary>Stores the 0-1 matrix of the units that the open connections belong to and returns its name.</summary>
    public string Targets(ModelGraph graph) => graph.Floats($"{_name}_targets", [Open.Length, _layer.Units], s =>
        Write(s, Open.SelectMany(o => Enumerable.Range(0, _layer.Units).Select(i => i == o.Unit ? 1f : 0))));

    /// <summary>The weights that the copies of an array chose.</summary>
    public void WriteFactors(Stream stream, BlockArray array, float[] weights)
    {
        for (long copy = 0; copy < array.Copies; copy++)
        {
            long number = copy;
            Write(stream, Open.Select(o => weights[array.Resolve(_layer.Codes[o.Connection], number)]));
        }
    }

    /// <summary>Writes float32 numbers.</summary>
    public static void Write(Stream stream, IEnumerable<float> values)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }

    private float[] Fixed(float[] weights)
    {
        var matrix = new float[checked(_before * _layer.Units)];
        for (int unit = 0; unit < _layer.Units; unit++)
        {
            for (int k = _layer.RowStarts[unit]; k < _layer.RowStarts[unit + 1]; k++)
            {
                matrix[(_layer.Columns[k] * _layer.Units) + unit] = _layer.Codes[k] < 0 ? 0 : weights[_layer.Codes[k]];
            }
        }

        return matrix;
    }
}
