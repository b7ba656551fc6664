using QuantRelu.Benchmarks.Files;
using QuantRelu.Benchmarks.Truth;
using QuantRelu.Formats;

namespace QuantRelu.Benchmarks;

/// <summary>
/// Instances with known truth for programs that verify networks, in the layout of the competition VNN-COMP. Truth is about the function of real numbers that
/// a model is, its float32 weights taken exactly; the rounding of float32 arithmetic is no part of it.
/// </summary>
public sealed class BenchmarkSet
{
    /// <summary>The folder of the models.</summary>
    public const string NetworkFolder = "onnx";

    /// <summary>The folder of the questions.</summary>
    public const string QuestionFolder = "vnnlib";

    private readonly ImmutableArray<SetNetwork> _networks;

    private BenchmarkSet(BenchmarkOptions options, ImmutableArray<SetNetwork> networks, ImmutableArray<BenchmarkInstance> instances) =>
        (Options, _networks, Instances) = (options, networks, instances);

    /// <summary>What it was asked to be like.</summary>
    public BenchmarkOptions Options { get; }

    /// <summary>The instances, two for a network: one whose question has an answer and one whose question has none.</summary>
    public ImmutableArray<BenchmarkInstance> Instances { get; }

    /// <summary>Draws a set and finds its truth.</summary>
    /// <param name="options">What it shall be like.</param>
    /// <param name="progress">Told how many instances are there.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">There is no such set; the message is the options' obstacle.</exception>
    /// <exception cref="LimitException">A family has no network of so few weights.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static BenchmarkSet Create(BenchmarkOptions options, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Obstacle is { } obstacle)
        {
            throw new ArgumentException(obstacle, nameof(options));
        }

        var networks = ImmutableArray.CreateBuilder<SetNetwork>();
        var instances = ImmutableArray.CreateBuilder<BenchmarkInstance>();
        while (instances.Count < options.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SetNetwork network = SetNetwork.Draw(options, networks.Count);
            networks.Add(network);
            instances.AddRange(InstancePair.Of(options, network, networks.Count).Take(options.Count - instances.Count));
            progress?.Report(instances.Count);
        }

        return new BenchmarkSet(options, networks.ToImmutable(), instances.ToImmutable());
    }

    /// <summary>The command line that makes the set, with DIR for its place.</summary>
    public string Command => SetCommand.Of(Options);

    /// <summary>
    /// Writes the set into a directory that appears whole or not at all: onnx/, vnnlib/, instances.csv (model, question, seconds), truth.json and
    /// truth.csv, and generate_properties.py, which takes a seed.
    /// </summary>
    /// <inheritdoc cref="AtomicDirectory.Write"/>
    public void Write(string path, CancellationToken cancellationToken = default) =>
        AtomicDirectory.Write(path, SetFiles.Of(this, _networks), cancellationToken);

    /// <summary>"100 instances of 50 networks".</summary>
    public override string ToString() => $"{Count(Instances.Length, "instance")} of {Count(_networks.Length, "network")}";

    private static string Count(int count, string thing) => $"{count} {thing}{(count == 1 ? string.Empty : "s")}";
}
