using QuantRelu.Analysis.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Evaluation.Fast;

/// <summary>Goes through the selected points of a grid, but for those that have a digit that is not left.</summary>
internal sealed class SelectionWalk : CopyWalk
{
    // Copy by copy the digits of its grid point, and those at which the sources stand.
    private readonly int[] _digits;
    private readonly int[] _at;
    private readonly int _copies;

    /// <summary>A walk over the points of a selection.</summary>
    public SelectionWalk(CollapsedArray array, int[] gates, Rows inputs)
        : base(array, gates, inputs)
    {
        _copies = (int)array.Array.Copies;
        _at = new int[Axes.Length];
        _digits = new int[checked(_copies * Axes.Length)];
        long[] radices = [.. array.Array.Radices];
        for (int copy = 0; copy < _copies; copy++)
        {
            foreach ((int c, long digit) in new GridDigits(array.Array.Point(copy), radices))
            {
                _digits[(copy * Axes.Length) + c] = (int)digit;
            }
        }

        Reset();
    }

    /// <inheritdoc/>
    public override void Begin()
    {
        base.Begin();
        Copy = -1;
    }

    /// <inheritdoc/>
    public override bool Next()
    {
        while (++Copy < _copies)
        {
            ReadOnlySpan<int> digits = _digits.AsSpan(Copy * _at.Length, _at.Length);
            if (IsLeft(digits))
            {
                Go(digits);
                return true;
            }
        }

        return false;
    }

    private bool IsLeft(ReadOnlySpan<int> digits)
    {
        for (int c = 0; c < digits.Length; c++)
        {
            if (!Axes[c].Contains(digits[c]))
            {
                return false;
            }
        }

        return true;
    }

    private void Go(ReadOnlySpan<int> digits)
    {
        for (int c = 0; c < digits.Length; c++)
        {
            if (digits[c] != _at[c])
            {
                Move(c, digits[c] - _at[c]);
                _at[c] = digits[c];
            }
        }
    }
}
