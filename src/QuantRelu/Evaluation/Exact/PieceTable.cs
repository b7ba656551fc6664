using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Evaluation.Exact;

/// <summary>
/// A network with one input as its pieces, slope·u + constant each: whatever its depth, a value takes finding the piece and one multiplication and addition,
/// which are rounded once. [0, 1] is cut into 2^m cells; a cell says which piece is at its lower end, and the others in it are next to that.
/// </summary>
internal sealed class PieceTable : ExactForm
{
    private const int MostPieces = 1 << 18;
    private const int CellsPerPiece = 4;
    private const int FewestCells = 256;
    private const long MostWork = 50_000_000;
    private readonly LinearPiece[] _pieces;

    // For each cell, and for 1 alone, the piece at its lower end.
    private readonly int[] _first;
    private readonly double _cells;
    private readonly int _shift;

    private PieceTable(LinearPiece[] pieces, DyadicGrid grid)
        : base(grid)
    {
        _pieces = pieces;
        int level = BitOperations.Log2(Math.Max(FewestCells, BitOperations.RoundUpToPowerOf2((uint)(CellsPerPiece * pieces.Length))));
        _shift = grid.FractionBits - Math.Min(level, grid.FractionBits);
        int cells = 1 << (grid.FractionBits - _shift);
        (_first, _cells) = (new int[cells + 1], cells);
        for (int cell = 0, piece = 0; cell <= cells; cell++)
        {
            while ((double)cell / cells >= pieces[piece].End)
            {
                piece++;
            }

            _first[cell] = piece;
        }
    }

    /// <summary>Where pieces end, but for the last one: the least doubles of those that follow.</summary>
    public IEnumerable<double> Ends => _pieces.SkipLast(1).Select(p => p.End);

    /// <summary>The pieces of a network; null when they are too many, or slopes and constants are no doubles.</summary>
    /// <param name="network">A network with one input and one output.</param>
    /// <param name="fractionBits">For how many fraction bits of u doubles are exact.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public static PieceTable? Of(Network network, int fractionBits, CancellationToken cancellationToken = default)
    {
        (Rational, Rational)[] box = [(0, 1)];
        var kinks = KinkNetwork.Of(network, box, cancellationToken);
        using var traversal = new RegionTraversal(kinks, ConvexCell.Box(box));
        PieceCollector[]? parts = traversal.Within(() => new PieceCollector(kinks.Scale), MostWork, cancellationToken);
        if (parts is null || parts.Any(p => !p.AreDoubles) || parts.Sum(p => (long)p.Pieces.Count) > MostPieces)
        {
            return null;
        }

        LinearPiece[] pieces = Joined([.. parts.SelectMany(p => p.Pieces)]);
        return new PieceTable(pieces, new DyadicGrid(fractionBits));
    }

    /// <summary>The value at a point of the grid.</summary>
    /// <param name="u">The point.</param>
    /// <param name="place">Its place there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double At(double u, ulong place) => InCell(u, (nuint)(place >> _shift));

    /// <summary>The value at any point from 0 to 1, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double At(double u) => InCell(u, (nuint)double.ConvertToIntegerNative<int>(u * _cells));

    /// <inheritdoc/>
    public override double At(ReadOnlySpan<double> point) => At(point[0]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void At(ReadOnlySpan<double> points, Span<double> results)
    {
        for (int p = 0; p < results.Length; p++)
        {
            _ = Grid.TryPlace(points[p], out ulong place);
            results[p] = At(points[p], place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double InCell(double u, nuint cell)
    {
        ref int first = ref MemoryMarshal.GetArrayDataReference(_first);
        ref LinearPiece piece = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_pieces), Unsafe.Add(ref first, cell));
        return u < piece.End ? Math.FusedMultiplyAdd(piece.Slope, u, piece.Constant) : Beyond(u);
    }

    // From left to right, neighbours with one function as one; the last one goes on.
    private static LinearPiece[] Joined((double Low, double Slope, double Constant)[] pieces)
    {
        Array.Sort(pieces, (a, b) => a.Low.CompareTo(b.Low));
        var joined = new List<LinearPiece>();
        foreach ((double low, double slope, double constant) in pieces)
        {
            if (joined.Count == 0 || joined[^1].Slope != slope || joined[^1].Constant != constant)
            {
                if (joined.Count > 0)
                {
                    joined[^1] = joined[^1] with { End = low };
                }

                joined.Add(new LinearPiece(double.PositiveInfinity, slope, constant));
            }
        }

        return [.. joined];
    }

    // A piece that begins in the cell of u.
    private double Beyond(double u)
    {
        int cell = (int)(u * _cells), low = _first[cell] + 1, high = _first[Math.Min(cell + 1, _first.Length - 1)];
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = u < _pieces[middle].End ? (low, middle) : (middle + 1, high);
        }

        return Math.FusedMultiplyAdd(_pieces[low].Slope, u, _pieces[low].Constant);
    }
}
