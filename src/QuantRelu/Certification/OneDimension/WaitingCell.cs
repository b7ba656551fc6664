namespace QuantRelu.Certification.OneDimension;

/// <summary>A cell that may hold the greatest difference, and what is proved there.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Pieces">The pieces that cover it, cut at its ends; null when they have not been asked for.</param>
/// <param name="Precision">The digits that were used; 0 for doubles.</param>
/// <param name="Upper">The upper bound; null for none.</param>
/// <param name="IsNoisy">True when more digits are worth more than smaller cells.</param>
internal sealed record WaitingCell(UnitCell Cell, IReadOnlyList<ScaledPiece>? Pieces, int Precision, Dyadic? Upper, bool IsNoisy)
{
    /// <summary>True when the claim is proved exactly on the cell, whatever digits the upper bound has.</summary>
    public bool IsWithin { get; init; }

    /// <summary>The pieces within a half of the cell.</summary>
    public IReadOnlyList<ScaledPiece> PiecesOn(UnitCell half)
    {
        Cell ends = half.Ends;
        return [.. Pieces!.Where(p => p.Cell.High.CompareTo(ends.Low) > 0 && p.Cell.Low.CompareTo(ends.High) < 0).Select(p => p with
        {
            Cell = new Cell(
                p.Cell.Low.CompareTo(ends.Low) < 0 ? ends.Low : p.Cell.Low,
                p.Cell.High.CompareTo(ends.High) > 0 ? ends.High : p.Cell.High),
        })];
    }
}
