using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>
/// The affine forms of all kinks on the cell that a walk is at. What each kink passes on is remembered beside its form, so that from one cell to the next
/// only differences are passed on, and only by kinks whose form or sign is another.
/// </summary>
internal sealed class WalkState<TInteger>
    where TInteger : struct, IBinaryInteger<TInteger>
{
    private const byte IsListed = 1;
    private const byte IsStale = 2;

    // Doubles next to forms err by 2^-53 of a coefficient; the vertices' by 2^-51; two operations for each of four terms: below 2^-49 of the magnitudes.
    private const double Doubt = 1.0 / (1L << 49);

    // And of box tests the middle and the half width besides.
    private const double BoxDoubt = 1.0 / (1L << 47);
    private readonly SpaceForm<TInteger>[] _forms;
    private readonly SpaceForm<TInteger>[] _passed;
    private readonly NearForm[] _near;
    private readonly bool[] _active;
    private readonly byte[] _flags;
    private readonly bool[] _rectified;
    private readonly int[][] _changed;
    private readonly int[] _changes;
    private readonly int[] _levelOf;
    private readonly int[][] _bent;
    private readonly int[] _bends;
    private readonly int[] _placeAmongBent;
    private readonly (int Reader, TInteger Weight)[][] _readers;

    /// <summary>The state before the first cell.</summary>
    /// <exception cref="OverflowException">The integers are too small for the network's coefficients.</exception>
    public WalkState(KinkNetwork network)
    {
        int count = network.Forms.Length;
        _forms = Array.ConvertAll(network.Forms, f => f.To<TInteger>());
        _passed = new SpaceForm<TInteger>[count];
        _near = new NearForm[count];
        _active = Array.ConvertAll(network.Rectified, r => !r);
        _flags = new byte[count];
        _rectified = network.Rectified;
        _readers = Array.ConvertAll(network.Readers, r => Array.ConvertAll(r, e => (e.Reader, TInteger.CreateChecked(e.Weight))));
        _levelOf = new int[count];
        _placeAmongBent = new int[count];
        Array.Fill(_placeAmongBent, -1);
        _changed = Array.ConvertAll(network.Levels, l => new int[l.Length]);
        _bent = Array.ConvertAll(network.Levels, l => new int[l.Length]);
        _changes = new int[network.Levels.Length];
        _bends = new int[network.Levels.Length];
        for (int l = 0; l < network.Levels.Length; l++)
        {
            foreach (int kink in network.Levels[l])
            {
                _levelOf[kink] = l;
                Note(kink, IsListed | IsStale);
            }
        }
    }

    /// <summary>How much was done: tests of signs, and forms that were passed on.</summary>
    public long Work { get; private set; }

    /// <summary>The form of a kink.</summary>
    public SpaceForm<TInteger> this[int kink] => _forms[kink];

    /// <summary>The number of kinks.</summary>
    public int Count => _forms.Length;

    /// <summary>The level of a kink.</summary>
    public int LevelOf(int kink) => _levelOf[kink];

    /// <summary>The kinks that read a kink, and their weights.</summary>
    public ReadOnlySpan<(int Reader, TInteger Weight)> ReadersOf(int kink) => _readers[kink];

    /// <summary>The rectified kinks of a level whose forms are not constant, once they were refreshed.</summary>
    public ReadOnlySpan<int> Bent(int level) => _bent[level].AsSpan(0, _bends[level]);

    /// <summary>True for a rectified kink whose form is constant.</summary>
    public bool IsStraight(int kink) => _rectified[kink] && _placeAmongBent[kink] < 0;

    /// <summary>Says whether a rectified kink is on.</summary>
    public void Set(int kink, bool isOn)
    {
        if (_active[kink] != isOn)
        {
            _active[kink] = isOn;
            Note(kink, IsListed);
        }
    }

    /// <summary>Decides the kinks of a level, whose forms are known, that have one sign on a cell.</summary>
    /// <param name="level">The level.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="undecided">Is given the others, ascending.</param>
    public void Decide(int level, ConvexCell cell, List<int> undecided)
    {
        undecided.Clear();
        Refresh(level);
        int[] bent = _bent[level];
        int count = _bends[level];
        Work += count;
        for (int i = 0; i < count; i++)
        {
            int kink = bent[i];
            (double least, double most) = BoxRange(kink, cell);
            if (least > 0 || most < 0)
            {
                Set(kink, least > 0);
                continue;
            }

            (bool above, bool below) = (false, false);
            foreach (HomogeneousPoint vertex in cell.Vertices)
            {
                int sign = Sign(kink, vertex);
                above |= sign > 0;
                below |= sign < 0;
                if (above && below)
                {
                    break;
                }
            }

            if (above && below)
            {
                undecided.Add(kink);
            }
            else
            {
                Set(kink, above);
            }
        }

        // The order in which kinks were found to bend depends on the cells before.
        undecided.Sort();
    }

    /// <summary>Bounds of a kink's refreshed form on the box around a cell.</summary>
    public (double Least, double Most) BoxRange(int kink, ConvexCell cell)
    {
        ref readonly NearForm f = ref _near[kink];
        double x = f.X * cell.X.Center, y = f.Y * cell.Y.Center, z = f.Z * cell.Z.Center;
        double middle = x + y + z + f.One;
        double reach = (Math.Abs(f.X) * cell.X.Half) + (Math.Abs(f.Y) * cell.Y.Half) + (Math.Abs(f.Z) * cell.Z.Half);
        reach += BoxDoubt * (Math.Abs(x) + Math.Abs(y) + Math.Abs(z) + Math.Abs(f.One) + reach);
        return (middle - reach, middle + reach);
    }

    /// <summary>Bounds of a kink's refreshed form on a cell.</summary>
    public (double Least, double Most) VertexRange(int kink, ConvexCell cell)
    {
        ref readonly NearForm f = ref _near[kink];
        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (HomogeneousPoint at in cell.Vertices)
        {
            double x = f.X * at.NearX, y = f.Y * at.NearY, z = f.Z * at.NearZ;
            double value = x + y + z + f.One, doubt = BoxDoubt * (Math.Abs(x) + Math.Abs(y) + Math.Abs(z) + Math.Abs(f.One));
            (least, most) = (Math.Min(least, value - doubt), Math.Max(most, value + doubt));
        }

        return (least, most);
    }

    /// <summary>The signs of a kink's form at the vertices of a cell.</summary>
    /// <returns>1 or -1 when it has no other sign, 0 when it has both.</returns>
    public int Signs(int kink, ConvexCell cell, Span<sbyte> signs)
    {
        (bool above, bool below) = (false, false);
        for (int i = 0; i < cell.Vertices.Length; i++)
        {
            int sign = Sign(kink, cell.Vertices[i]);
            signs[i] = (sbyte)sign;
            above |= sign > 0;
            below |= sign < 0;
        }

        return above && below ? 0 : above ? 1 : -1;
    }

    /// <summary>Passes the forms of a level on to the kinks that read them.</summary>
    /// <exception cref="OverflowException">The integers are too small for a form.</exception>
    public void Pass(int level)
    {
        int[] changed = _changed[level];
        for (int i = 0; i < _changes[level]; i++)
        {
            int kink = changed[i];
            _flags[kink] &= unchecked((byte)~IsListed);
            SpaceForm<TInteger> passed = _active[kink] ? _forms[kink] : default;
            SpaceForm<TInteger> difference = passed - _passed[kink];
            if (difference.IsZero)
            {
                continue;
            }

            _passed[kink] = passed;
            Work += _readers[kink].Length;
            foreach ((int reader, TInteger weight) in _readers[kink])
            {
                _forms[reader] = _forms[reader].Plus(weight, difference);
                Note(reader, IsListed | IsStale);
            }
        }

        _changes[level] = 0;
    }

    /// <summary>Finds doubles of the forms of a level that are new, and whether they are constant.</summary>
    public void Refresh(int level)
    {
        int[] changed = _changed[level];
        for (int i = 0; i < _changes[level]; i++)
        {
            int kink = changed[i];
            if ((_flags[kink] & IsStale) == 0)
            {
                continue;
            }

            _flags[kink] &= unchecked((byte)~IsStale);
            if (!_rectified[kink])
            {
                continue;
            }

            SpaceForm<TInteger> form = _forms[kink];
            _near[kink] = NearForm.Of(form);
            if (form.IsConstant)
            {
                Straighten(level, kink);
                _active[kink] = TInteger.IsPositive(form.One) && !TInteger.IsZero(form.One);
            }
            else if (_placeAmongBent[kink] < 0)
            {
                _placeAmongBent[kink] = _bends[level];
                _bent[level][_bends[level]++] = kink;
            }
        }
    }

    private void Straighten(int level, int kink)
    {
        int place = _placeAmongBent[kink];
        if (place >= 0)
        {
            int last = _bent[level][--_bends[level]];
            _bent[level][place] = last;
            _placeAmongBent[last] = place;
            _placeAmongBent[kink] = -1;
        }
    }

    private int Sign(int kink, HomogeneousPoint at)
    {
        Work++;
        ref readonly NearForm f = ref _near[kink];
        double x = f.X * at.NearX, y = f.Y * at.NearY, z = f.Z * at.NearZ;
        double value = x + y + z + f.One;
        double doubt = Doubt * (Math.Abs(x) + Math.Abs(y) + Math.Abs(z) + Math.Abs(f.One));
        return value > doubt ? 1 : value < -doubt ? -1 : _forms[kink].SignAt(at);
    }

    private void Note(int kink, byte flags)
    {
        if ((_flags[kink] & IsListed) == 0)
        {
            int level = _levelOf[kink];
            _changed[level][_changes[level]++] = kink;
        }

        _flags[kink] |= flags;
    }

    /// <summary>Doubles next to a form's coefficients.</summary>
    private readonly record struct NearForm(double X, double Y, double Z, double One)
    {
        public static NearForm Of(SpaceForm<TInteger> form) => new(
            double.CreateTruncating(form.X), double.CreateTruncating(form.Y), double.CreateTruncating(form.Z), double.CreateTruncating(form.One));
    }
}
