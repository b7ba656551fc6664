namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// The pieces of a network on many small cells, one after the other: by one sweep that is begun anew in each; of a network that is too large for that, what is
/// affine on a whole segment is found out once for all cells within, so that a cell costs what happens there, not what the network has.
/// </summary>
internal sealed class PreparedPieces(NetworkPieces whole)
{
    private const int LevelsPerStep = 3;
    private const int Steps = 2;

    // Each keeps the forms of all units.
    private const int MostKept = 16;
    private readonly Dictionary<UnitCell, NetworkPieces> _parts = [];
    private readonly PieceReaders _readers = new(whole);

    /// <summary>D > 0, the common scale of all pieces.</summary>
    public Rational Scale => whole.Scale;

    /// <summary>The pieces within a cell from left to right; neighbours are different lines. They are to be read before those of another cell.</summary>
    public IEnumerable<ScaledPiece> On(UnitCell cell)
    {
        Cell ends = cell.Ends;
        return new PieceCursor(_readers, ends, () => Around(cell, Math.Min(cell.Level / LevelsPerStep, Steps))).UpTo(ends.High);
    }

    private NetworkPieces Around(UnitCell cell, int step)
    {
        if (step == 0)
        {
            return whole;
        }

        int level = step * LevelsPerStep;
        var around = new UnitCell(cell.Index >> (cell.Level - level), level);
        if (!_parts.TryGetValue(around, out NetworkPieces? part))
        {
            part = Around(around, step - 1).Within(around.Ends);
            if (_parts.Count == MostKept)
            {
                _parts.Clear();
            }

            _parts[around] = part;
        }

        return part;
    }
}
