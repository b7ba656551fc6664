using QuantRelu.Analysis.Functions;

namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// Encloses a piecewise linear function by a parabola: f(t) - (at² + bt + c) lies in <paramref name="Rest"/>. f_s^r is the interpolant of x², so that
/// in ×'(x, y) = 2(f_s^r(|x+y|/2) - f_s^r(|x|/2) - f_s^r(|y|/2)) the squares cancel and xy is left, which intervals alone do not see.
/// </summary>
internal sealed record QuadraticEnclosure(Rational A, Rational B, Rational C, ValueRange Rest)
{
    private const int CoefficientBits = 48;

    /// <summary>The parabola through both ends and a knot near the middle, its coefficients rounded.</summary>
    public static QuadraticEnclosure Of(PiecewiseLinear f)
    {
        IReadOnlyList<Rational> x = f.Knots, y = f.Values;
        int last = x.Count - 1, middle = Middle(x);
        Rational chord = (y[last] - y[0]) / (x[last] - x[0]);
        Rational a = middle == 0 || middle == last ? 0 : (((y[middle] - y[0]) / (x[middle] - x[0])) - chord) / (x[middle] - x[last]);
        a = Round(a);
        Rational b = Round(chord - (a * (x[0] + x[last]))), c = Round(y[0] - (x[0] * ((a * x[0]) + b)));
        return new(a, b, c, Difference(f, a, b, c));
    }

    /// <summary>The range of at² + bt for t in a range.</summary>
    public static ValueRange Range(Rational a, Rational b, ValueRange t)
    {
        ValueRange ends = At(t.Low).Hull(At(t.High));
        if (a.IsZero)
        {
            return ends;
        }

        Rational turn = -b / (2 * a);
        return turn > t.Low && turn < t.High ? ends.Hull(At(turn)) : ends;

        ValueRange At(Rational x) => new(x * ((a * x) + b), x * ((a * x) + b));
    }

    private static ValueRange Difference(PiecewiseLinear f, Rational a, Rational b, Rational c)
    {
        ValueRange? rest = null;
        for (int i = 0; i < f.Pieces; i++)
        {
            Rational x = f.Knots[i], y = f.Values[i];
            Rational slope = (f.Values[i + 1] - y) / (f.Knots[i + 1] - x);
            ValueRange part = Range(-a, slope - b, new(x, f.Knots[i + 1])).Plus(y - (slope * x) - c);
            rest = rest?.Hull(part) ?? part;
        }

        return rest!.Value.Rounded();
    }

    private static int Middle(IReadOnlyList<Rational> x)
    {
        Rational half = (x[0] + x[^1]) / 2;
        int best = 0;
        for (int i = 1; i < x.Count; i++)
        {
            best = Rational.Abs(x[i] - half) < Rational.Abs(x[best] - half) ? i : best;
        }

        return best;
    }

    private static Rational Round(Rational value)
    {
        Rational scale = Dyadic.PowerOfTwo(CoefficientBits);
        return Rational.Create((value * scale).Round(), 1) / scale;
    }
}
