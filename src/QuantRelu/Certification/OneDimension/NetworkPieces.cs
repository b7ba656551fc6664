using System.Numerics;
using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>A cell on which D times the network is A + B u, where D is <see cref="NetworkPieces.Scale"/>.</summary>
internal readonly record struct ScaledPiece(Cell Cell, BigInteger Constant, BigInteger Slope)
{
    /// <summary>True when this is the same line as the piece that ends where it begins.</summary>
    public bool Continues(ScaledPiece before) => Constant == before.Constant && Slope == before.Slope && Cell.Low.CompareTo(before.Cell.High) == 0;
}

/// <summary>
/// The linear pieces of a network with one input. Integers of 128 bits are used as long as they are large enough, unbounded
/// ones from the first overflow on; the result is the same.
/// </summary>
internal sealed class NetworkPieces
{
    private readonly ScaledNetwork<Int128>? _small;
    private readonly Lazy<ScaledNetwork<BigInteger>> _large;

    /// <summary>Prepares a network.</summary>
    /// <exception cref="ArgumentException">The network has several inputs.</exception>
    public NetworkPieces(Network network)
    {
        if (network.Inputs != 1)
        {
            throw new ArgumentException($"A network with 1 input was expected, not {network.Inputs}.", nameof(network));
        }

        CollapsedNetwork collapsed = CollapsedNetwork.Of(network);
        _large = new(() => ScaledNetwork<BigInteger>.Of(collapsed));
        try
        {
            _small = ScaledNetwork<Int128>.Of(collapsed);
        }
        catch (OverflowException)
        {
            _small = null;
        }

        Scale = _small?.Scale ?? _large.Value.Scale;
    }

    /// <summary>D > 0, the common scale of all pieces.</summary>
    public Rational Scale { get; }

    /// <summary>The pieces within a cell from left to right; neighbours are different lines.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="judge">When given, there are gaps where its enclosure of the network is enough.</param>
    public IEnumerable<ScaledPiece> On(Cell cell, IEnclosedCells? judge = null)
    {
        ScaledPiece? last = null;
        foreach (ScaledPiece piece in Split(cell, judge))
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

    private IEnumerable<ScaledPiece> Split(Cell cell, IEnclosedCells? judge)
    {
        Cell rest = cell;
        if (_small is not null)
        {
            var walk = new PieceWalk<Int128>(_small, cell, judge);
            bool overflows;
            while (TryMoveNext(walk, out overflows) is { } found)
            {
                yield return found;
                rest = new Cell(found.Cell.High, cell.High);
            }

            if (!overflows)
            {
                yield break;
            }
        }

        var large = new PieceWalk<BigInteger>(_large.Value, rest, judge);
        while (large.MoveNext(out Cell part, out AffineForm<BigInteger> form))
        {
            yield return new ScaledPiece(part, form.Constant, form.Slope);
        }
    }

    private static ScaledPiece? TryMoveNext(PieceWalk<Int128> walk, out bool overflows)
    {
        overflows = false;
        try
        {
            return walk.MoveNext(out Cell cell, out AffineForm<Int128> form) ? new ScaledPiece(cell, form.Constant, form.Slope) : null;
        }
        catch (OverflowException)
        {
            overflows = true;
            return null;
        }
    }
}
