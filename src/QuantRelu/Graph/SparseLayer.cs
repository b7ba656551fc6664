namespace QuantRelu.Graph;

/// <summary>
/// One layer of a block as sparse rows: unit i has the connections <c>RowStarts[i]..RowStarts[i+1]-1</c>, each from unit
/// <c>Columns[k]</c> of the layer before with the code <c>Codes[k]</c>, and perhaps one bias. Columns ascend within a row.
/// </summary>
/// <remarks>
/// A code below zero is a <em>slot</em> (see <see cref="Slot"/>): its value is set per copy of the block, which is how a
/// target's coefficients enter a network whose topology knows nothing of the target.
/// </remarks>
public sealed class SparseLayer
{
    /// <summary>The entry of <see cref="Biases"/> for a unit without a bias.</summary>
    public const int NoBias = -1;

    /// <summary>A layer from its rows.</summary>
    /// <exception cref="ArgumentException">The arrays do not fit together.</exception>
    public SparseLayer(ImmutableArray<int> rowStarts, ImmutableArray<int> columns, ImmutableArray<int> codes, ImmutableArray<int> biases)
    {
        if (rowStarts.IsDefault || columns.IsDefault || codes.IsDefault || biases.IsDefault
            || rowStarts.Length != biases.Length + 1 || rowStarts[0] != 0
            || rowStarts[^1] != columns.Length || columns.Length != codes.Length)
        {
            throw new ArgumentException("Row starts, columns, codes and biases do not fit together.", nameof(rowStarts));
        }

        for (int i = 0; i < biases.Length; i++)
        {
            if (rowStarts[i + 1] < rowStarts[i])
            {
                throw new ArgumentException($"Row start {i + 1} is below the one before it.", nameof(rowStarts));
            }
        }

        RowStarts = rowStarts;
        Columns = columns;
        Codes = codes;
        Biases = biases;
    }

    /// <summary>Number of units.</summary>
    public int Units => Biases.Length;

    /// <summary>Units + 1 numbers: where each row begins.</summary>
    public ImmutableArray<int> RowStarts { get; }

    /// <summary>The source unit of each connection.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>The code of each connection, or a slot.</summary>
    public ImmutableArray<int> Codes { get; }

    /// <summary>The code of each unit's bias, or <see cref="NoBias"/>.</summary>
    public ImmutableArray<int> Biases { get; }

    /// <summary>How many units have a bias.</summary>
    public int BiasCount => Biases.Count(b => b != NoBias);

    /// <summary>Connections plus biases.</summary>
    public int Weights => Columns.Length + BiasCount;

    /// <summary>How slot number s is written in <see cref="Codes"/>.</summary>
    public static int Slot(int number) => -1 - number;

    /// <summary>The number of a slot written in <see cref="Codes"/>.</summary>
    public static int SlotNumber(int code) => -1 - code;
}
