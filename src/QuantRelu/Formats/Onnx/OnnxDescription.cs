using System.Globalization;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Formats.Onnx;

/// <summary>What an exported model says of itself: the target, the domain and that its input is u in [0,1]^d.</summary>
internal static class OnnxDescription
{
    /// <summary>One paragraph.</summary>
    public static string Text(ConstructedNetwork constructed)
    {
        Provenance p = constructed.Provenance;
        string input = p.Domain.IsUnit ? "u = x in [0,1]^d" : "u in [0,1]^d with u_i = (x_i - a_i)/(b_i - a_i) for the point x of the domain";
        string rounded = IsRounded(constructed)
            ? " Its weights are rounded to float32 numbers: what is claimed of the network's error is not claimed of this model."
            : string.Empty;
        return $"A quantized ReLU network for {p.Target} on the domain {p.Domain} (a:b for each coordinate). "
            + $"The input is {input}; the output is the network's value.{rounded}";
    }

    /// <summary>The same as named properties.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Properties(ConstructedNetwork constructed)
    {
        Provenance p = constructed.Provenance;
        yield return new("target", p.Target);
        yield return new("domain", p.Domain.ToString());
        yield return new("input", "u in [0,1]^d, u = (x - a)/(b - a)");
        yield return new("codebook", constructed.Network.Codebook.ToString());
        if (p.ErrorBound is { } bound && !IsRounded(constructed))
        {
            yield return new("errorBound", bound.ToString("R", CultureInfo.InvariantCulture));
        }

        if (p.ErrorBoundCondition is { } condition)
        {
            yield return new("errorBoundCondition", condition);
        }
    }

    // Other activations are written in ReLU units, whose weights may be other numbers.
    private static bool IsRounded(ConstructedNetwork constructed) => !ReluForm.Of(constructed.Network).Codebook.Values.All(Float32.Holds);
}
