using QuantRelu.Certification.OneDimension;

namespace QuantRelu.Certification;

/// <summary>On [From, To] a network with one input u is exactly Constant + Slope·u.</summary>
/// <param name="From">The left end.</param>
/// <param name="To">The right end, above the left one.</param>
/// <param name="Constant">The value of the line at u = 0.</param>
/// <param name="Slope">The slope.</param>
public readonly record struct LinearPiece(Rational From, Rational To, Rational Constant, Rational Slope)
{
    /// <summary>
    /// The whole of a network with one input on [0, 1], exactly: its linear pieces from left to right, neighbours being
    /// different lines. They are found while they are read, so any number of them takes little memory.
    /// </summary>
    /// <exception cref="ArgumentException">The network has several inputs.</exception>
    public static IEnumerable<LinearPiece> Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var pieces = new NetworkPieces(network);
        return Read(pieces);
    }

    /// <summary>The value of the line at a point.</summary>
    public Rational At(Rational u) => Constant + (Slope * u);

    private static IEnumerable<LinearPiece> Read(NetworkPieces pieces)
    {
        var whole = new Cell(new Breakpoint(0, 1), new Breakpoint(1, 1));
        foreach (ScaledPiece piece in new PieceCursor(pieces, whole).UpTo(whole.High))
        {
            yield return new LinearPiece(
                piece.Cell.Low.Exact, piece.Cell.High.Exact, Rational.Create(piece.Constant, 1) / pieces.Scale, Rational.Create(piece.Slope, 1) / pieces.Scale);
        }
    }
}
