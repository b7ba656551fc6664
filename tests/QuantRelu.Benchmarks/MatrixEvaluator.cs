using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using QuantRelu.Graph;

namespace QuantRelu.Benchmarks;

/// <summary>The usual way to evaluate a sparse network: MathNet.Numerics, one sparse matrix and one bias vector per layer, on the flattened network.</summary>
internal sealed class MatrixEvaluator
{
    private readonly (Matrix<double> Weights, Vector<double> Biases)[] _layers;

    /// <summary>Flattens a network, which must fit into memory.</summary>
    public MatrixEvaluator(Network network)
    {
        double[] values = network.Codebook.Values.Select(v => (double)v).ToArray();
        int before = network.Inputs;
        _layers = network.Flatten().Select(layer =>
        {
            var biases = new double[(int)layer.Units];
            var rowStarts = new List<int>(biases.Length + 1) { 0 };
            List<int> columns = [];
            List<double> weights = [];
            foreach (FlatRow row in layer.Rows())
            {
                biases[rowStarts.Count - 1] = row.Bias == SparseLayer.NoBias ? 0 : values[row.Bias];
                columns.AddRange(row.Connections.Select(c => (int)c.Column));
                weights.AddRange(row.Connections.Select(c => values[c.Code]));
                rowStarts.Add(columns.Count);
            }

            Matrix<double> matrix = Matrix<double>.Build.SparseFromCompressedSparseRowFormat(biases.Length, before, weights.Count, [.. rowStarts], [.. columns],
                [.. weights]);
            before = biases.Length;
            return (matrix, Vector<double>.Build.Dense(biases));
        }).ToArray();
    }

    /// <summary>The first output at one point.</summary>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        Vector<double> values = DenseVector.OfArray(point.ToArray());
        for (int l = 0; l < _layers.Length; l++)
        {
            values = _layers[l].Weights.Multiply(values);
            values.Add(_layers[l].Biases, values);
            if (l < _layers.Length - 1)
            {
                values.PointwiseMaximum(0, values);
            }
        }

        return values[0];
    }

    /// <summary>The first output at many points, which stand side by side as the columns of one dense matrix.</summary>
    public double[] EvaluateAll(double[] points)
    {
        int inputs = _layers[0].Weights.ColumnCount;
        Matrix<double> values = DenseMatrix.Build.Dense(inputs, points.Length / inputs, points);
        for (int l = 0; l < _layers.Length; l++)
        {
            Vector<double> biases = _layers[l].Biases;
            bool last = l == _layers.Length - 1;
            values = _layers[l].Weights.Multiply(values);
            values.MapIndexedInplace((i, _, z) => last ? z + biases[i] : Math.Max(0, z + biases[i]), Zeros.Include);
        }

        return values.Row(0).ToArray();
    }
}
