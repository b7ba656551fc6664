namespace QuantRelu.Graph;

/// <summary>
/// The coordinates of a point of a grid by its number, in which the last axis runs fastest: m = (... (m_1 R_2 + m_2) R_3 + ...) R_d + m_d with
/// 0 ≤ m_c &lt; R_c. They are given from the last to the first, as division finds them.
/// </summary>
/// <param name="point">m, from 0 to R_1 ... R_d - 1.</param>
/// <param name="radices">R_1, ..., R_d.</param>
internal ref struct GridDigits(long point, ReadOnlySpan<long> radices)
{
    private readonly ReadOnlySpan<long> _radices = radices;
    private long _rest = point;
    private int _axis = radices.Length;
    private long _digit;

    /// <summary>An axis c, counted from 0, and m_c.</summary>
    public readonly (int Axis, long Digit) Current => (_axis, _digit);

    /// <summary>The digits, one after the other.</summary>
    public readonly GridDigits GetEnumerator() => this;

    /// <summary>Goes on to the axis before; false when there is none.</summary>
    public bool MoveNext()
    {
        if (_axis == 0)
        {
            return false;
        }

        (_rest, _digit) = Math.DivRem(_rest, _radices[--_axis]);
        return true;
    }
}
