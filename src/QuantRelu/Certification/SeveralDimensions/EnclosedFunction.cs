using QuantRelu.Analysis.Functions;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>A parabola a + b(t - c) + q(t - c)² with |F(t) - parabola| ≤ Radius on an interval.</summary>
internal readonly record struct Parabola(double Center, double A, double B, double Q, double Radius);

/// <summary>
/// A piecewise linear function in doubles, which encloses itself by a parabola over any interval. That is what makes bounds of a squarer
/// sharp: on an interval with many teeth it is t² but for 2^-2(r+1), and on an interval between two knots it is a line.
/// </summary>
/// <remarks>
/// With knots and values rounded to doubles F changes by at most <c>_error</c>: values are off by their own rounding, and by the steepest slope times
/// that of the knots. Deviations from the parabola are extreme at knots and where a piece has the slope of the parabola; a place that is off by δ
/// costs |Q|δ times the length of the piece. All that is rounded is a few units in the last place of the magnitudes that are added up, and 2^-44 of
/// those covers it.
/// </remarks>
internal sealed class EnclosedFunction
{
    private const double Rounding = 1.0 / (1L << 44);
    private readonly double[] _knots;
    private readonly double[] _values;
    private readonly double _first;
    private readonly double _last;
    private readonly double _knotError;
    private readonly double _error;

    /// <summary>A function on the whole line in doubles.</summary>
    public EnclosedFunction(PiecewiseLinear exact)
    {
        _knots = [.. exact.Knots.Select(k => (double)k)];
        _values = [.. exact.Values.Select(v => (double)v)];
        IReadOnlyList<Rational> slopes = exact.Slopes;
        _first = (double)slopes[0];
        _last = (double)slopes[^1];
        _knotError = 2 * exact.Knots.Zip(_knots, (k, d) => (double)Rational.Abs(k - Dyadic.FromDouble(d))).Max();
        double valueError = 2 * exact.Values.Zip(_values, (v, d) => (double)Rational.Abs(v - Dyadic.FromDouble(d))).Max();
        double steepest = 2 * slopes.Max(s => Math.Abs((double)s));
        _error = valueError + (2 * steepest * _knotError);
    }

    /// <summary>Number of knots.</summary>
    public int Knots => _knots.Length;

    /// <summary>A knot, as a double next to it.</summary>
    public double Knot(int number) => _knots[number];

    /// <summary>The number of knots strictly inside an interval, and the first of them.</summary>
    public (int First, int Count) Inside(double low, double high)
    {
        int first = Above(low), end = first;
        while (end < _knots.Length && _knots[end] < high)
        {
            end++;
        }

        return (first, end - first);
    }

    /// <summary>A parabola, or a line where that is as good, around the function on [low, high].</summary>
    public Parabola Enclose(double low, double high)
    {
        if (IsZeroOn(low, high))
        {
            return default;
        }

        (int first, int count) = Inside(low, high);
        double center = low + ((high - low) / 2), half = Math.Max(high - center, center - low);
        (double atLow, double atHigh) = (At(low), At(high));
        double slope = count == 0 ? SlopeOf(first) : half > 0 ? (atHigh - atLow) / (high - low) : 0;
        Parabola line = Fitted(new Parabola(center, (atLow + atHigh) / 2, slope, 0, 0), low, high, first, count, half);
        if (count < 2)
        {
            return line;
        }

        double bend = ((atLow + atHigh) / 2) - At(center);
        Parabola curve = Fitted(new Parabola(center, At(center), slope, bend / (half * half), 0), low, high, first, count, half);
        return double.IsFinite(curve.Radius) && curve.Radius < 0.9 * line.Radius ? curve : line;
    }

    // Moves a parabola to the middle of its deviations and adds what is left.
    private Parabola Fitted(Parabola p, double low, double high, int first, int count, double half)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity, size = 0;
        void See(double t, double value)
        {
            double x = t - p.Center;
            double deviation = value - (p.A + (x * (p.B + (p.Q * x))));
            (least, most, size) = (Math.Min(least, deviation), Math.Max(most, deviation), Math.Max(size, Math.Abs(value)));
        }

        double from = low, atFrom = At(low);
        size = Math.Max(SizeAt(low), SizeAt(high));
        See(from, atFrom);
        for (int i = first; i <= first + count; i++)
        {
            (double to, double atTo) = i < first + count ? (_knots[i], _values[i]) : (high, At(high));
            See(to, atTo);
            if (p.Q != 0 && to > from)
            {
                // On a piece the deviation is extreme where the parabola has the slope of the piece.
                double slope = (atTo - atFrom) / (to - from), t = p.Center + ((slope - p.B) / (2 * p.Q));
                if (t > from && t < to)
                {
                    See(t, atFrom + (slope * (t - from)));
                }
            }

            (from, atFrom) = (to, atTo);
        }

        double terms = size + Math.Abs(p.A) + (half * (Math.Abs(p.B) + (Math.Abs(p.Q) * half)));
        double radius = ((most - least) / 2) + (terms * Rounding) + _error;
        return p with { A = p.A + (least + ((most - least) / 2)), Radius = radius };
    }

    // 0 on the interval and a little beyond, so that rounded knots do not matter.
    private bool IsZeroOn(double low, double high)
    {
        double margin = 2 * _knotError;
        (int first, int count) = Inside(low - margin, high + margin);
        for (int i = first; i < first + count; i++)
        {
            if (_values[i] != 0)
            {
                return false;
            }
        }

        return count > 0 ? IsZeroPiece(first) && IsZeroPiece(first + count) : IsZeroPiece(first);
    }

    private bool IsZeroPiece(int piece)
    {
        if (piece == 0)
        {
            return _first == 0 && _values[0] == 0;
        }

        return piece == _knots.Length ? _last == 0 && _values[^1] == 0 : _values[piece - 1] == 0 && _values[piece] == 0;
    }

    private double At(double t)
    {
        int piece = Above(t);
        int anchor = piece == 0 ? 0 : piece - 1;
        return _values[anchor] + (SlopeOf(piece) * (t - _knots[anchor]));
    }

    // The magnitudes that At adds up.
    private double SizeAt(double t)
    {
        int piece = Above(t);
        int anchor = piece == 0 ? 0 : piece - 1;
        return Math.Abs(_values[anchor]) + Math.Abs(SlopeOf(piece) * (t - _knots[anchor]));
    }

    private double SlopeOf(int piece) =>
        piece == 0 ? _first : piece == _knots.Length ? _last : (_values[piece] - _values[piece - 1]) / (_knots[piece] - _knots[piece - 1]);

    // The first knot above t: the piece in which t lies.
    private int Above(double t)
    {
        int at = Array.BinarySearch(_knots, t);
        return at < 0 ? ~at : at + 1;
    }
}
