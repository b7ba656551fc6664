namespace QuantRelu.Analysis.Functions;

/// <summary>
/// A continuous piecewise linear function f of one number, by its values at ascending knots: what a network makes of a single number. It is defined
/// on an interval, the ends of which are its first and last knot, or on the whole line, and then goes on straight beyond them. Everything is exact.
/// </summary>
/// <remarks>
/// An interval is what the number is known to lie in: only there has a function a range, a support and a coarser function near it, and a
/// function on the line refuses to tell them. What is compiled before any interval is known, such as a block for many boxes, is on the line.
/// </remarks>
internal sealed partial class PiecewiseLinear
{
    private readonly Rational[] _x;
    private readonly Rational[] _y;
    private readonly Tails? _tails;

    private PiecewiseLinear(Rational[] x, Rational[] y, Tails? tails)
    {
        (_x, _y, _tails) = (x, y, tails);
        _range = tails is null ? new(y.Min(), y.Max()) : null;
    }

    /// <summary>The knots, at least one on the line, at least both ends on an interval; ascending.</summary>
    public IReadOnlyList<Rational> Knots => _x;

    /// <summary>The values at the knots.</summary>
    public IReadOnlyList<Rational> Values => _y;

    /// <summary>The slopes piece by piece: on the line one more than there are knots, on an interval one fewer.</summary>
    public IReadOnlyList<Rational> Slopes => _tails is null
        ? [.. Enumerable.Range(0, _x.Length - 1).Select(SlopeOf)]
        : [.. Enumerable.Range(-1, _x.Length + 1).Select(SlopeOf)];

    /// <summary>True for a function of one piece.</summary>
    public bool IsStraight => _tails is { } tails ? _x.Length == 1 && tails.Before == tails.After : _x.Length == 2;

    /// <summary>The slope of a function of one piece.</summary>
    public Rational Slope => SlopeOf(0);

    /// <summary>x itself, on an interval of more than one point.</summary>
    public static PiecewiseLinear Identity(ValueRange domain) => new([domain.Low, domain.High], [domain.Low, domain.High], null);

    /// <summary>slope·x + constant on the whole line.</summary>
    public static PiecewiseLinear Line(Rational slope, Rational constant) => new([0], [constant], new(slope, slope));

    /// <summary>c·f.</summary>
    public static PiecewiseLinear operator *(Rational c, PiecewiseLinear f) => c == 1 ? f : new(f._x, [.. f._y.Select(y => c * y)], f._tails?.Times(c));

    /// <summary>The sum of two functions on one domain. Knots that both have stay, even if the sum does not bend there.</summary>
    public static PiecewiseLinear operator +(PiecewiseLinear f, PiecewiseLinear g) => ReferenceEquals(f._x, g._x) || f._x.AsSpan().SequenceEqual(g._x)
        ? new(f._x, [.. f._y.Zip(g._y, (a, b) => a + b)], Tails.Sum(f._tails, g._tails))
        : Sum([f, g]);

    /// <summary>The sum of at least one function, all on one domain, without knots at which it does not bend.</summary>
    /// <remarks>
    /// From left to right: the slope changes at a knot by what the slopes of those change that have it. For K knots in all that takes O(K log K) numbers,
    /// and not one for each function and knot.
    /// </remarks>
    public static PiecewiseLinear Sum(IReadOnlyList<PiecewiseLinear> functions)
    {
        if (functions.Count == 1)
        {
            return functions[0].Straightened();
        }

        Tails? tails = functions.Select(f => f._tails).Aggregate(Tails.Sum);
        (Rational X, Rational Change)[] bends = Bends(functions);
        Rational first = tails is null ? functions[0]._x[0] : bends.Length > 0 ? bends[0].X : functions.Min(f => f._x[0]);
        Rational value = functions.Aggregate((Rational)0, (sum, f) => sum + f.At(first));
        Rational slope = functions.Aggregate((Rational)0, (sum, f) => sum + f.SlopeOf(tails is null ? 0 : -1));
        List<Rational> x = [first], y = [value];
        void GoTo(Rational next)
        {
            value += slope * (next - x[^1]);
            x.Add(next);
            y.Add(value);
        }

        foreach ((Rational place, Rational change) in bends)
        {
            if (place != first)
            {
                GoTo(place);
            }

            slope += change;
        }

        if (tails is null)
        {
            GoTo(functions[0]._x[^1]);
        }

        return new([.. x], [.. y], tails);
    }

    /// <summary>f + c.</summary>
    public PiecewiseLinear Plus(Rational constant) => constant.IsZero ? this : new(_x, [.. _y.Select(y => y + constant)], _tails);

    /// <summary>σ(f).</summary>
    public PiecewiseLinear Apply(Activation activation)
    {
        if (_tails is null && Range.Low.Sign >= 0 && (activation.Ceiling is not { } most || Range.High <= most))
        {
            return this;
        }

        PiecewiseLinear bent = WithKnotsAt(0);
        bent = activation.Ceiling is { } ceiling ? bent.WithKnotsAt(ceiling) : bent;
        return bent.Mapped(activation.Apply);
    }

