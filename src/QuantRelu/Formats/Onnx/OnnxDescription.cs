using System.Globalization;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Formats.Onnx;

/// <summary>What a model says of itself: the target, the domain, that its input is u in [0,1]^d, its weight values, and what is claimed of it.</summary>
internal static class OnnxDescription
{
    /// <summary>The name of the target.</summary>
    public const string TargetKey = "target";

    /// <summary>The name of the domain.</summary>
    public const string DomainKey = "domain";

    /// <summary>The name of what the input is.</summary>
    public const string InputKey = "input";

    /// <summary>The name of the weight values.</summary>
    public const string CodebookKey = "codebook";

    /// <summary>The name of all that is known of the network, as its other files have it.</summary>
    public const string ProvenanceKey = "provenance";

    /// <summary>What the input of every model is.</summary>
    public const string UnitInput = "u in [0,1]^d, u = (x - a)/(b - a)";

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
    /// <param name="constructed">The network.</param>
    /// <param name="isNetwork">False for a model from whose value something is subtracted: what is claimed of the network is not claimed of it.</param>
    public static IEnumerable<KeyValuePair<string, string>> Properties(ConstructedNetwork constructed, bool isNetwork = true)
    {
        bool isRounded = IsRounded(constructed);
        Provenance p = isRounded ? constructed.Provenance with { ErrorBound = null, Measured = null, Certified = null } : constructed.Provenance;
        yield return new(TargetKey, p.Target);
        yield return new(DomainKey, p.Domain.ToString());
        yield return new(InputKey, UnitInput);
        yield return new(CodebookKey, ReluForm.Of(constructed.Network).Codebook.ToString());
        if (!isNetwork)
        {
            yield break;
        }

        if (p.ErrorBound is { } bound)
        {
            yield return new("errorBound", bound.ToString("R", CultureInfo.InvariantCulture));
        }

        if (p.ErrorBoundCondition is { } condition)
        {
            yield return new("errorBoundCondition", condition);
        }

        if (p.Certified is { } certified)
        {
            yield return new("certifiedError", certified.ToString());
        }

        yield return new("reproduce", "quantrelu verify FILE proves the error of this file");
        yield return new(ProvenanceKey, ProvenanceJson.Text(p));
    }

    // Other activations are written in ReLU units, whose weights may be other numbers.
    private static bool IsRounded(ConstructedNetwork constructed) => !ReluForm.Of(constructed.Network).Codebook.Values.All(Float32.Holds);
}
