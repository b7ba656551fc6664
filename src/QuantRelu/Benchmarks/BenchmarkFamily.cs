using QuantRelu.Benchmarks.Drawing;
using QuantRelu.Numerics;

namespace QuantRelu.Benchmarks;

/// <summary>Networks of one kind, which grow with a level.</summary>
public sealed class BenchmarkFamily
{
    private readonly Func<int, int, SplitMix64, BenchmarkNetwork> _draw;

    private BenchmarkFamily(string name, string summary, int[] inputs, Func<int, int, SplitMix64, BenchmarkNetwork> draw)
    {
        (Name, Summary, _draw) = (name, summary, draw);
        Inputs = [.. inputs];
    }

    /// <summary>Sub-networks of the paper.</summary>
    public static BenchmarkFamily Paper { get; } = new("paper", "sub-networks of the paper: squares, products, hats", [1, 2, 3], PaperNetworks.Draw);

    /// <summary>Compact networks of every construction.</summary>
    public static BenchmarkFamily Compact { get; } = new(
        "compact", "compact networks: slopes, hierarchical, crossbar, cells, hinges, and their parts", [1, 2], CompactNetworks.Draw);

    /// <summary>Circuits with random coefficients.</summary>
    public static BenchmarkFamily Random { get; } = new("random", "random circuits, realized over few weight values or free", [1, 2, 3], RandomNetworks.Draw);

    /// <summary>Networks that are hard on purpose: few weights and a great many linear pieces.</summary>
    public static BenchmarkFamily Pieces { get; } = new(
        "pieces", "hard on purpose: landscapes of teeth, with 2^level linear pieces along an axis", [1, 2, 3], PieceNetworks.Draw);

    /// <summary>Networks that are hard on purpose: little width and great depth.</summary>
    public static BenchmarkFamily Chains { get; } = new(
        "chains", "hard on purpose: straight lines and products through long chains of layers", [1, 2], ChainNetworks.Draw);

    /// <summary>All families, in the order in which a set takes its networks from them.</summary>
    public static ImmutableArray<BenchmarkFamily> All { get; } = [Paper, Compact, Random, Pieces, Chains];

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What its networks are.</summary>
    public string Summary { get; }

    /// <summary>How many inputs its networks have.</summary>
    public ImmutableArray<int> Inputs { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Summary}";

    /// <summary>A network.</summary>
    /// <param name="level">How large it shall be, from 1.</param>
    /// <param name="inputs">One of <see cref="Inputs"/>.</param>
    /// <param name="random">What the rest is drawn from.</param>
    internal BenchmarkNetwork Draw(int level, int inputs, SplitMix64 random) => _draw(level, inputs, random);
}
