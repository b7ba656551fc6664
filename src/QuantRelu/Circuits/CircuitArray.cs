using System.Numerics;

namespace QuantRelu.Circuits;

/// <summary>
/// Where a circuit input is read in the stage before, for every copy of a grid at once: copy (k_1, ..., k_g) reads output
/// <c>Output + Σ_c OutputStrides[c]·k_c</c> of copy <c>Copy + Σ_c CopyStrides[c]·k_c</c> of array <c>Array</c>. Strides
/// that are left out are zero. In front of the first stage the network inputs are the outputs of one array with one copy.
/// </summary>
public sealed record Source(int Array, int Output, long Copy = 0, ImmutableArray<long>? CopyStrides = null, ImmutableArray<long>? OutputStrides = null);

/// <summary>A grid of copies (empty radices: one copy), or only some of its points, and the source of each circuit input.</summary>
public sealed record Wiring(ImmutableArray<long> Radices, ImmutableArray<Source> Sources, ImmutableArray<long>? Selection = null)
{
    /// <summary>Points of the grid, or as many as are selected.</summary>
    internal BigInteger Copies => Selection is { } selection ? selection.Length : Radices.Aggregate(BigInteger.One, (product, radix) => product * radix);

    /// <summary>One copy that reads the given outputs of array 0.</summary>
    public static Wiring Straight(int inputs) => new([], [.. Enumerable.Range(0, inputs).Select(i => new Source(0, i))]);
}

/// <summary>
/// A circuit repeated over one or several grids; the copies of all grids are numbered one after another, so that a later
/// stage can read across them.
/// </summary>
public sealed record CircuitArray(Circuit Circuit, ImmutableArray<LinearForm> Outputs, ImmutableArray<Wiring> Grids)
{
    /// <summary>A single copy that reads outputs 0, 1, ... of array 0.</summary>
    public CircuitArray(Circuit circuit, ImmutableArray<LinearForm> outputs)
        : this(circuit, outputs, [Wiring.Straight(circuit.Inputs)])
    {
    }

    /// <summary>The name under which the codes of its switches are found when the topology stands; null while nobody asks for them.</summary>
    public string? Bank { get; init; }

    /// <summary>For how many of itself the array stands where a construction is only counted: more copies than a grid may have.</summary>
    internal BigInteger Times { get; init; } = BigInteger.One;

    /// <summary>Copies in all grids.</summary>
    internal BigInteger Copies => Times * Grids.Aggregate(BigInteger.Zero, (sum, grid) => sum + grid.Copies);
}

/// <summary>Circuits side by side on the same layer of sources; in a summing stage all copies add up to the same outputs.</summary>
public sealed record CircuitStage(ImmutableArray<CircuitArray> Arrays, bool Sums = false)
{
    /// <summary>
    /// A value that exists once, such as a network input or a sum of everything before, cannot be asked for copies: this stage
    /// makes them, its outputs are σ(v/2) of the outputs v ≥ 0 of the one array before. The next stage reads v as 2·Input.
    /// </summary>
    public static CircuitStage Entry(int values)
    {
        var circuit = new Circuit(values);
        return new CircuitStage([new CircuitArray(circuit, [.. Enumerable.Range(0, values).Select(i => Dyadic.Half * circuit.Input(i))])]);
    }
}
