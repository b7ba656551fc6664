using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using QuantRelu.Benchmarks.Truth;
using QuantRelu.Formats;
using QuantRelu.Formats.Onnx;

namespace QuantRelu.Benchmarks.Files;

/// <summary>The files of a set.</summary>
internal static class SetFiles
{
    /// <summary>Where the truth is.</summary>
    public const string TruthFile = "truth.json";

    /// <summary>All files; the truth comes last, as it names what the others are.</summary>
    public static IEnumerable<OutputFile> Of(BenchmarkSet set, ImmutableArray<SetNetwork> networks)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (SetNetwork network in networks)
        {
            byte[] model = Model(set, network);
            digests[network.File] = Convert.ToHexStringLower(SHA256.HashData(model));
            yield return new OutputFile(network.File, stream => stream.Write(model));
        }

        foreach (BenchmarkInstance instance in set.Instances)
        {
            string[] comments =
            [
                $"network: {instance.NetworkFile}, sha256 {digests[instance.NetworkFile]}",
                $"X_0, X_1, ... are its inputs, Y_0 its output, as a function of real numbers; asked is {instance.Query}",
                $"the answer, its margin and its proof: {TruthFile}, instance {instance.Name}",
            ];
            yield return new OutputFile(instance.QuestionFile, stream => instance.Query.Write(stream, set.Options.Version, comments));
        }

        yield return Text("instances.csv", string.Concat(set.Instances.Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{i.NetworkFile},{i.QuestionFile},{i.Timeout}\n"))));
        yield return Text("generate_properties.py", GeneratorScript.Of(set.Options));
        yield return Text("truth.csv", TruthTable.Of(set).ToCsv());
        yield return new OutputFile(TruthFile, stream => TruthJson.Write(set, networks, digests, stream));
    }

    private static byte[] Model(BenchmarkSet set, SetNetwork network)
    {
        using var stream = new MemoryStream();
        OnnxExport.Write(network.Drawn.Constructed, stream, freeBatch: false, line: null, ModelProperties.Of(set.Options, network), CancellationToken.None);
        return stream.ToArray();
    }

    private static OutputFile Text(string name, string text) => new(name, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
