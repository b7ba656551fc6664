using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// A continuous piecewise linear function on an interval of more than one point, by its values at its knots: what a network makes of a single
/// number. Everything is exact.
/// </summary>
/// <remarks>
/// Its interval is what the number is known to lie in, and what it is for: only on an interval has a function a range, and a coarser function near
/// it. <c>PiecewiseLinearOnLine</c> of the certification is compiled once for every box, before any interval is known, and goes on for ever.
/// </remarks>
internal sealed class PiecewiseLinearOnInterval
{
    private readonly Rational[] _x;
    private readonly Rational[] _y;

    private PiecewiseLinearOnInterval(Rational[] x, Rational[] y)
    {
        _x = x;
        _y = y;
        Range = new(y.Min(), y.Max());
    }

    /// <summary>The values that it takes, no more and no fewer.</summary>
    public ValueRange Range { get; }

    /// <summary>Number of linear pieces.</summary>
    public int Pieces => _x.Length - 1;

    /// <summary>Where it is defined.</summary>
    public ValueRange Domain => new(_x[0], _x[^1]);

    /// <summary>The knots, ends included, ascending.</summary>
    public IReadOnlyList<Rational> Knots => _x;

    /// <summary>The values at the knots.</summary>
    public IReadOnlyList<Rational> Values => _y;

    /// <summary>The slope of a function with one piece.</summary>
    public Rational Slope => (_y[^1] - _y[0]) / (_x[^1] - _x[0]);

    /// <summary>Bits of the longest denominator of a value.</summary>
    public long DenominatorBits => _y.Max(y => y.Denominator.GetBitLength());

    /// <summary>x itself.</summary>
    public static PiecewiseLinearOnInterval Identity(ValueRange domain) => new([domain.Low, domain.High], [domain.Low, domain.High]);

    /// <summary>c·f.</summary>
    public static PiecewiseLinearOnInterval operator *(Rational c, PiecewiseLinearOnInterval f) => c == 1 ? f : new(f._x, [.. f._y.Select(y => c * y)]);

    /// <summary>The sum of two functions on one domain.</summary>
    public static PiecewiseLinearOnInterval operator +(PiecewiseLinearOnInterval f, PiecewiseLinearOnInterval g)
    {
        if (ReferenceEquals(f._x, g._x) || f._x.AsSpan().SequenceEqual(g._x))
        {
            return new(f._x, [.. f._y.Zip(g._y, (a, b) => a + b)]);
        }

        Rational[] x = Merge(f._x, g._x);
        return Straightened(x, [.. f.At(x).Zip(g.At(x), (a, b) => a + b)]);
    }

    /// <summary>f + c.</summary>
    public PiecewiseLinearOnInterval Plus(Rational constant) => constant.IsZero ? this : new(_x, [.. _y.Select(y => y + constant)]);

    /// <summary>σ(f).</summary>
    public PiecewiseLinearOnInterval Apply(Activation activation)
    {
        if (Range.Low.Sign >= 0 && (activation.Ceiling is not { } most || Range.High <= most))
        {
            return this;
        }

        PiecewiseLinearOnInterval bent = WithKnotsAt(0);
        bent = activation.Ceiling is { } ceiling ? bent.WithKnotsAt(ceiling) : bent;
        return Straightened(bent._x, [.. bent._y.Select(activation.Apply)]);
    }

    /// <summary>f(g(x)), for g with values in the domain of f.</summary>
    public PiecewiseLinearOnInterval Of(PiecewiseLinearOnInterval inner)
    {
        PiecewiseLinearOnInterval split = _x.Skip(1).SkipLast(1).Aggregate(inner, (g, knot) => g.WithKnotsAt(knot));
        return Straightened(split._x, [.. split._y.Select(At)]);
    }

    /// <summary>The values on a part of the domain.</summary>
    public ValueRange RangeOn(ValueRange part)
    {
        ValueRange within = part.Meet(Domain);
        Rational[] values = [At(within.Low), At(within.High), .. _y.Where((_, i) => _x[i] > within.Low && _x[i] < within.High)];
        return new(values.Min(), values.Max());
    }

    /// <summary>The smallest interval outside of which the function is 0; null when it is 0 everywhere.</summary>
    public ValueRange? Support()
    {
        int first = Array.FindIndex(_y, y => !y.IsZero);
        int last = Array.FindLastIndex(_y, y => !y.IsZero);
        return first < 0 ? null : new(_x[Math.Max(0, first - 1)], _x[Math.Min(_x.Length - 1, last + 1)]);
    }

