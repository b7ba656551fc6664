using System.Buffers.Binary;
using QuantRelu.Formats.Protobuf;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Onnx;

/// <summary>One layer of a block as tensors that all copies share, and the factors of one array's copies.</summary>
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
    }

    /// <summary>The connections that each copy chooses, and the units that they belong to.</summary>
    public (int Unit, int Connection)[] Open { get; }

    /// <summary>The tensor of the fixed weights, transposed.</summary>
    public string Matrix => $"{_name}_W";

    /// <summary>The tensor of the units that the open connections read.</summary>
    public string Sources => $"{_name}_sources";

    /// <summary>The 0-1 tensor of the units that the open connections belong to.</summary>
    public string Targets => $"{_name}_targets";

    /// <summary>The tensor of the biases; null when there is none.</summary>
    public string? Biases => _layer.BiasCount > 0 ? $"{_name}_b" : null;

    /// <summary>How many connections of a layer are chosen copy by copy.</summary>
    public static long OpenConnections(SparseLayer layer) => layer.Codes.LongCount(c => c < 0);

    /// <summary>What all copies share.</summary>
    public IEnumerable<ProtoMessage> Tensors(float[] weights)
    {
        yield return OnnxMessages.Floats(Matrix, [_before, _layer.Units], s => Write(s, Fixed(weights)));
        if (Biases is { } biases)
        {
            yield return OnnxMessages.Floats(biases, [_layer.Units], s => Write(s, _layer.Biases.Select(b => b == SparseLayer.NoBias ? 0 : weights[b])));
        }

        if (Open.Length > 0)
        {
            yield return OnnxMessages.Integers(Sources, [Open.Length], Open.Select(o => (long)_layer.Columns[o.Connection]));
            yield return OnnxMessages.Floats(Targets, [Open.Length, _layer.Units], s => Write(s, Open.SelectMany(o => Enumerable.Range(0, _layer.Units).Select(i => i == o.Unit ? 1f : 0))));
        }
    }

    /// <summary>The weights that the copies of an array chose.</summary>
    public void WriteFactors(Stream stream, BlockArray array, float[] weights)
    {
        for (long copy = 0; copy < array.Copies; copy++)
        {
            long number = copy;
            Write(stream, Open.Select(o => weights[array.Resolve(_layer.Codes[o.Connection], number)]));
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

    private static void Write(Stream stream, IEnumerable<float> values)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
