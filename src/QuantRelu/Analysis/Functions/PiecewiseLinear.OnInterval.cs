namespace QuantRelu.Analysis.Functions;

/// <summary>What only a function on an interval can tell.</summary>
internal sealed partial class PiecewiseLinear
{
    private readonly ValueRange? _range;

    /// <summary>Number of linear pieces.</summary>
    /// <exception cref="InvalidOperationException">The function is on the line, as for all that follows.</exception>
    public int Pieces => _tails is null ? _x.Length - 1 : throw IsOnLine;

    /// <summary>The interval.</summary>
    public ValueRange Domain => new(_x[0], _x[Pieces]);

    /// <summary>The values that it takes, no more and no fewer.</summary>
    public ValueRange Range => _range ?? throw IsOnLine;

    /// <summary>Bits of the longest denominator of a value at a knot.</summary>
    public long DenominatorBits => _y.Max(y => y.Denominator.GetBitLength());

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
        int pieces = Pieces;
        int first = Array.FindIndex(_y, y => !y.IsZero);
        int last = Array.FindLastIndex(_y, y => !y.IsZero);
        return first < 0 ? null : new(_x[Math.Max(0, first - 1)], _x[Math.Min(pieces, last + 1)]);
    }

    /// <summary>The smallest interval that holds every x with low &lt; f(x) &lt; high; null when there is none.</summary>
    public ValueRange? Preimage(ValueRange values)
    {
        ValueRange? hull = null;
        for (int i = 0; i < Pieces; i++)
        {
            if (ValueRange.Larger(_y[i], _y[i + 1]) > values.Low && ValueRange.Smaller(_y[i], _y[i + 1]) < values.High)
            {
                ValueRange part = new(At(i, values, i), At(i, values, i + 1));
                hull = hull?.Hull(part) ?? part;
            }
        }

        return hull;
    }

    /// <summary>The function without every other knot, and by how much that changes it.</summary>
    public (PiecewiseLinear Coarse, ValueRange Change) Coarser()
    {
        int[] kept = [.. Enumerable.Range(0, _x.Length).Where(i => i % 2 == 0 || i == _x.Length - 1)];
        var coarse = new PiecewiseLinear([.. kept.Select(i => _x[i])], [.. kept.Select(i => _y[i])], _tails);
        return (coarse, (this + (-1 * coarse)).Range);
    }

    private static InvalidOperationException IsOnLine => new("Only a function on an interval has this, not one on the whole line.");

    // The place on piece i next to one of its ends at which the value is within a range.
    private Rational At(int i, ValueRange values, int end)
    {
        Rational value = ValueRange.Smaller(ValueRange.Larger(_y[end], values.Low), values.High);
        return value == _y[end] ? _x[end] : Where(i, value);
    }
}
