using System.Globalization;
using System.Text.Json;
using QuantRelu.Claims;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Formats;

/// <summary>The provenance of a network as a JSON object, with the names of the report and the samples of its target; exact numbers are strings.</summary>
internal static class ProvenanceJson
{
    public static void Write(Utf8JsonWriter json, Provenance provenance)
    {
        json.WriteStartObject();
        WriteMembers(json, provenance);
        TargetSourceJson.WriteSamples(json, provenance.Source);
        json.WriteEndObject();
    }

    /// <summary>The members alone, without samples, for a report that adds the counts.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Provenance provenance)
    {
        json.WriteString("target", provenance.Target);
        json.WriteNumber("dimension", provenance.Domain.Dimension);
        json.WriteString("domain", provenance.Domain.ToString());
        TargetSourceJson.Write(json, provenance.Source);
        WriteOptional(json, "smoothness", provenance.Smoothness);
        WriteOptional(json, "error", provenance.Error is { } error ? (double)error : null);
        json.WriteString("errorExact", provenance.Error?.ToString());
        WriteOptional(json, "lambda", provenance.Lambda);
        json.WriteString("quantization", NameOf(provenance.Quantization));
        json.WriteString("structure", provenance.Structure.Text());
        json.WriteString("construction", provenance.Construction);
        json.WriteStartObject("parameters");
        foreach ((string name, string value) in provenance.Parameters)
        {
            if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
        WriteErrors(json, provenance);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="NetworkFormatException">A member is missing or of the wrong kind.</exception>
    public static Provenance Read(JsonElement json)
    {
        try
        {
            return new Provenance
            {
                Target = json.GetProperty("target").GetString()!,
                Source = TargetSourceJson.Read(json),
                Domain = Domain.Parse(json.GetProperty("domain").GetString()!, json.GetProperty("dimension").GetInt32()),
                Smoothness = Optional(json, "smoothness") is { } n ? n.GetInt32() : null,
                Error = ReadError(json),
                Lambda = Optional(json, "lambda")?.GetInt32(),
                Quantization = Enum.GetValues<Quantization>().First(q => NameOf(q) == json.GetProperty("quantization").GetString()),
                Structure = StructureNames.Parse(json.GetProperty("structure").GetString()),
                Construction = json.GetProperty("construction").GetString()!,
                Parameters = new(json.GetProperty("parameters").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString())),
                ErrorBound = Optional(json, "errorBound") is { } bound ? Finite(bound) : null,
                PaperBound = Optional(json, "paperBound") is { } b
                    ? new PaperBound(Finite(b.GetProperty("depth")), Finite(b.GetProperty("weights")), Finite(b.GetProperty("bits")))
                    : null,
                Measured = Optional(json, "measuredError") is { } m
                    ? new MeasuredError(Finite(m), [.. json.GetProperty("measuredAt").EnumerateArray().Select(Finite)], json.GetProperty("samples").GetInt64(), json.GetProperty("measuredExactly").GetBoolean())
                    : null,
                Certified = Optional(json, "certifiedError") is { } c ? ReadCertified(c) : null,
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or NullReferenceException)
        {
            throw new NetworkFormatException($"The provenance of the network cannot be read: {e.Message}", e);
        }
    }

    // The doubles beside exact numbers are for other readers, who must not read another claim.
    private static Rational? ReadError(JsonElement json)
    {
        Rational? exact = Optional(json, "errorExact") is { } e ? FileContent.Number(e.GetString()) : null;
        double? rounded = Optional(json, "error")?.GetDouble();
        FileClaims.Agree(rounded is null || rounded == (double?)exact, "error", "errorExact");
        return exact;
    }

    private static CertifiedError ReadCertified(JsonElement json)
    {
        Dyadic End(string name) => FileContent.Number(json.GetProperty(name).GetString()).ToDyadic();
        var exact = new CertifiedError(End("lowerExact"), End("upperExact"));
        bool isAround = Finite(json.GetProperty("lower")) is var lower && Finite(json.GetProperty("upper")) is var upper
            && lower == DirectedRounding.Down(exact.Lower) && upper == DirectedRounding.Up(exact.Upper);
        FileClaims.Agree(isAround, "lower and upper of certifiedError", "its exact ends");
        return exact;
    }

    private static string NameOf(Quantization quantization) => quantization.ToString().ToLowerInvariant();

    private static void WriteErrors(Utf8JsonWriter json, Provenance provenance)
    {
        WriteOptional(json, "errorBound", provenance.ErrorBound);
        WriteOptional(json, "measuredError", provenance.Measured?.Value);
        if (provenance.Measured is { } measured)
        {
            json.WriteStartArray("measuredAt");
            foreach (double x in measured.At)
            {
                json.WriteNumberValue(x);
            }

            json.WriteEndArray();
            json.WriteNumber("samples", measured.Samples);
            json.WriteBoolean("measuredExactly", measured.Exact);
        }
        else
        {
            json.WriteNull("measuredAt");
            json.WriteNull("samples");
        }

        if (provenance.Certified is { } certified)
        {
            json.WriteStartObject("certifiedError");
            json.WriteNumber("lower", DirectedRounding.Down(certified.Lower));
            json.WriteNumber("upper", DirectedRounding.Up(certified.Upper));
            json.WriteString("lowerExact", certified.Lower.ToString());
            json.WriteString("upperExact", certified.Upper.ToString());
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("certifiedError");
        }

        if (provenance.PaperBound is { } bound)
        {
            json.WriteStartObject("paperBound");
            json.WriteNumber("depth", bound.Depth);
            json.WriteNumber("weights", bound.Weights);
            json.WriteNumber("bits", bound.Bits);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("paperBound");
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    // JSON has no infinity, but 1e999 is read as one.
    private static double Finite(JsonElement json) => json.GetDouble() is var value && double.IsFinite(value) ? value : throw new FormatException($"{json} is beyond all doubles.");

    private static JsonElement? Optional(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
