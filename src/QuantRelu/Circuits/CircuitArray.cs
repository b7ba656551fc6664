using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Circuits;

/// <summary>
/// Where a circuit input is read in the stage before, for every copy of a grid at once: copy (k_1, ..., k_g) reads output
/// <c>Output + Σ_c OutputStrides[c]·k_c</c> of copy <c>Copy + Σ_c CopyStrides[c]·k_c</c> of array <c>Array</c>. Strides
/// that are left out are zero. In front of the first stage the network inputs are the outputs of one array with one copy.
/// </summary>
public sealed record Source(int Array, int Output, long Copy = 0, ImmutableArray<long>? CopyStrides = null, ImmutableArray<long>? OutputStrides = null)
{
    private readonly Sequence<long>? _copyStrides = CopyStrides;
    private readonly Sequence<long>? _outputStrides = OutputStrides;

    /// <summary>The strides of the copies; null for zeros.</summary>
    public ImmutableArray<long>? CopyStrides
    {
        get => _copyStrides?.Items;
        init => _copyStrides = value;
    }

    /// <summary>The strides of the outputs; null for zeros.</summary>
    public ImmutableArray<long>? OutputStrides
    {
        get => _outputStrides?.Items;
        init => _outputStrides = value;
    }
}

/// <summary>A grid of copies (empty radices: one copy), or only some of its points, and the source of each circuit input.</summary>
public sealed record Wiring(ImmutableArray<long> Radices, ImmutableArray<Source> Sources, ImmutableArray<long>? Selection = null)
{
    private readonly Sequence<long> _radices = Radices;
    private readonly Sequence<Source> _sources = Sources;
    private readonly Sequence<long>? _selection = Selection;

    /// <summary>The sides of the grid; empty for one copy.</summary>
    public ImmutableArray<long> Radices
    {
        get => _radices.Items;
        init => _radices = value;
    }

    /// <summary>What each circuit input reads.</summary>
    public ImmutableArray<Source> Sources
    {
        get => _sources.Items;
        init => _sources = value;
    }

    /// <summary>The numbers of the points of the grid that are there; null for all.</summary>
    public ImmutableArray<long>? Selection
    {
        get => _selection?.Items;
        init => _selection = value;
    }

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
    private readonly Sequence<LinearForm> _outputs = Outputs;
    private readonly Sequence<Wiring> _grids = Grids;

    /// <summary>The circuit's outputs.</summary>
    public ImmutableArray<LinearForm> Outputs
    {
        get => _outputs.Items;
        init => _outputs = value;
    }

    /// <summary>The grids over which it is repeated, one after another.</summary>
    public ImmutableArray<Wiring> Grids
    {
        get => _grids.Items;
        init => _grids = value;
    }

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
    private readonly Sequence<CircuitArray> _arrays = Arrays;

    /// <summary>The arrays, side by side.</summary>
    public ImmutableArray<CircuitArray> Arrays
    {
        get => _arrays.Items;
        init => _arrays = value;
    }

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
