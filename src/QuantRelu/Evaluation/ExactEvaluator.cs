using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Evaluation;

/// <summary>Evaluates a network in exact arithmetic, by the definition: the truth that every faster path is tested against.</summary>
public static class ExactEvaluator
{
    /// <summary>The exact outputs at exact inputs.</summary>
    /// <exception cref="ArgumentException">The point has another dimension than the network.</exception>
    public static Dyadic[] Evaluate(Network network, IReadOnlyList<Dyadic> point)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(point);
        if (point.Count != network.Inputs)
        {
            throw new ArgumentException($"The point has {point.Count} coordinates, the network {network.Inputs} inputs.", nameof(point));
        }

        Dyadic[] values = [.. point];
        for (int s = 0; s < network.Stages.Count; s++)
        {
            values = Stage(network, network.Stages[s], values, last: s == network.Stages.Count - 1);
        }

        return values;
    }

    private static Dyadic[] Stage(Network network, Stage stage, Dyadic[] inputs, bool last)
    {
        var outputs = new List<Dyadic>();
        Dyadic[]? sum = stage.Sums ? new Dyadic[(int)stage.Units(stage.Depth - 1)] : null;
        foreach (BlockArray array in stage.Arrays)
        {
            var sources = new long[array.Block.Inputs];
            for (long copy = 0; copy < array.Copies; copy++)
            {
                array.Sources(copy, sources);
                Dyadic[] values = sources.Select(i => inputs[i]).ToArray();
                for (int l = 0; l < stage.Depth; l++)
                {
                    values = Layer(network.Codebook, array, copy, array.Block.Layers[l], values, relu: l < stage.Depth - 1);
                }

                if (sum is null)
                {
                    outputs.AddRange(values);
                }
                else
                {
                    sum = sum.Zip(values, (a, b) => a + b).ToArray();
                }
            }
        }

        IEnumerable<Dyadic> all = sum ?? (IEnumerable<Dyadic>)outputs;
        return last ? all.ToArray() : all.Select(v => Dyadic.Max(default, v)).ToArray();
    }

    private static Dyadic[] Layer(Codebook codebook, BlockArray array, long copy, SparseLayer layer, Dyadic[] before, bool relu)
    {
        var values = new Dyadic[layer.Units];
        for (int i = 0; i < values.Length; i++)
        {
            Dyadic z = layer.Biases[i] == SparseLayer.NoBias ? default : codebook[layer.Biases[i]];
            for (int k = layer.RowStarts[i]; k < layer.RowStarts[i + 1]; k++)
            {
                z += codebook[array.Resolve(layer.Codes[k], copy)] * before[layer.Columns[k]];
            }

            values[i] = relu ? Dyadic.Max(default, z) : z;
        }

        return values;
    }
}
