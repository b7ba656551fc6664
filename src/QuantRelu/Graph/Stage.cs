using System.Numerics;

namespace QuantRelu.Graph;

/// <summary>
/// Block arrays of one depth standing beside each other on the same layer of source units. Their outputs stand side by
/// side, or, in a summing stage, all copies of all arrays add their connections to the same output units.
/// </summary>
public sealed class Stage
{
    /// <summary>A stage of arrays.</summary>
    /// <exception cref="ArgumentException">Arrays of different depth, or, when summing, of different outputs or of depth 1 with several copies.</exception>
    public Stage(IReadOnlyList<BlockArray> arrays, bool sums = false)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        if (arrays.Count == 0 || arrays.Any(a => a.Block.Depth != arrays[0].Block.Depth))
        {
            throw new ArgumentException("A stage has arrays, all of the same depth.", nameof(arrays));
        }

        bool several = arrays.Count > 1 || !arrays[0].Copies.IsOne;
        if (sums && several && (arrays[0].Block.Depth == 1
            || arrays.Any(a => a.Block.Outputs != arrays[0].Block.Outputs || a.Block.Layers[^1].Biases.Any(b => b != SparseLayer.NoBias))))
        {
            throw new ArgumentException("A summing stage has blocks of at least two layers, with equal outputs and no output biases.", nameof(arrays));
        }

        Arrays = [.. arrays];
        Sums = sums;
    }

    /// <summary>The arrays, in the order in which their units stand.</summary>
    public ImmutableArray<BlockArray> Arrays { get; }

    /// <summary>True when all copies share the output units.</summary>
    public bool Sums { get; }

    /// <summary>Layers of weights.</summary>
    public int Depth => Arrays[0].Block.Depth;

    /// <summary>Units of one of its layers, 0-based.</summary>
    public BigInteger Units(int layer) => Sums && layer == Depth - 1
        ? Arrays[0].Block.Outputs
        : Arrays.Aggregate(BigInteger.Zero, (sum, a) => sum + (a.Copies * a.Block.Layers[layer].Units));

    /// <summary>What one of its layers, 0-based, costs.</summary>
    public LayerCounts Count(int layer) => new(Units(layer), Sum(layer, l => l.Columns.Length), Sum(layer, l => l.BiasCount));

    /// <summary>"16 copies of 2 → 1, depth 3, 4 slots; ..., summed".</summary>
    public override string ToString() => $"{string.Join("; ", Arrays)}{(Sums ? ", summed" : string.Empty)}";

    private BigInteger Sum(int layer, Func<SparseLayer, int> count) =>
        Arrays.Aggregate(BigInteger.Zero, (sum, a) => sum + (a.Copies * count(a.Block.Layers[layer])));
}
