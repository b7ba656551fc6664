using System.Text.Encodings.Web;
using System.Text.Json;
using QuantRelu.Benchmarks.Truth;
using QuantRelu.Formats.VnnLib;

namespace QuantRelu.Benchmarks.Files;

/// <summary>The truth about a set, for other programs: numbers are exact texts "p" or "p/q" but for counts.</summary>
internal static class TruthJson
{
    /// <summary>What the file says it is.</summary>
    public const string Format = "quantrelu-benchmark";

    /// <summary>Writes it.</summary>
    public static void Write(BenchmarkSet set, ImmutableArray<SetNetwork> networks, IReadOnlyDictionary<string, string> digests, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", 1);
        json.WriteString("command", set.Command);
        json.WriteString("vnnlibVersion", set.Options.Version == VnnLibVersion.One ? "1.0" : "2.0");
        json.WriteString("meaning", "Truth is about each model as a function of real numbers, its float32 weights taken exactly.");
        json.WriteStartArray("networks");
        foreach (SetNetwork network in networks)
        {
            Write(json, network, digests[network.File], set.Options);
        }

        json.WriteEndArray();
        json.WriteStartArray("instances");
        foreach (BenchmarkInstance instance in set.Instances)
        {
            Write(json, instance);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SetNetwork network, string digest, BenchmarkOptions options)
    {
        NetworkCounts counts = network.Drawn.Constructed.Network.Count();
        json.WriteStartObject();
        json.WriteString("onnx", network.File);
        json.WriteString("sha256", digest);
        json.WriteString("family", network.Family.Name);
        json.WriteNumber("level", network.Level);
        json.WriteNumber("inputs", network.Range.Box.Dimension);
        json.WriteNumber("depth", counts.Depth);
        json.WriteNumber("width", (long)counts.Width);
        json.WriteNumber("weights", (long)counts.Weights);
        json.WriteNumber("regions", network.Range.Summary.ConvexRegions);
        json.WriteString("reproduce", SetCommand.Of(options, network));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BenchmarkInstance instance)
    {
        json.WriteStartObject();
        json.WriteString("instance", instance.Name);
        json.WriteString("onnx", instance.NetworkFile);
        json.WriteString("vnnlib", instance.QuestionFile);
        json.WriteNumber("timeout", instance.Timeout);
        json.WriteString("answer", instance.IsSatisfiable ? "sat" : "unsat");
        json.WriteStartArray("box");
        foreach ((Rational low, Rational high) in instance.Query.Box.Sides)
        {
            Write(json, [low, high]);
        }

        json.WriteEndArray();
        json.WriteStartArray("alternatives");
        foreach (ImmutableArray<OutputCondition> alternative in instance.Query.Alternatives)
        {
            json.WriteStartArray();
            foreach (OutputCondition condition in alternative)
            {
                json.WriteStartObject();
                json.WriteNumber("output", condition.Output);
                json.WriteString("relation", condition.Sign);
                json.WriteString("bound", condition.Bound.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteString("side", instance.IsMaximum ? "maximum" : "minimum");
        json.WriteString("extremum", instance.Extremum.ToString());
        Write(json, "extremumAt", instance.ExtremumAt);
        json.WriteString("threshold", instance.Threshold.ToString());
        json.WriteString("margin", instance.Margin.ToString());
        json.WriteString("askedMargin", instance.AskedMargin.ToString());
        json.WriteNumber("regions", instance.Regions);
        Write(json, "witness", instance.Witness);
        Write(json, "float32Witness", instance.Float32Witness);
        json.WriteString("float32", Text(instance.Float32Knowledge));
        json.WriteString("proof", instance.Proof);
        json.WriteEndObject();
    }

    private static string? Text(Float32Knowledge knowledge) => knowledge switch
    {
        Float32Knowledge.Nearest => "the nearest to the witness",
        Float32Knowledge.Found => "one near the witness",
        Float32Knowledge.NoneExists => "none exists",
        Float32Knowledge.NotFound => "none was found near the witness",
        _ => null,
    };

    private static void Write(Utf8JsonWriter json, string name, Witness? witness)
    {
        if (witness is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        Write(json, "input", witness.Input);
        json.WriteString("output", witness.Output.ToString());
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<Rational> numbers)
    {
        json.WritePropertyName(name);
        Write(json, numbers);
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<Rational> numbers)
    {
        json.WriteStartArray();
        foreach (Rational number in numbers)
        {
            json.WriteStringValue(number.ToString());
        }

        json.WriteEndArray();
    }
}
