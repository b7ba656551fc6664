using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Evaluation.Exact;

/// <summary>
/// A network with two inputs as its affine pieces: the unit square is cut into 2^m by 2^m squares, on most of which it is one affine function or a bend
/// between two, <see cref="PlanePiece"/>; on the others it is evaluated as its rows.
/// </summary>
/// <remarks>
/// At x and y with p fraction bits, functions whose coefficients are multiples of 2^-f and have magnitudes of at most M in all need no rounding when
/// f + 1 + p + log2(M) ≤ 53, nor do half the sums and differences of two of them: every partial sum is a multiple of 2^-(f+1+p) of at most M.
/// </remarks>
internal sealed class PlaneTable : ExactForm
{
    private const int MostParts = 1 << 17;
    private const int FewestLevels = 4;
    private const int MostLevels = 8;

    // Rows take so many times as long, or more: of so many squares one may be left to them.
    private const int SquaresPerRest = 64;
    private const uint Rest = uint.MaxValue;
    private readonly RowForm _rows;
    private readonly PlanePiece[] _pieces;

    // For each square, and beyond them for 1 along each axis, the number of its piece.
    private readonly uint[] _squares;
    private readonly uint _stride;

    // 2^-(m+1); 1.5 2^(52-m), among whose neighbours doubles are the multiples of 2^-m; and the same of the grid of coordinates.
    private readonly Vector128<double> _half;
    private readonly Vector128<double> _squareGrid;
    private readonly Vector128<double> _grid;

    private PlaneTable(RowForm rows, DyadicGrid grid, int level, IEnumerable<PlaneSquare> simple, int bits)
        : base(grid)
    {
        _rows = rows;
        _half = Vector128.Create(Math.ScaleB(0.5, -level));
        (_squareGrid, _grid) = (Grids(level), Grids(grid.FractionBits));
        _stride = (1U << level) + 1;
        _squares = new uint[_stride * _stride];
        Array.Fill(_squares, Rest);
        var numbers = new Dictionary<PlanePiece, uint>();
        foreach (PlaneSquare square in simple)
        {
            PlanePiece piece = square.Piece(bits);
            numbers.TryAdd(piece, (uint)numbers.Count);
            Fill(square, level, numbers[piece]);
        }

        _pieces = [.. numbers.OrderBy(n => n.Value).Select(n => n.Key)];
    }

    /// <summary>How many of the squares are left to the rows.</summary>
    public int Rests => _squares.Count(s => s == Rest);

    /// <inheritdoc/>
    public override ExactForm Wider => _rows;

    /// <summary>The pieces of a network; null when finding them is too much work, they are too many, or need more than doubles.</summary>
    /// <param name="network">A network with two inputs and one output.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="mostWork">The most work, as <see cref="RegionTraversal"/> counts it.</param>
    /// <param name="isTooMuch">True when it would be more.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public static PlaneTable? Of(Network network, RowForm rows, long mostWork, out bool isTooMuch, CancellationToken cancellationToken = default)
    {
        (Rational, Rational)[] box = [(0, 1), (0, 1)];
        var kinks = KinkNetwork.Of(network, box, cancellationToken);
        using var traversal = new RegionTraversal(kinks, ConvexCell.Box(box));
        PlaneCollector[]? found = traversal.Within(() => new PlaneCollector(kinks.Scale), mostWork, cancellationToken);
        isTooMuch = found is null;
        if (found is null || found.Any(p => !p.AreDoubles) || found.Sum(p => (long)p.Parts.Count) > MostParts)
        {
            return null;
        }

        PlanePart[] parts = [.. found.SelectMany(p => p.Parts)];
        int bits = parts.Max(p => p.Map.FractionBits);
        int gridBits = Math.Min(rows.Grid.FractionBits, 53 - bits - (Math.ILogB(2 * parts.Max(p => p.Map.Magnitude)) + 1));
        if (gridBits <= MostLevels)
        {
            return null;
        }

        List<PlaneSquare> simple = [], rest = [new PlaneSquare(0, 0, 0, parts)];
        int level = 0;
        while (level < FewestLevels || (level < MostLevels && (long)rest.Count * SquaresPerRest > 1L << (2 * level)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            simple.AddRange(rest.Where(s => s.IsSimple));
            rest = [.. rest.Where(s => !s.IsSimple).SelectMany(s => s.Quarters())];
            level++;
        }

        return new PlaneTable(rows, new DyadicGrid(gridBits), level, simple.Concat(rest.Where(s => s.IsSimple)), bits);
    }

    /// <summary>The value at two coordinates if they are of the grid.</summary>
    /// <remarks>
    /// As integers with a sign, doubles below 0 and -0 are negative, and those above 1 and NaN are greater than 1: a number is from 0 to 1 if it is not
    /// negative and its difference from the number after 1 is.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAt(double x, double y, out double value)
    {
        var u = Vector128.Create(x, y);
        Vector128<long> rounded = (u + _grid - _grid).AsInt64() ^ u.AsInt64();
        Vector128<long> beyond = u.AsInt64() | ~(u.AsInt64() - Vector128.Create(BitConverter.DoubleToInt64Bits(1) + 1));
        if ((rounded | (beyond >>> 63)) == Vector128<long>.Zero)
        {
            value = At(x, y);
            return true;
        }

        value = 0;
        return false;
    }

    /// <inheritdoc/>
    public override double At(ReadOnlySpan<double> point) => At(point[0], point[1]);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void At(ReadOnlySpan<double> points, Span<double> results)
    {
        points = points[..(2 * results.Length)];
        for (int p = 0; p < results.Length; p++)
        {
            results[p] = At(points[2 * p], points[(2 * p) + 1]);
        }
    }

    // x 2^m - 1/2 and y 2^m - 1/2, rounded, are the last digits of sums: on the border of two squares either is right.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double At(double x, double y)
    {
        Vector128<uint> square = (Vector128.Create(x, y) - _half + _squareGrid).AsUInt32();
        uint number = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_squares), (square.GetElement(2) * _stride) + square.ToScalar());
        return number != Rest
            ? PlanePiece.At(Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_pieces), number), Vector128.Create(x), Vector128.Create(y))
            : Otherwise(x, y);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double Otherwise(double x, double y) => _rows.At([x, y]);

    private static Vector128<double> Grids(int bits) => Vector128.Create(Math.ScaleB(1.5, 52 - bits));

    // A square of the table, or of several, with those beyond the last.
    private void Fill(PlaneSquare square, int level, uint piece)
    {
        int size = 1 << (level - square.Level), last = 1 << level;
        int column = square.Column * size, row = square.Row * size;
        int columns = size + (column + size == last ? 1 : 0), rows = size + (row + size == last ? 1 : 0);
        for (int r = row; r < row + rows; r++)
        {
            Array.Fill(_squares, piece, (r * (last + 1)) + column, columns);
        }
    }
}
