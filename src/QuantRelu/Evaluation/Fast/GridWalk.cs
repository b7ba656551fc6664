using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Evaluation.Fast;

/// <summary>Goes through the product of the digits that are left on each axis of the grid, the last axis fastest.</summary>
internal sealed class GridWalk : CopyWalk
{
    private readonly int[] _at;
    private readonly int[] _places;
    private bool _began;

    /// <summary>A walk over all grid points.</summary>
    public GridWalk(CollapsedArray array, int[] gates, Rows inputs)
        : base(array, gates, inputs)
    {
        _at = new int[Axes.Length];
        _places = new int[Axes.Length];
        int place = 1;
        for (int c = Axes.Length - 1; c >= 0; c--)
        {
            _places[c] = place;
            place = checked(place * (int)array.Array.Radices[c]);
        }
    }

    /// <inheritdoc/>
    public override void Begin()
    {
        base.Begin();
        _began = false;
    }

    /// <inheritdoc/>
    public override bool Next()
    {
        if (!_began)
        {
            return First();
        }

        for (int c = Axes.Length - 1; c >= 0; c--)
        {
            ReadOnlySpan<int> digits = Axes[c].Left;
            int before = digits[_at[c]];
            _at[c] = _at[c] + 1 < digits.Length ? _at[c] + 1 : 0;
            Go(c, digits[_at[c]] - before);
            if (_at[c] > 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool First()
    {
        _began = true;
        Copy = 0;
        Reset();
        Array.Clear(_at);
        for (int c = 0; c < Axes.Length; c++)
        {
            if (Axes[c].Left.Length == 0)
            {
                return false;
            }

            Go(c, Axes[c].Left[0]);
        }

        return true;
    }

    private void Go(int axis, int digits)
    {
        Copy += digits * _places[axis];
        Move(axis, digits);
    }
}
