using System.Buffers.Binary;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Onnx;

/// <summary>A flat layer as a dense matrix of float32 numbers, written row by row; perhaps with one more row, or with values added to its only row.</summary>
internal sealed class DenseMatrix(FlatLayer layer, long columns, float[] weights, ExtraRow? extra)
{
    /// <summary>Units of the layer, and the extra one.</summary>
    public long Rows => layer.Units + (extra is { IsAdded: false } ? 1 : 0);

    /// <summary>Writes the weights.</summary>
    public void Write(Stream stream)
    {
        var row = new float[columns];
        foreach (FlatRow unit in layer.Rows())
        {
            Array.Clear(row);
            foreach (FlatConnection connection in unit.Connections)
            {
                row[connection.Column] = weights[connection.Code];
            }

            if (extra is { IsAdded: true })
            {
                row[extra.Column] = ExtraRow.Sum(row[extra.Column], extra.Weight);
            }

            Put(stream, row);
        }

        if (extra is { IsAdded: false })
        {
            Array.Clear(row);
            row[extra.Column] = ExtraRow.Sum(0, extra.Weight);
            Put(stream, row);
        }
    }

    /// <summary>Writes the weights column by column: Wᵀ, for which the connections are held by column, not the matrix.</summary>
    public void WriteTransposed(Stream stream)
    {
        var byColumn = new List<(long Row, float Weight)>?[columns];
        long number = 0;
        foreach (FlatRow unit in layer.Rows())
        {
            foreach (FlatConnection connection in unit.Connections)
            {
                (byColumn[connection.Column] ??= []).Add((number, weights[connection.Code]));
            }

            number++;
        }

        var column = new float[Rows];
        foreach (List<(long Row, float Weight)>? entries in byColumn)
        {
            Array.Clear(column);
            foreach ((long row, float weight) in entries ?? [])
            {
                column[row] = weight;
            }

            Put(stream, column);
        }
    }

    /// <summary>Writes the biases, 0 for a unit without one.</summary>
    public void WriteBiases(Stream stream)
    {
        foreach (FlatRow unit in layer.Rows())
        {
            float bias = unit.Bias == SparseLayer.NoBias ? 0 : weights[unit.Bias];
            Put(stream, [extra is { IsAdded: true } ? ExtraRow.Sum(bias, extra.Bias) : bias]);
        }

        if (extra is { IsAdded: false })
        {
            Put(stream, [ExtraRow.Sum(0, extra.Bias)]);
        }
    }

    // Raw data is little-endian.
    private static void Put(Stream stream, ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        stream.Write(bytes);
    }
}
