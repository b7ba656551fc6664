namespace QuantRelu.Certification.OneDimension;

/// <summary>Cuts linear pieces at the borders of cells.</summary>
internal static class Overlay
{
    /// <summary>The parts of the pieces within one cell each, from left to right.</summary>
    /// <param name="pieces">Pieces from left to right without gaps.</param>
    /// <param name="ends">The upper ends of the cells, ascending; the last one is that of the last piece.</param>
    /// <returns>Each part, the number of its cell, and whether it is the last one there.</returns>
    public static IEnumerable<(ScaledPiece Part, int Cell, bool Closes)> Cut(IEnumerable<ScaledPiece> pieces, IReadOnlyList<Breakpoint> ends)
    {
        int cell = 0;
        foreach (ScaledPiece piece in pieces)
        {
            Breakpoint from = piece.Cell.Low;
            for (bool goesOn = true; goesOn;)
            {
                int order = piece.Cell.High.CompareTo(ends[cell]);
                Breakpoint to = order < 0 ? piece.Cell.High : ends[cell];
                yield return (piece with { Cell = new Cell(from, to) }, cell, order >= 0);
                (from, cell, goesOn) = (to, order >= 0 ? cell + 1 : cell, order > 0);
            }
        }
    }
}
