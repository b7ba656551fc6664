using QuantRelu.Targets;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>What a column stores for a cell: its code, the path's height behind it, and how far from the function the path is on it.</summary>
/// <param name="Code">The code.</param>
/// <param name="Height">The height in steps.</param>
/// <param name="Distance">The greatest distance at a knot, in steps.</param>
/// <param name="Where">How many pieces behind the beginning of the column that is.</param>
internal readonly record struct PathWord(ushort Code, double Height, double Distance, double Where);

/// <summary>Writes paths of one kind of columns, column by column outwards from the centre of a pair of cells.</summary>
internal interface IPathWriter
{
    /// <summary>The word of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="height">The path's height in front of it, in steps.</param>
    /// <param name="knots">The target from there on.</param>
    PathWord Next(int column, double height, KnotsOutwards knots);
}

/// <summary>The values of a target outwards from a knot.</summary>
/// <param name="Knots">The values.</param>
/// <param name="Piece">The knot, so many pieces right of the middle.</param>
/// <param name="Direction">1 outwards to the right, -1 to the left.</param>
internal readonly record struct KnotsOutwards(CrossbarKnots Knots, long Piece, int Direction)
{
    /// <summary>The value so many pieces outwards, in steps above -M.</summary>
    /// <exception cref="TargetException">The target is not finite there.</exception>
    public double At(double pieces) => Knots.At(Piece, Direction * pieces);
}
