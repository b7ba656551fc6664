using QuantRelu.Graph;

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
                values = values.Select(v => Activated(v, network.Activation)).ToArray();
            }
        }

        return values[0];
    }

    private static Rational Activated(Rational z, Activation activation) => activation.Name switch
    {
        "relu" => z.Sign > 0 ? z : 0,
        "relu6" => z.Sign <= 0 ? 0 : z < 6 ? z : 6,
        string leaky => z.Sign > 0 ? z : Rational.Parse(leaky["leaky:".Length..]) * z,
    };
}
