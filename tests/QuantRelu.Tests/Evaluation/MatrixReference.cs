using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using QuantRelu.Graph;

namespace QuantRelu.Tests.Evaluation;

/// <summary>A network as one sparse matrix and one bias vector per layer.</summary>
internal sealed class MatrixReference
{
    private readonly (SparseMatrix Weights, Vector<double> Bias)[] _layers;

    public MatrixReference(Network network)
    {
        int before = network.Inputs;
        _layers = network.Flatten().Select(layer =>
        {
            var entries = new List<(int, int, double)>();
            Vector<double> bias = Vector<double>.Build.Dense((int)layer.Units);
            int i = 0;
            foreach (FlatRow row in layer.Rows())
            {
                entries.AddRange(row.Connections.Select(c => (i, (int)c.Column, (double)network.Codebook[c.Code])));
                bias[i] = row.Bias < 0 ? 0 : (double)network.Codebook[row.Bias];
                i++;
            }

            SparseMatrix weights = SparseMatrix.OfIndexed(i, before, entries);
            before = i;
            return (weights, bias);
        }).ToArray();
    }

    public double Evaluate(double[] point)
    {
        Vector<double> values = Vector<double>.Build.DenseOfArray(point);
        for (int l = 0; l < _layers.Length; l++)
        {
            values = (_layers[l].Weights * values) + _layers[l].Bias;
            if (l < _layers.Length - 1)
            {
                values = values.PointwiseMaximum(0);
            }
        }

        return values[0];
    }
}
