namespace QuantRelu.Targets;

/// <summary>
/// Samples z_ij of a Lipschitz function of two variables at all points (x_i, y_j) of a rectangular grid, even or not, such as an engine map, and the function
/// that interpolates them bilinearly.
/// </summary>
/// <remarks>
/// On the cell [x_i, x_{i+1}] × [y_j, y_{j+1}], with s = (x - x_i)/(x_{i+1} - x_i) and t = (y - y_j)/(y_{j+1} - y_j), it is
/// (1-s)(1-t) z_ij + s(1-t) z_{i+1,j} + (1-s)t z_{i,j+1} + st z_{i+1,j+1}, and beyond the grid that of the nearest point of it: continuous everywhere. Along
/// x its slope is a mean of those of two neighbouring rows of samples, so that it is nowhere steeper than between two samples.
/// </remarks>
public sealed class GridTable
{
    private readonly Rational[] _values;
    private readonly double[] _nearX;
    private readonly double[] _nearY;
    private readonly double[] _near;

    /// <summary>A table.</summary>
    /// <param name="x">x_0, x_1, ..., ascending; at least two.</param>
    /// <param name="y">y_0, y_1, ..., ascending; at least two.</param>
    /// <param name="rows">For each y_j the row of all z_ij, as tables are printed.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than two x or y, they do not ascend, or a row has not one value for each x; the message names the place, counting from 1.
    /// </exception>
    public GridTable(IReadOnlyList<Rational> x, IReadOnlyList<Rational> y, IReadOnlyList<IReadOnlyList<Rational>> rows)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(rows);
        CheckAscending(x, nameof(x));
        CheckAscending(y, nameof(y));
        if (rows.Count != y.Count)
        {
            throw new ArgumentException($"There are {y.Count} y and {rows.Count} rows: each y has one.", nameof(rows));
        }

        for (int j = 0; j < rows.Count; j++)
        {
            if (rows[j].Count != x.Count)
            {
                throw new ArgumentException($"There are {x.Count} x, and row {j + 1} has {rows[j].Count} values: each x has one.", nameof(rows));
            }
        }

