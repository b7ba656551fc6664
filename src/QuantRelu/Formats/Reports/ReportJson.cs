using System.Numerics;
using System.Text;
using System.Text.Json;
using QuantRelu.Analysis;
using QuantRelu.Claims;
using QuantRelu.Constructions.Paper;
using QuantRelu.Numerics;

namespace QuantRelu.Formats.Reports;

/// <summary>
/// A report as one JSON object. Counts are written as whole numbers however large; exact numbers that are not whole are strings.
/// </summary>
public static class ReportJson
{
    /// <summary>The object as indented text.</summary>
    /// <param name="report">The report.</param>
    /// <param name="layers">True to add units, connections and biases of every layer.</param>
    public static string Write(Report report, bool layers = false)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            ProvenanceJson.WriteMembers(json, report.Provenance);
            json.WriteString("errorBoundCondition", report.Provenance.ErrorBoundCondition);
            WriteParts(json, report.Provenance);
            json.WriteBoolean("claimsOfFile", report.Provenance.IsOfFile);
            WriteStrings(json, "contradictions", ClaimCheck.Contradictions(report.Provenance));
            json.WriteString("activation", report.Activation.Name);
            WriteStrings(json, "codebook", report.Codebook.Values.Select(v => v.ToString()));
            WriteCounts(json, report.Counts);
            json.WriteString("topologyHash", report.TopologyHash);
            json.WriteString("blockHash", report.BlockHash);
            WriteTried(json, report.Provenance.Tried);
            RegionJson.Write(json, report);
            if (report.Precision is { } precision)
            {
                WritePrecision(json, precision, layers);
            }

            if (report.Ledger is { } ledger)
            {
                WriteLedger(json, ledger);
            }

            if (layers)
            {
                WriteLayers(json, report.Counts);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // Beside the absolute errors, where a part of a scale was asked for.
    private static void WriteParts(Utf8JsonWriter json, Provenance claims)
    {
        if (claims.ErrorScale is not { } scale)
        {
            return;
        }

        if (claims.Measured is { } measured && scale.Asked.Measure == ErrorMeasure.OfRange)
        {
            WriteNumber(json, "measuredPart", measured.Value / (double)scale.Least);
        }

        if (claims.Certified is { } certified)
        {
            (Rational lower, Rational upper) = scale.Parts(certified);
            json.WriteStartObject("certifiedPart");
            WriteNumber(json, "lower", scale.Asked.Measure == ErrorMeasure.Relative ? null : DirectedRounding.Down(lower));
            WriteNumber(json, "upper", DirectedRounding.Up(upper));
            json.WriteEndObject();
        }
    }

    private static void WriteLedger(Utf8JsonWriter json, ErrorLedger ledger)
    {
        json.WriteStartObject("ledger");
        json.WriteNumber("samples", ledger.Samples);
        json.WriteStartArray("terms");
        foreach (LedgerEntry entry in ledger.Entries)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Name);
            json.WriteString("equations", entry.Equations);
            WriteNumber(json, "paper", entry.Paper);
            WriteNumber(json, "target", entry.Target);
            WriteNumber(json, "measured", entry.Measured);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known && double.IsFinite(known))
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteTried(Utf8JsonWriter json, ImmutableArray<TriedNetwork> tried)
    {
        if (tried.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("tried");
        foreach (TriedNetwork network in tried)
        {
            json.WriteStartObject();
            json.WriteString("construction", network.Construction);
            json.WriteString("structure", network.Structure.Text());
            WriteOptional(json, "smoothness", network.Smoothness);
            json.WriteString("error", network.Error.ToString());
            json.WriteStartObject("parameters");
            foreach ((string name, string value) in network.Parameters)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            WriteNumber(json, "weights", network.Weights);
            json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(network.Outcome.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter json, NetworkCounts counts)
    {
        json.WriteNumber("depth", counts.Depth);
        WriteNumber(json, "width", counts.Width);
        WriteNumber(json, "units", counts.Units);
        WriteNumber(json, "weights", counts.Weights);
        WriteNumber(json, "bits", counts.Bits);
        json.WriteNumber("bitsPerWeight", counts.BitsPerWeight);
        WriteNumber(json, "codebookBits", counts.CodebookBits);
        WriteNumber(json, "structureBits", counts.StructureBits);
    }

    private static void WritePrecision(Utf8JsonWriter json, PrecisionAnalysis precision, bool layers)
    {
        json.WriteStartObject("precision");
        json.WriteNumber("integerBits", precision.IntegerBits);
        WriteOptional(json, "extraFractionBits", precision.ExtraFractionBits);
        WriteOptional(json, "exactInputFractionBits", precision.ExactFractionBits >= 0 ? precision.ExactFractionBits : null);
        if (layers)
        {
            json.WriteStartArray("layers");
            foreach (LayerPrecision layer in precision.Layers)
            {
                json.WriteStartObject();
                json.WriteString("low", layer.Low.ToString());
                json.WriteString("high", layer.High.ToString());
                json.WriteBoolean("signed", layer.IsSigned);
                json.WriteNumber("integerBits", layer.IntegerBits);
                WriteOptional(json, "extraFractionBits", layer.ExtraFractionBits);
                json.WriteNumber("accumulatorBits", layer.AccumulatorBits);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteLayers(Utf8JsonWriter json, NetworkCounts counts)
    {
        json.WriteStartArray("layers");
        foreach (LayerCounts layer in counts.Layers)
        {
            json.WriteStartObject();
            WriteNumber(json, "units", layer.Units);
            WriteNumber(json, "connections", layer.Connections);
            WriteNumber(json, "biases", layer.Biases);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, BigInteger value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
