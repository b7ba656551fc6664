using QuantRelu.Graph;

namespace QuantRelu.Benchmarks;

/// <summary>The plainest way to evaluate a sparse network: a loop over the compressed sparse rows of the flattened network, one number at a time.</summary>
internal sealed class RowsEvaluator
{
    private readonly Layer[] _layers;
    private double[] _before;
    private double[] _after;

    /// <summary>Flattens a network, which must fit into memory.</summary>
    public RowsEvaluator(Network network)
    {
        double[] values = [.. network.Codebook.Values.Select(v => (double)v)];
        _layers = [.. network.Flatten().Select(layer => new Layer(layer, values))];
        int widest = Math.Max(network.Inputs, _layers.Max(l => l.Biases.Length));
        (_before, _after) = (new double[widest], new double[widest]);
    }

    /// <summary>The first output at one point.</summary>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        point.CopyTo(_before);
        for (int l = 0; l < _layers.Length; l++)
        {
            _layers[l].Apply(_before, _after, isLast: l == _layers.Length - 1);
            (_before, _after) = (_after, _before);
        }

        return _before[0];
    }

    private sealed class Layer
    {
        private readonly int[] _starts;
        private readonly int[] _columns;
        private readonly double[] _weights;

        public Layer(FlatLayer layer, double[] values)
        {
            List<int> starts = [0], columns = [];
            List<double> weights = [], biases = [];
            foreach (FlatRow row in layer.Rows())
            {
                columns.AddRange(row.Connections.Select(c => (int)c.Column));
                weights.AddRange(row.Connections.Select(c => values[c.Code]));
                biases.Add(row.Bias == SparseLayer.NoBias ? 0 : values[row.Bias]);
                starts.Add(columns.Count);
            }

            (_starts, _columns, _weights, Biases) = ([.. starts], [.. columns], [.. weights], [.. biases]);
        }

        public double[] Biases { get; }

        public void Apply(double[] before, double[] after, bool isLast)
        {
            for (int i = 0; i < Biases.Length; i++)
            {
                double z = Biases[i];
                for (int k = _starts[i]; k < _starts[i + 1]; k++)
                {
                    z += _weights[k] * before[_columns[k]];
                }

                after[i] = isLast || z > 0 ? z : 0;
            }
        }
    }
}
