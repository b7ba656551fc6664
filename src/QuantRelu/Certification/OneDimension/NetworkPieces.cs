using System.Numerics;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Certification.OneDimension.Sweep;

namespace QuantRelu.Certification.OneDimension;

/// <summary>A cell on which D times the network is A + B u, where D is <see cref="NetworkPieces.Scale"/>.</summary>
internal readonly record struct ScaledPiece(Cell Cell, BigInteger Constant, BigInteger Slope)
{
    /// <summary>True when both are one line.</summary>
    public bool Continues(ScaledPiece before) => Constant == before.Constant && Slope == before.Slope;
}

/// <summary>
/// The linear pieces of a network with one input. Many pieces from left to right are read by a <see cref="PieceCursor"/>; the pieces of a small cell
/// are found by dividing it. Integers of 128 bits are used there as long as they are large enough, unbounded ones from the first overflow on; the
/// result is the same.
/// </summary>
internal sealed class NetworkPieces
{
    private static readonly Cell Whole = new(new Breakpoint(0, 1), new Breakpoint(1, 1));
    private readonly Lazy<PieceWalk<Int128>?> _small;
    private readonly Lazy<PieceWalk<BigInteger>> _large;

    /// <summary>Prepares a network.</summary>
    /// <exception cref="ArgumentException">The network has several inputs.</exception>
    public NetworkPieces(Network network)
    {
        if (network.Inputs != 1)
        {
            throw new ArgumentException($"A network with 1 input was expected, not {network.Inputs}.", nameof(network));
        }

        CollapsedNetwork collapsed = CollapsedNetwork.Of(network);
        var large = new Lazy<ScaledNetwork<BigInteger>>(() => ScaledNetwork<BigInteger>.Of(collapsed));
        _large = new(() => PieceWalk<BigInteger>.Prepared(large.Value, Whole));
        _small = new(() => UnlessTooLarge(() => PieceWalk<Int128>.Prepared(ScaledNetwork<Int128>.Of(collapsed), Whole)));
        ScaledNetwork<long>? least = UnlessTooLarge(() => ScaledNetwork<long>.Of(collapsed));
        Swept = least is null ? null : UnlessTooLarge(() => SweepNetwork.Of(least));
        Scale = least?.Scale ?? large.Value.Scale;
    }

    private NetworkPieces(NetworkPieces whole, Cell cell)
    {
        (Scale, Swept) = (whole.Scale, whole.Swept);
        _large = new(() => whole._large.Value.NarrowPrepared(cell));
        _small = new(() => whole._small.Value is { } small ? UnlessTooLarge(() => small.NarrowPrepared(cell)) : null);
    }

    /// <summary>The network as it is swept from left to right; null when it is too large for that, or its integers are.</summary>
    public SweepNetwork? Swept { get; }

    /// <summary>The same network within a cell, prepared for many smaller cells inside.</summary>
    public NetworkPieces Within(Cell cell) => new(this, cell);

    /// <summary>D > 0, the common scale of all pieces.</summary>
    public Rational Scale { get; }

    /// <summary>The pieces within a cell from left to right; neighbours are different lines.</summary>
    public IEnumerable<ScaledPiece> On(Cell cell)
    {
        ScaledPiece? last = null;
        foreach (ScaledPiece piece in Split(cell))
        {
            if (last is { } before && !piece.Continues(before))
            {
                yield return before;
                last = piece;
            }
            else
            {
                last = last is { } l ? l with { Cell = new Cell(l.Cell.Low, piece.Cell.High) } : piece;
            }
        }

        if (last is { } end)
        {
            yield return end;
        }
    }

    private IEnumerable<ScaledPiece> Split(Cell cell)
    {
        Cell rest = cell;
        if (_small.Value is { } small)
        {
            PieceWalk<Int128> walk = small.Narrow(cell);
            while (TryMoveNext(walk, out ScaledPiece? piece) && piece is { } found)
            {
                yield return found;
                rest = new Cell(found.Cell.High, cell.High);
                if (rest.Low == cell.High)
                {
                    yield break;
                }
            }
        }

        PieceWalk<BigInteger> large = _large.Value.Narrow(rest);
        while (large.MoveNext(out Cell part, out AffineForm<BigInteger> form))
        {
            yield return new ScaledPiece(part, form.Constant, form.Slope);
        }
    }

    private static TResult? UnlessTooLarge<TResult>(Func<TResult?> compute)
        where TResult : class
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    // False after an overflow.
    private static bool TryMoveNext(PieceWalk<Int128> walk, out ScaledPiece? piece)
    {
        piece = null;
        try
        {
            if (walk.MoveNext(out Cell cell, out AffineForm<Int128> form))
            {
                piece = new ScaledPiece(cell, form.Constant, form.Slope);
            }

            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