        (X, Y, _values) = ([.. x], [.. y], [.. rows.SelectMany(row => row)]);
        (_nearX, _nearY, _near) = ([.. x.Select(v => (double)v)], [.. y.Select(v => (double)v)], [.. _values.Select(v => (double)v)]);
        Domain = Domain.Create((X[0], X[^1]), (Y[0], Y[^1]));
        Slopes = [Steepest(0), Steepest(1)];
    }

    /// <summary>x_0, x_1, ..., ascending.</summary>
    public ImmutableArray<Rational> X { get; }

    /// <summary>y_0, y_1, ..., ascending.</summary>
    public ImmutableArray<Rational> Y { get; }

    /// <summary>From the first x to the last and from the first y to the last.</summary>
    public Domain Domain { get; }

    /// <summary>sup |∂f/∂x| and sup |∂f/∂y|: the greatest slopes between neighbouring samples along either axis.</summary>
    public ImmutableArray<Rational> Slopes { get; }

    /// <summary>How many samples there are.</summary>
    public int Count => _values.Length;

    /// <summary>z_ij.</summary>
    /// <param name="i">Which x, from 0.</param>
    /// <param name="j">Which y, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Rational this[int i, int j]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(i);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(i, X.Length);
            ArgumentOutOfRangeException.ThrowIfNegative(j);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(j, Y.Length);
            return _values[(j * X.Length) + i];
        }
    }

    /// <summary>The table of samples (x, y, z) in any order.</summary>
    /// <param name="samples">One for every x with every y.</param>
    /// <exception cref="ArgumentException">One is missing or stands twice, or there are fewer than two x or y.</exception>
    public static GridTable FromSamples(IReadOnlyList<(Rational X, Rational Y, Rational Z)> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var values = new Dictionary<(Rational, Rational), Rational>();
        foreach ((Rational px, Rational py, Rational z) in samples)
        {
            if (!values.TryAdd((px, py), z))
            {
                throw new ArgumentException($"The sample at {Point(px, py)} stands twice.", nameof(samples));
            }
        }

        Rational[] x = [.. samples.Select(s => s.X).Distinct().Order()], y = [.. samples.Select(s => s.Y).Distinct().Order()];
        return new GridTable(x, y, [.. y.Select(py => x.Select(px => values.TryGetValue((px, py), out Rational z)
            ? z
            : throw new ArgumentException($"There is no sample at {Point(px, py)}: every x needs one with every y.", nameof(samples))).ToArray())]);
    }

    /// <summary>The function as a target on its domain.</summary>
    /// <param name="name">What to call it.</param>
    public Target ToTarget(string name) => Target.FromGrid(name, this);

    /// <summary>The exact value at (x, y); outside of the domain that of its nearest point.</summary>
    public Rational ExactlyAt(Rational x, Rational y)
    {
        ((int i, Rational s), (int j, Rational t)) = (Place(X, x), Place(Y, y));
        Rational Along(int row) => s.IsZero ? this[i, row] : this[i, row] + (s * (this[i + 1, row] - this[i, row]));
        return t.IsZero ? Along(j) : Along(j) + (t * (Along(j + 1) - Along(j)));
    }

    /// <summary>The value at (x, y) in doubles; the same as <see cref="ExactlyAt"/> but for rounding.</summary>
    public double At(double x, double y)
    {
        ((int i, double s), (int j, double t)) = (Place(_nearX, x), Place(_nearY, y));
        int at = (j * X.Length) + i;
        double below = ((1 - s) * _near[at]) + (s * _near[at + 1]), above = ((1 - s) * _near[at + X.Length]) + (s * _near[at + X.Length + 1]);
        return ((1 - t) * below) + (t * above);
    }

    /// <summary>True for the same samples.</summary>
    internal bool IsSameAs(GridTable other) => X.SequenceEqual(other.X) && Y.SequenceEqual(other.Y) && _values.AsSpan().SequenceEqual(other._values);

    /// <summary>The samples of one y after the other.</summary>
    internal IEnumerable<Rational> Values => _values;

    /// <summary>"(x, y) = (1, 2.5)".</summary>
    internal static string Point(Rational x, Rational y) => PlaceText.Of([x.ToShortString(), y.ToShortString()]);

    // The cell, and the place in it; that of the nearest end outside.
    private static (int Cell, Rational Part) Place(ImmutableArray<Rational> knots, Rational at)
    {
        int right = knots.BinarySearch(at);
        if (right >= 0)
        {
            return (right, 0);
        }

        right = ~right;
        return right == 0 ? (0, 0) : right == knots.Length ? (right - 1, 0)
            : (right - 1, (at - knots[right - 1]) / (knots[right] - knots[right - 1]));
    }

    private static (int Cell, double Part) Place(double[] knots, double at)
    {
        int right = Array.BinarySearch(knots, at);
        int cell = Math.Clamp(right >= 0 ? right : ~right - 1, 0, knots.Length - 2);
        return (cell, Math.Clamp((at - knots[cell]) / (knots[cell + 1] - knots[cell]), 0, 1));
    }

    private static void CheckAscending(IReadOnlyList<Rational> knots, string name)
    {
        if (knots.Count < 2)
        {
            throw new ArgumentException($"At least 2 {name} are needed, not {knots.Count}.", name);
        }

        for (int i = 1; i < knots.Count; i++)
        {
            if (knots[i] <= knots[i - 1])
            {
                string what = knots[i] == knots[i - 1] ? "stands twice" : "is not sorted";
                throw new ArgumentException($"The {name} must ascend, but {name} = {knots[i].ToShortString()}, number {i + 1}, {what}.", name);
            }
        }
    }

    private Rational Steepest(int axis)
    {
        (ImmutableArray<Rational> knots, int step) = axis == 0 ? (X, 1) : (Y, X.Length);
        Rational most = 0;
        for (int at = 0; at < _values.Length; at++)
        {
            int i = axis == 0 ? at % X.Length : at / X.Length;
            if (i + 1 < knots.Length && _values[at] != _values[at + step])
            {
                Rational slope = Rational.Abs((_values[at + step] - _values[at]) / (knots[i + 1] - knots[i]));
                most = slope > most ? slope : most;
            }
        }

        return most;
    }
}
