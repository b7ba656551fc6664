namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// Writes paths of <see cref="DigitColumns"/>: of the four words the one whose greatest distance from the target at its own knots is the least. Between
/// knots the distance is monotone.
/// </summary>
internal sealed class DigitWriter : IPathWriter
{
    private readonly Word[] _words;

    /// <summary>The words over a codebook.</summary>
    public DigitWriter(DigitColumns kind, Codebook codebook)
    {
        double low = (double)kind.Low, high = (double)kind.High, turn = (double)kind.Turn;
        _words =
        [
            Of(Dyadic.Half, 2), Of(kind.High, 4 * high, (turn, turn), (turn + 1 - (2 * high), turn - 1 + (2 * high))),
            Of(kind.Low, 4 * low, (1 - (2 * low), (2 * low) - 1)), Of(-Dyadic.Half, -2),
        ];

        Word Of(Rational digit, double end, params (double Place, double Height)[] knots) => new((ushort)codebook.CodeOf(digit), [.. knots, (2, end)]);
    }

    /// <inheritdoc/>
    public PathWord Next(int column, double height, KnotsOutwards knots)
    {
        var best = new PathWord(0, 0, double.MaxValue, 0);
        foreach (Word word in _words)
        {
            (double distance, double where) = (0, 0);
            foreach ((double place, double path) in word.Knots)
            {
                double there = Math.Abs(knots.At(place) - height - path);
                (distance, where) = there > distance ? (there, place) : (distance, where);
            }

            if (distance < best.Distance)
            {
                best = new PathWord(word.Code, height + word.Knots[^1].Height, distance, where);
            }
        }

        return best;
    }

    private sealed record Word(ushort Code, (double Place, double Height)[] Knots);
}
