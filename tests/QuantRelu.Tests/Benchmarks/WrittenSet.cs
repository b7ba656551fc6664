using System.Text.Json;
using QuantRelu.Benchmarks;
using QuantRelu.Formats.VnnLib;
using QuantRelu.Tests.Formats.VnnLib;

namespace QuantRelu.Tests.Benchmarks;

/// <summary>A set as it lies in a folder, read from its files alone.</summary>
internal sealed class WrittenSet : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantrelu-set-");

    public WrittenSet(BenchmarkOptions options)
    {
        BenchmarkSet.Create(options).Write(Folder);
        Truth = JsonDocument.Parse(File.ReadAllText(PathOf("truth.json"))).RootElement;
        Instances = [.. Truth.GetProperty("instances").EnumerateArray().Select(i => new WrittenInstance(this, i))];
    }

    public string Folder => Path.Combine(_folder.FullName, "set");

    public JsonElement Truth { get; }

    public WrittenInstance[] Instances { get; }

    public Dictionary<string, byte[]> Files => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(Folder, f).Replace('\\', '/'), File.ReadAllBytes);

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>An instance: what the truth says of it, and its two files.</summary>
internal sealed class WrittenInstance(WrittenSet set, JsonElement truth)
{
    public JsonElement Truth { get; } = truth;

    public string Name => Text("instance");

    public bool IsSatisfiable => Text("answer") == "sat";

    public byte[] Model { get; } = File.ReadAllBytes(set.PathOf(truth.GetProperty("onnx").GetString()!));

    public VnnLibProperty Question { get; } = new(File.ReadAllText(set.PathOf(truth.GetProperty("vnnlib").GetString()!)));

    public long Regions => Truth.GetProperty("regions").GetInt64();

    public string Text(string name) => Truth.GetProperty(name).GetString()!;

    public Rational Number(string name) => Rational.Parse(Text(name));

    /// <summary>The input and output of a witness; null where there is none.</summary>
    public (Rational[] Input, Rational Output)? Witness(string name) => Truth.GetProperty(name) is { ValueKind: JsonValueKind.Object } witness
        ? ([.. witness.GetProperty("input").EnumerateArray().Select(Exact)], Exact(witness.GetProperty("output")))
        : null;

    private static Rational Exact(JsonElement number) => Rational.Parse(number.GetString()!);
}