    /// <summary>f(g(x)), for g with values in the domain of f.</summary>
    public PiecewiseLinear Of(PiecewiseLinear inner)
    {
        IEnumerable<Rational> bends = _tails is null ? _x.Skip(1).SkipLast(1) : _x;
        return bends.Aggregate(inner, (g, knot) => g.WithKnotsAt(knot)).Mapped(At);
    }

    /// <summary>The value at one place of the domain.</summary>
    public Rational At(Rational x)
    {
        int after = Array.BinarySearch(_x, x);
        return after >= 0 ? _y[after] : Between(~after - 1, SlopeOf(~after - 1), x);
    }

    // The slope of piece i, which is between knots i and i + 1; -1 and the last knot have tails.
    private Rational SlopeOf(int i) => i >= 0 && i < _x.Length - 1
        ? (_y[i + 1] - _y[i]) / (_x[i + 1] - _x[i])
        : _tails is not { } tails ? throw new InvalidOperationException("The function is not defined there.") : i < 0 ? tails.Before : tails.After;

    private Rational Between(int i, Rational slope, Rational x) => i < 0 ? _y[0] + (slope * (x - _x[0])) : _y[i] + (slope * (x - _x[i]));

    // Where the slopes of some functions change in all, by how much, ascending.
    private static (Rational X, Rational Change)[] Bends(IReadOnlyList<PiecewiseLinear> functions)
    {
        var all = new List<(Rational X, Rational Change)>();
        foreach (PiecewiseLinear f in functions)
        {
            int outside = f._tails is null ? 1 : 0;
            Rational before = f.SlopeOf(outside - 1);
            for (int i = outside; i < f._x.Length - outside; i++)
            {
                Rational after = f.SlopeOf(i);
                all.Add((f._x[i], after - before));
                before = after;
            }
        }

        all.Sort((a, b) => a.X.CompareTo(b.X));
        var bends = new List<(Rational X, Rational Change)>(all.Count);
        foreach ((Rational x, Rational change) in all)
        {
            if (bends.Count > 0 && bends[^1].X == x)
            {
                bends[^1] = (x, bends[^1].Change + change);
            }
            else
            {
                bends.Add((x, change));
            }
        }

        return [.. bends.Where(b => !b.Change.IsZero)];
    }

    // With a knot wherever the function passes through a value.
    private PiecewiseLinear WithKnotsAt(Rational value)
    {
        List<Rational> x = [], y = [];
        for (int i = -1; i < _x.Length; i++)
        {
            if (i >= 0)
            {
                x.Add(_x[i]);
                y.Add(_y[i]);
            }

            if (Passes(i, value))
            {
                x.Add(Where(i, value));
                y.Add(value);
            }
        }

        return x.Count == _x.Length ? this : new([.. x], [.. y], _tails);
    }

    // Whether piece i takes a value strictly between its ends: it comes from one side of it and goes on to the other.
    private bool Passes(int i, Rational value)
    {
        int before = i < 0 ? _tails?.Before.Sign ?? 0 : value.CompareTo(_y[i]);
        int after = i == _x.Length - 1 ? _tails?.After.Sign ?? 0 : _y[i + 1].CompareTo(value);
        return (before > 0 && after > 0) || (before < 0 && after < 0);
    }

    // Where piece i, which is not level, takes a value.
    private Rational Where(int i, Rational value) => _x[Math.Max(i, 0)] + ((value - _y[Math.Max(i, 0)]) / SlopeOf(i));

    // g(f) for a function g that does not bend within any piece of f.
    private PiecewiseLinear Mapped(Func<Rational, Rational> g)
    {
        Rational[] y = [.. _y.Select(g)];
        return Straightened(_x, y, _tails is { } t ? new(y[0] - g(_y[0] - t.Before), g(_y[^1] + t.After) - y[^1]) : null);
    }

    private PiecewiseLinear Straightened() => Straightened(_x, _y, _tails);

    // Without knots at which the function does not bend, but with one at least, and with the ends of an interval.
    private static PiecewiseLinear Straightened(Rational[] x, Rational[] y, Tails? tails)
    {
        var kept = new List<int>();
        for (int i = 0; i < x.Length; i++)
        {
            Rational run = i == 0 ? 1 : x[i] - x[i - 1], rise = i == 0 ? tails?.Before ?? 0 : y[i] - y[i - 1];
            Rational nextRun = i == x.Length - 1 ? 1 : x[i + 1] - x[i], nextRise = i == x.Length - 1 ? tails?.After ?? 0 : y[i + 1] - y[i];
            bool isEnd = tails is null && (i == 0 || i == x.Length - 1);
            if (isEnd || rise * nextRun != nextRise * run)
            {
                kept.Add(i);
            }
        }

        if (kept.Count == 0)
        {
            kept.Add(0);
        }

        return kept.Count == x.Length ? new(x, y, tails) : new([.. kept.Select(i => x[i])], [.. kept.Select(i => y[i])], tails);
    }

    /// <summary>The slopes before the first knot and after the last one of a function on the line.</summary>
    private readonly record struct Tails(Rational Before, Rational After)
    {
        public Tails Times(Rational c) => new(c * Before, c * After);

        public static Tails? Sum(Tails? a, Tails? b) => (a, b) switch
        {
            (null, null) => null,
            ({ } one, { } other) => new(one.Before + other.Before, one.After + other.After),
            _ => throw new InvalidOperationException("A function on the line and one on an interval have no sum."),
        };
    }
}
