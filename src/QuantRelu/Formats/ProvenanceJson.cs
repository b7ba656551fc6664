using System.Globalization;
using System.Text;
using System.Text.Json;
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

    /// <summary>The object as a text.</summary>
    public static string Text(Provenance provenance)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            Write(json, provenance);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
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
        ErrorScaleJson.Write(json, provenance.ErrorScale);
        WriteOptional(json, "lambda", provenance.Lambda);
        json.WriteString("quantization", provenance.Quantization.Text());
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
    public static Provenance Read(JsonPart json)
    {
        try
        {
            return new Provenance
            {
                Target = json.Member("target").Text(),
                Source = TargetSourceJson.Read(json),
                Domain = Domain.Parse(json.Member("domain").Text(), json.Member("dimension").Integer()),
                Smoothness = json.Present("smoothness")?.Integer(),
                Error = ReadError(json),
                ErrorScale = ErrorScaleJson.Read(json),
                Lambda = json.Present("lambda")?.Integer(),
                Quantization = ReadQuantization(json.Member("quantization")),
                Structure = StructureNames.Parse(json.Member("structure").Text()),
                Construction = json.Member("construction").Text(),
                Parameters = new(json.Member("parameters").Members().ToDictionary(p => p.Name, p => p.Value.ToString())),
                ErrorBound = json.Present("errorBound")?.Finite(),
                PaperBound = json.Present("paperBound") is { } b
                    ? new PaperBound(b.Member("depth").Finite(), b.Member("weights").Finite(), b.Member("bits").Finite())
                    : null,
                Measured = json.Present("measuredError") is { } m ? ReadMeasured(json, m) : null,
                Certified = json.Present("certifiedError") is { } c ? ReadCertified(c) : null,
            };
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or (FormatException and not NetworkFormatException))
        {
            throw new NetworkFormatException($"The provenance of the network cannot be read: {e.Message}", e);
        }
    }

    // The doubles beside exact numbers are for other readers, who must not read another claim.
    private static Rational? ReadError(JsonPart json)
    {
        Rational? exact = json.Present("errorExact")?.Number();
        double? rounded = json.Present("error")?.Finite();
        FileClaims.Agree(rounded is null || rounded == (double?)exact, "error", "errorExact");
        return exact;
    }

    private static MeasuredError ReadMeasured(JsonPart json, JsonPart value) => new(
        value.Finite(),
        [.. json.Member("measuredAt").Items().Select(x => x.Finite())],
        json.Member("samples").Long(),
        json.Member("measuredExactly").Flag());

    private static CertifiedError ReadCertified(JsonPart json)
    {
        var exact = new CertifiedError(End(json.Member("lowerExact")), End(json.Member("upperExact")));
        bool isAround = json.Member("lower").Finite() is var lower && json.Member("upper").Finite() is var upper
            && lower == DirectedRounding.Down(exact.Lower) && upper == DirectedRounding.Up(exact.Upper);
        FileClaims.Agree(isAround, "lower and upper of certifiedError", "its exact ends");
        return exact;
    }

    private static Dyadic End(JsonPart json) => json.Number() is { IsDyadic: true } end
        ? end.ToDyadic()
        : throw json.Wrong("an exact number with a power of two below");

    private static Quantization ReadQuantization(JsonPart json)
    {
        return QuantizationNames.TryParse(json.Text(), out Quantization quantization)
            ? quantization
            : throw json.Wrong($"one of {string.Join(", ", QuantizationNames.All)}");
    }

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
}
