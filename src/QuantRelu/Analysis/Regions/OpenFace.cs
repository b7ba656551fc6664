namespace QuantRelu.Analysis.Regions;

/// <summary>A face, and how much of it is not yet covered by faces on the other side of its plane.</summary>
internal sealed class OpenFace
{
    private readonly ConvexCell.Side _x;
    private readonly ConvexCell.Side _y;
    private readonly ConvexCell.Side _z;
    private Rational? _uncovered;

    /// <summary>A face of which nothing is covered.</summary>
    /// <param name="face">The face.</param>
    /// <param name="side">1 when its cell is where the plane's form is positive, else -1.</param>
    /// <param name="region">The region to which the cell belongs.</param>
    public OpenFace(CellFace face, int side, JoinedRegion region)
    {
        (Face, Side, Region, Key) = (face, side, region, new FaceKey(face.Vertices));
        (_x, _y, _z) = (Around(0), Around(1), Around(2));
    }

    /// <summary>The face.</summary>
    public CellFace Face { get; }

    /// <summary>1 when its cell is where the plane's form is positive, else -1.</summary>
    public int Side { get; }

    /// <summary>The region to which the cell belongs.</summary>
    public JoinedRegion Region { get; }

    /// <summary>Its vertices.</summary>
    public FaceKey Key { get; }

    /// <summary>True when nothing is left.</summary>
    public bool IsCovered => _uncovered is { IsZero: true };

    /// <summary>Whether it has more in common with one on the other side than a boundary; what it has is covered from now on, of both.</summary>
    public bool Covers(OpenFace other)
    {
        if (IsApart(_x, other._x) || IsApart(_y, other._y) || IsApart(_z, other._z))
        {
            return false;
        }

        Rational common = FlatOverlap.Measure(Face, other.Face);
        if (common.IsZero)
        {
            return false;
        }

        Cover(common);
        other.Cover(common);
        return true;
    }

    private static bool IsApart(ConvexCell.Side a, ConvexCell.Side b) => a.High < b.Low || b.High < a.Low;

    private void Cover(Rational common) => _uncovered = (_uncovered ?? FlatOverlap.Measure(Face, Face)) - common;

    private ConvexCell.Side Around(int axis) => ConvexCell.Side.Of(Face.Vertices.Min(v => v.Near(axis)), Face.Vertices.Max(v => v.Near(axis)));
}
