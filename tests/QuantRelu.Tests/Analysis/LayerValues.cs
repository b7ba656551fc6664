using QuantRelu.Analysis;
using QuantRelu.Graph;

namespace QuantRelu.Tests.Analysis;

/// <summary>The exact values of all units, layer by layer, by the definition on the flat network.</summary>
internal static class LayerValues
{
    public static IEnumerable<Rational[]> Of(Network network, IReadOnlyList<Rational> point)
    {
        Rational[] values = [.. point];
        FlatLayer[] layers = [.. network.Flatten()];
        foreach (FlatLayer layer in layers)
        {
            values = [.. layer.Rows().Select(row => Activate(network, layer != layers[^1], row.Connections.Aggregate(
                row.Bias < 0 ? 0 : network.Codebook[row.Bias],
                (sum, c) => sum + (network.Codebook[c.Code] * values[c.Column]))))];
            yield return values;
        }
    }

    /// <summary>The first value that a layer's format does not hold, or nothing.</summary>
    public static string? Misfit(Network network, PrecisionAnalysis precision, IReadOnlyList<Rational> point, int inputBits)
    {
        foreach ((Rational[] values, int l) in Of(network, point).Select((values, l) => (values, l)))
        {
            LayerPrecision format = precision.Layers[l];
            foreach (Rational value in values)
            {
                bool inside = value >= format.Low && value <= format.High && value >= format.LowestSum && value <= format.HighestSum;
                bool fits = format.ExtraFractionBits is not { } bits || (value.IsDyadic && value.ToDyadic().FractionBits <= inputBits + bits);
                if (!inside || !fits || Rational.Abs(value) >= (Rational)Dyadic.PowerOfTwo(format.IntegerBits))
                {
                    return $"layer {l + 1}: {value} at {string.Join(", ", point)} and {format}";
                }
            }
        }

        return null;
    }

    private static Rational Activate(Network network, bool hidden, Rational z) => hidden ? network.Activation.Apply(z) : z;
}
