using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Circuits;

/// <summary>An output of a realized circuit: the form that the unit of the last layer computes, and how often it is wanted.</summary>
public readonly record struct CircuitOutput(LinearForm Form, int Copies = 1);

/// <summary>A circuit made into a block over a codebook.</summary>
/// <param name="Block">Layers whose weights and biases are codebook values.</param>
/// <param name="InputCopies">For each circuit input, how many equal source units the block reads, side by side.</param>
public sealed record RealizedCircuit(Block Block, ImmutableArray<int> InputCopies)
{
    private readonly Sequence<int> _inputCopies = InputCopies;

    /// <summary>For each circuit input, how many equal source units the block reads, side by side.</summary>
    public ImmutableArray<int> InputCopies
    {
        get => _inputCopies.Items;
        init => _inputCopies = value;
    }
}

/// <summary>
/// Realizes a circuit over a codebook. What the codebook cannot reach in one layer becomes a chain; then, in one backward
/// pass, the coefficients that are asked of a unit decide how many copies it gets, each copy gets a codebook value so that
/// the values add up to the coefficient, and a value that is needed in a later layer is held (coefficient 1) in between,
/// which is exact because every value is ≥ 0.
/// </summary>
public static class Realization
{
    /// <summary>The fewest layers in which the codebook realizes the forms.</summary>
    /// <exception cref="RealizationException">A coefficient or a bias that the codebook cannot make.</exception>
    /// <exception cref="ArgumentException">An output reads another circuit.</exception>
    public static int Depth(Circuit circuit, IReadOnlyList<LinearForm> outputs, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(codebook);
        return new ExpandedCircuit(circuit, outputs, new CoefficientCodes(codebook)).Depth;
    }

    /// <summary>Realizes the outputs of a circuit; they stand in one last layer, each with its copies side by side.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="outputs">What its last layer computes.</param>
    /// <param name="codebook">The values that weights and biases may take.</param>
    /// <param name="depth">Layers wanted; fewer than are needed means as few as possible.</param>
    /// <exception cref="RealizationException">A coefficient or a bias that the codebook cannot make.</exception>
    /// <exception cref="ArgumentException">An output reads another circuit, or is wanted less than once.</exception>
    public static RealizedCircuit Realize(Circuit circuit, IReadOnlyList<CircuitOutput> outputs, Codebook codebook, int depth = 0)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(codebook);
        var expanded = new ExpandedCircuit(circuit, [.. outputs.Select(o => o.Form)], new CoefficientCodes(codebook));
        return expanded.Realize([.. outputs.Select(o => o.Copies)], depth);
    }

    /// <summary>
    /// The network that computes the forms on its own inputs u in [0, 1], behind a first layer σ(u/2) that makes copies of them.
    /// </summary>
    public static Network ToNetwork(Circuit circuit, IReadOnlyList<LinearForm> outputs, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(outputs);
        return StagedCircuit.Single(circuit, outputs).Realize(codebook);
    }
}
