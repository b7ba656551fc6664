using System.Text.Json;
using QuantRelu.Benchmarks.Files;
using QuantRelu.Formats;
using QuantRelu.Formats.Onnx;
using QuantRelu.Formats.VnnLib;

namespace QuantRelu.Benchmarks.Scoring;

/// <summary>A set in a directory, as its truth tells it.</summary>
public sealed class WrittenSet
{
    private readonly string _directory;

    private WrittenSet(string directory, ImmutableArray<KnownInstance> instances) => (_directory, Instances) = (directory, instances);

    /// <summary>Its instances.</summary>
    public ImmutableArray<KnownInstance> Instances { get; }

    /// <summary>Reads the truth of a set.</summary>
    /// <exception cref="IOException">There is no such directory, or no truth in it.</exception>
    /// <exception cref="FormatException">What is there is not the truth of a set; the message says what is wrong.</exception>
    public static WrittenSet Read(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string file = Path.Combine(directory, SetFiles.TruthFile);
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"'{directory}' is not a set of instances: there is no {SetFiles.TruthFile} in it.");
        }

        try
        {
            using JsonDocument json = JsonText.Parse(File.ReadAllBytes(file));
            var truth = new JsonPart(json.RootElement, string.Empty);
            return Need(truth, "format").Text() == TruthJson.Format
                ? new WrittenSet(directory, [.. Need(truth, "instances").Items().Select(Instance)])
                : throw new FormatException($"its format is not {TruthJson.Format}.");
        }
        catch (FormatException e)
        {
            throw new FormatException($"'{file}' is not the truth of a set: {e.Message}", e);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"'{file}' is not the truth of a set: {e.Message}", e);
        }
    }

    /// <summary>The network of an instance, exactly as its model's bytes are.</summary>
    /// <exception cref="IOException">The model cannot be read.</exception>
    /// <exception cref="FormatException">It is no model.</exception>
    public Network Network(KnownInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        using FileStream stream = File.OpenRead(Path.Combine(_directory, instance.NetworkFile));
        return OnnxImport.Read(stream).Network;
    }

    private static KnownInstance Instance(JsonPart part)
    {
        string answer = Need(part, "answer").Text();
        Domain box = Domain.Create([.. Need(part, "box").Items().Select(side => side.Pair("two numbers")).Select(s => (s.First.Number(), s.Second.Number()))]);
        IReadOnlyList<OutputCondition>[] alternatives =
            [.. Need(part, "alternatives").Items().Select(a => (IReadOnlyList<OutputCondition>)[.. a.Items().Select(Condition)])];
        return answer is "sat" or "unsat"
            ? new KnownInstance(
                Need(part, "instance").Text(), Need(part, "onnx").Text(), Need(part, "vnnlib").Text(), Need(part, "timeout").Integer(), answer == "sat",
                new VerificationQuery(box, 1, alternatives))
            : throw Need(part, "answer").Wrong("sat or unsat");
    }

    private static OutputCondition Condition(JsonPart part)
    {
        JsonPart relation = Need(part, "relation");
        return new OutputCondition(Need(part, "output").Integer(), relation.Text() switch
        {
            ">=" => OutputRelation.AtLeast,
            "<=" => OutputRelation.AtMost,
            ">" => OutputRelation.Above,
            "<" => OutputRelation.Below,
            _ => throw relation.Wrong("a relation"),
        }, Need(part, "bound").Number());
    }

    private static JsonPart Need(JsonPart part, string name) => part.Optional(name) ?? throw new FormatException($"there is no member '{name}'.");
}
