using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Tests.Evaluation;

/// <summary>The definition once more, on the flat view and in plain fractions.</summary>
internal static class FlatReference
{
    public static Rational Evaluate(Network network, IReadOnlyList<Rational> point)
    {
        Rational[] values = point.ToArray();
        FlatLayer[] layers = network.Flatten().ToArray();
        foreach (FlatLayer layer in layers)
        {
            values = layer.Rows().Select(row => row.Connections.Aggregate(
                row.Bias < 0 ? 0 : network.Codebook[row.Bias],
                (sum, c) => sum + (network.Codebook[c.Code] * values[c.Column]))).ToArray();
            if (layer != layers[^1])
            {
                values = values.Select(v => v.Sign > 0 ? v : 0).ToArray();
            }
        }

        return values[0];
    }
}
