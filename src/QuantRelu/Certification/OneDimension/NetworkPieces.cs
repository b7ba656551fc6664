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
/// The linear pieces of a network with one input. They are read from left to right by a <see cref="PieceCursor"/>, which sweeps over integers of 64 bits, of
/// 128 from the first overflow on, and then unbounded ones. Networks that are too large to be swept are divided into cells, over integers of 128 bits as
/// long as they are large enough. The result is the same.
/// </summary>
internal sealed class NetworkPieces
{
    private static readonly Cell Whole = new(new Breakpoint(0, 1), new Breakpoint(1, 1));
    private readonly Lazy<PieceWalk<Int128>?> _small;
    private readonly Lazy<PieceWalk<BigInteger>> _large;
    private readonly Lazy<SweepNetwork<Int128>?> _wide;
    private readonly Lazy<SweepNetwork<BigInteger>?> _unbounded;

    /// <summary>Prepares a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="firstReader">How its pieces are read at first: the result is the same.</param>
    /// <exception cref="ArgumentException">The network has several inputs.</exception>
    public NetworkPieces(Network network, ReaderKind firstReader = ReaderKind.Bits64)
    {
        FirstReader = firstReader;
        if (network.Inputs != 1)
        {
            throw new ArgumentException($"A network with 1 input was expected, not {network.Inputs}.", nameof(network));
        }

        CollapsedNetwork collapsed = CollapsedNetwork.Of(network);
        var large = new Lazy<ScaledNetwork<BigInteger>>(() => ScaledNetwork<BigInteger>.Of(collapsed));
        var small = new Lazy<ScaledNetwork<Int128>?>(() => UnlessTooLarge(() => ScaledNetwork<Int128>.Of(collapsed)));
        _large = new(() => PieceWalk<BigInteger>.Prepared(large.Value, Whole));
        _small = new(() => small.Value is { } network ? UnlessTooLarge(() => PieceWalk<Int128>.Prepared(network, Whole)) : null);
        _wide = new(() => small.Value is { } network ? UnlessTooLarge(() => SweepNetwork<Int128>.Of(network)) : null);
        _unbounded = new(() => SweepNetwork<BigInteger>.Of(large.Value));
        ScaledNetwork<long>? least = UnlessTooLarge(() => ScaledNetwork<long>.Of(collapsed));
        Swept = least is null ? null : UnlessTooLarge(() => SweepNetwork<long>.Of(least));
        Scale = least?.Scale ?? large.Value.Scale;
    }

    private NetworkPieces(NetworkPieces whole, Cell cell)
    {
        (Scale, Swept, _wide, _unbounded, FirstReader) = (whole.Scale, whole.Swept, whole._wide, whole._unbounded, whole.FirstReader);
        _large = new(() => whole._large.Value.NarrowPrepared(cell));
        _small = new(() => whole._small.Value is { } small ? UnlessTooLarge(() => small.NarrowPrepared(cell)) : null);
    }

    /// <summary>How its pieces are read at first.</summary>
    public ReaderKind FirstReader { get; }

    /// <summary>The network as it is swept over integers of 64 bits; null when it is too large for that, or its integers are.</summary>
    public SweepNetwork<long>? Swept { get; }

    /// <summary>The same over integers of 128 bits.</summary>
    public SweepNetwork<Int128>? SweptWide => _wide.Value;

    /// <summary>The same over unbounded integers; null when it is too large.</summary>
    public SweepNetwork<BigInteger>? SweptUnbounded => _unbounded.Value;

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
