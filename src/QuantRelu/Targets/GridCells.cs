namespace QuantRelu.Targets;

/// <summary>A + B u + C v + E uv, exactly.</summary>
internal sealed record Bilinear(Rational Constant, Rational SlopeU, Rational SlopeV, Rational Twist)
{
    private readonly double _constant = (double)Constant;
    private readonly double _slopeU = (double)SlopeU;
    private readonly double _slopeV = (double)SlopeV;

    /// <summary>The double next to E.</summary>
    public double NearTwist { get; } = (double)Twist;

    /// <summary>The value.</summary>
    public Rational At(Rational u, Rational v) => Constant + (SlopeU * u) + (v * (SlopeV + (Twist * u)));

    /// <summary>The value at doubles next to u and v, and what is rounded on the way: the value is within 2^-48 of that size.</summary>
    public (double Value, double Size) Near(double u, double v)
    {
        (double a, double b, double c) = (_slopeU * u, _slopeV * v, NearTwist * u * v);
        return (_constant + a + b + c, Math.Abs(_constant) + Math.Abs(a) + Math.Abs(b) + Math.Abs(c));
    }
}

/// <summary>
/// A table on a grid as functions of (u, v) ∈ [0, 1]²: the lines that cut the square into cells, and the bilinear function on each. Outside of the table it is
/// that of the nearest point, which is bilinear as well.
/// </summary>
internal sealed class GridCells
{
    private const double Doubt = 1.0 / (1L << 44);
    private readonly GridTable _table;
    private readonly Domain _domain;
    private readonly Rational[][] _ends;
    private readonly double[][] _near;
    private readonly Bilinear?[,] _functions;

    /// <summary>The cells of a table seen from a domain.</summary>
    public GridCells(GridTable table, Domain domain)
    {
        (_table, _domain) = (table, domain);
        _ends = [Ends(table.X, 0), Ends(table.Y, 1)];
        _near = [.. _ends.Select(ends => ends.Select(u => (double)u).ToArray())];
        _functions = new Bilinear?[_ends[0].Length - 1, _ends[1].Length - 1];
    }

    /// <summary>The ends of the cells along an axis: 0, the samples' u in between, and 1.</summary>
    public ReadOnlySpan<Rational> Along(int axis) => _ends[axis];

    /// <summary>The cell along an axis that holds a coordinate; of an inner end the cell above it.</summary>
    public int CellOf(int axis, Rational u)
    {
        int found = Array.BinarySearch(_ends[axis], u);
        return Math.Clamp(found >= 0 ? found : ~found - 1, 0, _ends[axis].Length - 2);
    }

    /// <summary>A cell along an axis that begins at or below all coordinates that a double is next to.</summary>
    public int CellNear(int axis, double u)
    {
        int found = Array.BinarySearch(_near[axis], u - Doubt);
        return Math.Clamp(found >= 0 ? found : ~found - 1, 0, _near[axis].Length - 2);
    }

    /// <summary>The function on a cell.</summary>
    public Bilinear this[int i, int j] => _functions[i, j] ??= Find(i, j);

    /// <summary>The value at a point of the square.</summary>
    public Rational At(Rational u, Rational v) => _table.ExactlyAt(_domain.FromUnit(0, u), _domain.FromUnit(1, v));

    private Rational[] Ends(ImmutableArray<Rational> knots, int axis) =>
        [0, .. knots.Select(k => _domain.ToUnit(axis, k)).Where(u => u.Sign > 0 && u < 1), 1];

    // From its values at the corners.
    private Bilinear Find(int i, int j)
    {
        (Rational u, Rational v) = (_ends[0][i], _ends[1][j]);
        (Rational width, Rational height) = (_ends[0][i + 1] - u, _ends[1][j + 1] - v);
        Rational corner = At(u, v), right = At(u + width, v) - corner, up = At(u, v + height) - corner;
        Rational twist = (At(u + width, v + height) - corner - right - up) / (width * height);
        (Rational slopeU, Rational slopeV) = ((right / width) - (twist * v), (up / height) - (twist * u));
        return new Bilinear(corner - (slopeU * u) - (slopeV * v) - (twist * u * v), slopeU, slopeV, twist);
    }
}
