using BenchmarkDotNet.Attributes;

namespace QuantRelu.Benchmarks;

/// <summary>Saving to and loading from the compact binary file.</summary>
public class FileBenchmarks
{
    private string? _directory;
    private ConstructedNetwork? _network;

    /// <summary>The network.</summary>
    [ParamsSource(nameof(Networks))]
    public NetworkCase? Network { get; set; }

    /// <summary>The networks that can be built.</summary>
    public static IEnumerable<NetworkCase> Networks => NetworkCase.Buildable;

    private string Saved => Path.Combine(_directory!, "saved.qrelu");

    /// <summary>Builds the network, and checks that its file holds it.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _directory = Directory.CreateTempSubdirectory("quantrelu").FullName;
        _network = Network!.Build();
        NetworkFile.Save(_network, Saved);
        using var again = new MemoryStream();
        NetworkFile.Write(NetworkFile.Load(Saved), again);
        if (!again.ToArray().AsSpan().SequenceEqual(File.ReadAllBytes(Saved)))
        {
            throw new InvalidOperationException("The loaded network is not the one that was saved.");
        }
    }

    /// <summary>Removes the files.</summary>
    [GlobalCleanup]
    public void Remove() => Directory.Delete(_directory!, recursive: true);

    /// <summary>Saves into a file, over the one that stands there.</summary>
    [Benchmark]
    public void Save() => NetworkFile.Save(_network!, Saved);

    /// <summary>Loads and validates.</summary>
    [Benchmark]
    public ConstructedNetwork Load() => NetworkFile.Load(Saved);
}
