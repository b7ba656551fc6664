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
        return pieces.On(new Cell(new Breakpoint(0, 1), new Breakpoint(1, 1))).Select(p => new LinearPiece(
            Rational.Create(p.Cell.Low.Numerator, p.Cell.Low.Denominator),
            Rational.Create(p.Cell.High.Numerator, p.Cell.High.Denominator),
            Rational.Create(p.Constant, 1) / pieces.Scale,
            Rational.Create(p.Slope, 1) / pieces.Scale));
    }

    /// <summary>The value of the line at a point.</summary>
    public Rational At(Rational u) => Constant + (Slope * u);
}