    /// <summary>The smallest interval that holds every x with low &lt; f(x) &lt; high; null when there is none.</summary>
    public ValueRange? Preimage(ValueRange values)
    {
        ValueRange? hull = null;
        for (int i = 0; i < Pieces; i++)
        {
            if (ValueRange.Larger(_y[i], _y[i + 1]) > values.Low && ValueRange.Smaller(_y[i], _y[i + 1]) < values.High)
            {
                Rational a = Where(i, Clamp(_y[i], values), _x[i]), b = Where(i, Clamp(_y[i + 1], values), _x[i + 1]);
                ValueRange part = new(a, b);
                hull = hull?.Hull(part) ?? part;
            }
        }

        return hull;
    }

    /// <summary>The function without every other knot, and by how much that changes it.</summary>
    public (PiecewiseLinearOnInterval Coarse, ValueRange Change) Coarser()
    {
        int[] kept = [.. Enumerable.Range(0, _x.Length).Where(i => i % 2 == 0 || i == _x.Length - 1)];
        var coarse = new PiecewiseLinearOnInterval([.. kept.Select(i => _x[i])], [.. kept.Select(i => _y[i])]);
        Rational[] changes = [.. coarse.At(_x).Zip(_y, (c, y) => y - c)];
        return (coarse, new(changes.Min(), changes.Max()));
    }

    /// <summary>The value at one place of the domain.</summary>
    public Rational At(Rational x)
    {
        int after = Array.BinarySearch(_x, x);
        return after >= 0 ? _y[after] : Between(~after - 1, x);
    }

    private static Rational Clamp(Rational value, ValueRange range) => ValueRange.Smaller(ValueRange.Larger(value, range.Low), range.High);

    // Where piece i has a value that it takes; the end, when the piece is level.
    private Rational Where(int i, Rational value, Rational end) =>
        _y[i] == _y[i + 1] || value == _y[i] && end == _x[i] || value == _y[i + 1] && end == _x[i + 1] ? end : Crossing(i, value);

    private Rational Crossing(int i, Rational value) => _x[i] + ((value - _y[i]) * (_x[i + 1] - _x[i]) / (_y[i + 1] - _y[i]));

    private Rational Between(int i, Rational x) => _y[i] + ((x - _x[i]) * (_y[i + 1] - _y[i]) / (_x[i + 1] - _x[i]));

    // Values at ascending places, in one walk.
    private Rational[] At(Rational[] places)
    {
        var values = new Rational[places.Length];
        int i = 0;
        for (int k = 0; k < places.Length; k++)
        {
            while (i < _x.Length - 1 && _x[i + 1] <= places[k])
            {
                i++;
            }

            values[k] = _x[i] == places[k] ? _y[i] : Between(i, places[k]);
        }

        return values;
    }

    private PiecewiseLinearOnInterval WithKnotsAt(Rational value)
    {
        List<Rational> x = [_x[0]], y = [_y[0]];
        for (int i = 0; i < Pieces; i++)
        {
            if ((_y[i] < value && _y[i + 1] > value) || (_y[i] > value && _y[i + 1] < value))
            {
                x.Add(Crossing(i, value));
                y.Add(value);
            }

            x.Add(_x[i + 1]);
            y.Add(_y[i + 1]);
        }

        return x.Count == _x.Length ? this : new([.. x], [.. y]);
    }

    private static Rational[] Merge(Rational[] a, Rational[] b)
    {
        var merged = new List<Rational>(a.Length + b.Length);
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            int order = i == a.Length ? 1 : j == b.Length ? -1 : a[i].CompareTo(b[j]);
            merged.Add(order <= 0 ? a[i] : b[j]);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return [.. merged];
    }

    // Without knots at which the function does not bend.
    private static PiecewiseLinearOnInterval Straightened(Rational[] x, Rational[] y)
    {
        List<int> kept = [0];
        for (int i = 1; i < x.Length - 1; i++)
        {
            int from = kept[^1];
            if ((y[i] - y[from]) * (x[i + 1] - x[i]) != (y[i + 1] - y[i]) * (x[i] - x[from]))
            {
                kept.Add(i);
            }
        }

        kept.Add(x.Length - 1);
        return kept.Count == x.Length ? new(x, y) : new([.. kept.Select(i => x[i])], [.. kept.Select(i => y[i])]);
    }
}
