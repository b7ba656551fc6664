using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// The digits of one axis of an array's grid at which copies may be other than 0 at a chunk: those at which no gate is 0 everywhere that moves along this
/// axis alone.
/// </summary>
internal sealed class AxisDigits
{
    private readonly int _radix;
    private readonly (int First, int Step)[] _gates;
    private readonly int[] _digits;
    private readonly bool[] _isLeft;
    private int _count;

    /// <summary>The digits of an axis.</summary>
    /// <param name="array">The array.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="gates">Inputs each of which being 0 makes all outputs 0.</param>
    public AxisDigits(CollapsedArray array, int axis, int[] gates)
    {
        _radix = checked((int)array.Array.Radices[axis]);
        _gates = [.. gates
            .Where(g => array.Strides[g].Select((s, c) => (s != 0) == (c == axis)).All(only => only))
            .Select(g => ((int)array.Bases[g], (int)array.Strides[g][axis]))];
        _digits = [.. Enumerable.Range(0, _radix)];
        _isLeft = new bool[_radix];
        Array.Fill(_isLeft, true);
        _count = _radix;
    }

    /// <summary>The digits that are left, ascending.</summary>
    public ReadOnlySpan<int> Left => _digits.AsSpan(0, _count);

    /// <summary>True for a digit that is left.</summary>
    public bool Contains(int digit) => _isLeft[digit];

    /// <summary>Finds what is left at a chunk of points of what the array reads.</summary>
    public void Find(Rows inputs)
    {
        if (_gates.Length == 0)
        {
            return;
        }

        foreach (int digit in Left)
        {
            _isLeft[digit] = false;
        }

        _count = 0;
        (int first, int step) = _gates[0];
        if (step > 0 && inputs.Opened.Length < _radix)
        {
            foreach (int unit in inputs.Opened)
            {
                (int digit, int rest) = Math.DivRem(unit - first, step);
                if (rest == 0 && digit >= 0 && digit < _radix)
                {
                    Add(digit, inputs);
                }
            }

            _digits.AsSpan(0, _count).Sort();
            return;
        }

        for (int digit = 0; digit < _radix; digit++)
        {
            Add(digit, inputs);
        }
    }

    private void Add(int digit, Rows inputs)
    {
        foreach ((int first, int step) in _gates)
        {
            if (inputs.IsZero(first + (digit * step)))
            {
                return;
            }
        }

        _digits[_count++] = digit;
        _isLeft[digit] = true;
    }
}
