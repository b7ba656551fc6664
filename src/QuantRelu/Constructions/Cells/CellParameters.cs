using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Cells;

/// <summary>What a network of cells is made with; it depends on d, n, ε and the power of two that bounds the norm, not on the target.</summary>
internal sealed record CellParameters
{
    private readonly Sequence<int> _logSteps = new([]);
    private readonly Sequence<int> _planes = new([]);

    /// <summary>d.</summary>
    public required int Dimension { get; init; }

    /// <summary>n.</summary>
    public required int Smoothness { get; init; }

    /// <summary>s: the class is that of all f with a norm of at most 2^s.</summary>
    public required int LogScale { get; init; }

    /// <summary>N, the cells along each side.</summary>
    public required int Grid { get; init; }

    /// <summary>a: a cell reaches 2^-a of its width beyond its core.</summary>
    public required int LogMargin { get; init; }

    /// <summary>r, the teeth of squarers.</summary>
    public required int Teeth { get; init; }

    /// <summary>e_j: coefficients of features of degree j are multiples of 2^-e_j, j = 0, ..., n - 1.</summary>
    public required ImmutableArray<int> LogSteps
    {
        get => _logSteps.Items;
        init => _logSteps = value;
    }

    /// <summary>t: the bits of the constant, then those of the coefficient of each feature.</summary>
    public required ImmutableArray<int> Planes
    {
        get => _planes.Items;
        init => _planes = value;
    }

    /// <summary>C, what is subtracted from the sum of the planes to make 1 + P.</summary>
    public required Dyadic Offset { get; init; }

    /// <summary>How many doublings the distances are read with.</summary>
    public int Lift { get; init; }

    /// <summary>Planes of so many successive exponents are added at once.</summary>
    public int Group { get; init; } = 2;

    /// <summary>In which order the sums are joined.</summary>
    public PlaneJoining Joining { get; init; }

    /// <summary>True when sums are doubled where they are joined.</summary>
    public bool Doubles { get; init; }

    /// <summary>J = ⌈log N⌉.</summary>
    public int LogGrid => Grid == 1 ? 0 : System.Numerics.BitOperations.Log2((uint)(Grid - 1)) + 1;

    /// <summary>Parity classes along an axis: 1 or 2.</summary>
    public int Parities => Math.Min(2, Grid);

    /// <summary>1/2 + 2^-a, how far a cell reaches from its centre in widths of a core; 1/2 for the only one.</summary>
    public Dyadic Reach => Grid == 1 ? Dyadic.Half : Dyadic.Half + Dyadic.PowerOfTwo(-LogMargin);

    /// <summary>The features.</summary>
    public CellBasis Basis => CellBasis.Of(Dimension, Smoothness, Teeth);

    /// <summary>All planes of a cell.</summary>
    public int PlanesOfCell => Planes.Sum();

    /// <summary>The classes, as the parities of their cells along each axis.</summary>
    public IEnumerable<int[]> Classes => Product(Dimension, Parities);

    /// <summary>How many cells of a parity stand along an axis.</summary>
    public int CellsOf(int parity) => (Grid + 1 - parity) / 2;

    /// <summary>e of the constant (0) or of feature k (k + 1).</summary>
    public int LogStepOf(int coefficient) => LogSteps[coefficient == 0 ? 0 : Basis.Features[coefficient - 1].Degree];

    /// <summary>All words of a length over 0..letters-1, the last letter fastest.</summary>
    public static IEnumerable<int[]> Product(int length, int letters) => length == 0
        ? [[]]
        : Product(length - 1, letters).SelectMany(word => Enumerable.Range(0, letters).Select(letter => (int[])[.. word, letter]));
}
