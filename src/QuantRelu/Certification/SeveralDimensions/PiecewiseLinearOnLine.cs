using QuantRelu.Numerics;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>
/// A continuous piecewise linear function F of one variable t on the whole line, exact: its values at ascending knots, and its slopes left of
/// the first and right of the last one.
/// </summary>
/// <remarks>
/// It belongs to a block, whatever box t is read from, so it has no ends; what it is on an interval, <see cref="EnclosedFunction"/> says. The ranges
/// of an evaluation have <c>PiecewiseLinearOnInterval</c>, a function on the values that a number is known to take, which is bounded and made coarser.
/// </remarks>
internal sealed class PiecewiseLinearOnLine
{
    private readonly Rational[] _slopes;

    private PiecewiseLinearOnLine(Rational[] knots, Rational[] values, Rational first, Rational last)
    {
        Knots = knots;
        Values = values;
        _slopes = [first, .. Enumerable.Range(1, knots.Length - 1).Select(i => (values[i] - values[i - 1]) / (knots[i] - knots[i - 1])), last];
    }

    /// <summary>The knots, at least one.</summary>
    public Rational[] Knots { get; }

    /// <summary>The values at the knots.</summary>
    public Rational[] Values { get; }

    /// <summary>The slopes before, between and after the knots: one more than there are knots.</summary>
    public IReadOnlyList<Rational> Slopes => _slopes;

    /// <summary>slope·t + constant.</summary>
    public static PiecewiseLinearOnLine Line(Rational slope, Rational constant) => new([0], [constant], slope, slope);

    /// <summary>Σ_i w_i F_i(t) + slope·t + constant.</summary>
    public static PiecewiseLinearOnLine Sum(IReadOnlyList<(Rational Weight, PiecewiseLinearOnLine Function)> terms, Rational slope, Rational constant)
    {
        Rational[] knots = [.. terms.SelectMany(t => t.Function.Knots).Append(0).Distinct().Order()];
        var values = new Rational[knots.Length];
        for (int i = 0; i < knots.Length; i++)
        {
            values[i] = (slope * knots[i]) + constant;
        }

        Rational first = slope, last = slope;
        foreach ((Rational weight, PiecewiseLinearOnLine f) in terms)
        {
            first += weight * f._slopes[0];
            last += weight * f._slopes[^1];
            int piece = 0;
            for (int i = 0; i < knots.Length; i++)
            {
                while (piece < f.Knots.Length && f.Knots[piece] < knots[i])
                {
                    piece++;
                }

                values[i] += weight * f.OnPiece(piece, knots[i]);
            }
        }

        return new PiecewiseLinearOnLine(knots, values, first, last).Simplified();
    }

    /// <summary>max(F, 0).</summary>
    public PiecewiseLinearOnLine Rectified()
    {
        var knots = new List<Rational>();
        var values = new List<Rational>();
        void Add(Rational knot, Rational value)
        {
            knots.Add(knot);
            values.Add(value.Sign > 0 ? value : 0);
        }

        for (int i = 0; i <= Knots.Length; i++)
        {
            if (CrossingOn(i) is { } crossing)
            {
                Add(crossing, 0);
            }

            if (i < Knots.Length)
            {
                Add(Knots[i], Values[i]);
            }
        }

        bool positiveLeft = _slopes[0].Sign < 0 || (_slopes[0].IsZero && Values[0].Sign > 0);
        bool positiveRight = _slopes[^1].Sign > 0 || (_slopes[^1].IsZero && Values[^1].Sign > 0);
        return new PiecewiseLinearOnLine([.. knots], [.. values], positiveLeft ? _slopes[0] : 0, positiveRight ? _slopes[^1] : 0).Simplified();
    }

    /// <summary>F(t).</summary>
    public Rational At(Rational t)
    {
        int piece = Array.BinarySearch(Knots, t);
        return OnPiece(piece < 0 ? ~piece : piece, t);
    }

    // Piece i ends at knot i; the last one has no end.
    private Rational OnPiece(int piece, Rational t)
    {
        int anchor = Math.Min(piece, Knots.Length - 1);
        return Values[anchor] + (_slopes[piece] * (t - Knots[anchor]));
    }

    // Where F changes its sign strictly inside of a piece.
    private Rational? CrossingOn(int piece)
    {
        if (_slopes[piece].IsZero)
        {
            return null;
        }

        int anchor = Math.Min(piece, Knots.Length - 1);
        Rational root = Knots[anchor] - (Values[anchor] / _slopes[piece]);
        bool inside = (piece == 0 || root > Knots[piece - 1]) && (piece == Knots.Length || root < Knots[piece]);
        return inside ? root : null;
    }

    // Without the knots at which nothing bends, but with one at least.
    private PiecewiseLinearOnLine Simplified()
    {
        int[] bends = [.. Enumerable.Range(0, Knots.Length).Where(i => _slopes[i] != _slopes[i + 1])];
        if (bends.Length == Knots.Length)
        {
            return this;
        }

        int[] kept = bends.Length == 0 ? [0] : bends;
        return new PiecewiseLinearOnLine([.. kept.Select(i => Knots[i])], [.. kept.Select(i => Values[i])], _slopes[0], _slopes[^1]);
    }
}
