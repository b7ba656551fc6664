using System.Text;
using System.Text.Json;

namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>What a model says of itself where this library wrote it: that its input is u, its domain, its weight values, and where it comes from.</summary>
internal sealed class OnnxClaims
{
    private readonly IReadOnlyDictionary<string, string> _properties;

    /// <summary>The claims among the named texts of a model.</summary>
    /// <exception cref="NetworkFormatException">The domain that it tells is none.</exception>
    public OnnxClaims(IReadOnlyDictionary<string, string> properties)
    {
        _properties = properties;
        if (properties.GetValueOrDefault(OnnxDescription.InputKey) == OnnxDescription.UnitInput)
        {
            string text = properties.GetValueOrDefault(OnnxDescription.DomainKey) ?? string.Empty;
            int sides = Math.Min(text.AsSpan().Count(',') + 1, Domain.MaximumDimension);
            Domain = Domain.TryParse(text, sides, out Domain? domain, out _) ? domain : throw Fault.Because($"its domain is {Fault.Quoted(text)}");
        }
    }

    /// <summary>The domain; null where the model does not say that its input is u.</summary>
    public Domain? Domain { get; }

    /// <summary>The codebook that is told, exactly or rounded to float32, where it holds all weights; else the weights are free.</summary>
    /// <param name="weights">The weights and biases, ascending.</param>
    public Codebook Codebook(ImmutableArray<Rational> weights)
    {
        Rational[] told = Domain is null ? [] : Told();
        foreach (Rational[] values in new[] { told, [.. told.Select(Rounded).Distinct()] })
        {
            var set = new HashSet<Rational>(values);
            if (set.Count >= 2 && set.Count == values.Length && !set.Contains(default) && weights.All(set.Contains))
            {
                return new Codebook(values);
            }
        }

        // Two values are the fewest.
        IEnumerable<Rational> more = new Rational[] { 0, 1 }.Where(v => !weights.Contains(v)).Take(Math.Max(0, 2 - weights.Length));
        return weights.Length > QuantRelu.Codebook.MostFreeValues
            ? throw Fault.Because($"it has {weights.Length} different weights; {QuantRelu.Codebook.MostFreeValues} are the most")
            : QuantRelu.Codebook.Free([.. weights, .. more]);
    }

    /// <summary>Where the network comes from, as far as that is told.</summary>
    /// <exception cref="NetworkFormatException">What is told makes no sense.</exception>
    public Provenance Provenance(Network network, Domain domain)
    {
        if (Domain is null || !_properties.TryGetValue(OnnxDescription.ProvenanceKey, out string? text))
        {
            string? target = Domain is null ? null : _properties.GetValueOrDefault(OnnxDescription.TargetKey);
            return FileContent.Imported(network, target ?? string.Empty, domain);
        }

        using JsonDocument json = JsonText.Parse(Encoding.UTF8.GetBytes(text));
        Provenance told = ProvenanceJson.Read(new JsonPart(json.RootElement, OnnxDescription.ProvenanceKey));
        return told.Domain.Equals(domain) ? told with { Lambda = Lambda(network, told), Quantization = Quantization(network, told) }
            : throw Fault.Because($"its domain is {domain}, the one in its provenance {told.Domain}");
    }

    // Other activations were written in ReLU units, which have more weight values.
    private static int? Lambda(Network network, Provenance told) => network.Codebook.IsFree ? null : Math.Max(told.Lambda ?? 0, network.Codebook.Count);

    private static Quantization Quantization(Network network, Provenance told) => network.Codebook.IsFree ? QuantRelu.Quantization.None : told.Quantization;

    private static Rational Rounded(Rational value) => (float)(double)value is var single && float.IsFinite(single) ? Dyadic.FromDouble(single) : value;

    // "{-1/2, 1/2}".
    private Rational[] Told()
    {
        string text = _properties.GetValueOrDefault(OnnxDescription.CodebookKey) ?? string.Empty;
        var values = new List<Rational>();
        foreach (string part in text.TrimStart('{').TrimEnd('}').Split(',', QuantRelu.Codebook.MostValues + 1))
        {
            if (!FileContent.TryNumber(part.Trim(), out Rational value))
            {
                return [];
            }

            values.Add(value);
        }

        return [.. values];
    }
}
