namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// Finds the <see cref="CopySupports"/> of an array that reads the network's inputs, or single copies that do. The ends are multiples of 2^-m, each found by
/// proving, interval after interval, that the output is 0; a copy's ends are looked for where those of the copies before suggest.
/// </summary>
internal sealed class SupportSearch
{
    private const int DigitsBeyondCopies = 5;
    private readonly ArrayKernel _array;
    private readonly BlockKernel? _front;
    private readonly int[] _frontSources;
    private readonly int _inputs;
    private readonly int _output;
    private readonly RoundedForms _forms = new();
    private readonly int _steps;
    private readonly long[] _sources;

    private SupportSearch(ArrayKernel array, ArrayKernel? front, int inputs, int output)
    {
        (_array, _front, _inputs, _output) = (array, front?.Kernel, inputs, output);
        _frontSources = front is null ? [] : [.. front.Array.Sources(0).Select(s => (int)s)];
        _steps = 1 << Math.Min(24, (int)Math.Log2(array.Copies) + DigitsBeyondCopies);
        _sources = new long[array.Kernel.Inputs];
    }

    /// <summary>The supports of an array, or null where they are not known or do not pay.</summary>
    /// <param name="array">The array.</param>
    /// <param name="front">The single copy that it reads; null when it reads the network's inputs.</param>
    /// <param name="inputs">The network's inputs.</param>
    /// <param name="output">The output that is to be 0.</param>
    public static CopySupports? Of(ArrayKernel array, ArrayKernel? front, int inputs, int output)
    {
        var search = new SupportSearch(array, front, inputs, output);
        for (int axis = 0; axis < inputs; axis++)
        {
            if (search.IsZero(0, axis, 1, 1) || search.IsZero((int)array.Copies - 1, axis, 0, 0))
            {
                return search.On(axis);
            }
        }

        return null;
    }

    private CopySupports On(int axis)
    {
        int copies = (int)_array.Copies;
        var low = new double[copies];
        var high = new double[copies];
        int[] ends = new int[copies];
        for (int copy = 0; copy < copies; copy++)
        {
            // The number of steps from 1 down to the upper end, then those from 0 up to the lower one.
            ends[copy] = Most(Guess(ends, copy), steps => IsZero(copy, axis, 1 - ((double)steps / _steps), 1));
            high[copy] = ends[copy] < 0 ? double.PositiveInfinity : 1 - ((double)ends[copy] / _steps);
        }

        for (int copy = 0; copy < copies; copy++)
        {
            ends[copy] = Most(Guess(ends, copy), steps => IsZero(copy, axis, 0, (double)steps / _steps));
            low[copy] = ends[copy] < 0 ? double.NegativeInfinity : (double)ends[copy] / _steps;
        }

        return new CopySupports(axis, low, high);
    }

    private int Guess(int[] ends, int copy) => copy switch
    {
        0 => 0,
        1 => ends[0],
        _ => Math.Clamp((2 * ends[copy - 1]) - ends[copy - 2], 0, _steps),
    };

    // The most steps for which something holds that holds for fewer then too; -1 when it does not even for none.
    private int Most(int guess, Func<int, bool> holds)
    {
        int below = -1, above = _steps + 1;
        for (int reach = 1, at = guess; above - below > 1; reach *= 2)
        {
            if (holds(at))
            {
                below = at;
                at = Math.Min(above - 1, at + reach);
            }
            else
            {
                above = at;
                at = Math.Max(below + 1, at - reach);
            }

            if (below >= 0 && above <= _steps)
            {
                break;
            }
        }

        while (above - below > 1)
        {
            int middle = below + ((above - below) / 2);
            (below, above) = holds(middle) ? (middle, above) : (below, middle);
        }

        return below;
    }

    // Whether the output of a copy is 0 for all points with u_axis in an interval.
    private bool IsZero(int copy, int axis, double low, double high)
    {
        _forms.Clear();
        RoundedForm[] before = new RoundedForm[_inputs];
        for (int i = 0; i < _inputs; i++)
        {
            before[i] = i == axis ? _forms.Root(low, high) : _forms.Root(0, 1);
        }

        if (_front is not null)
        {
            before = Run(_front, [.. _frontSources.Select(s => before[s])], _front.NewCoefficients());
        }

        _array.Array.Array.Follow(copy, _array.Array.Bases, _array.Array.Strides, _sources);
        return Run(_array.Kernel, [.. _sources.Select(s => before[s])], Coefficients(copy))[_output] is { IsConstant: true, Offset: 0 };
    }

    private double[] Coefficients(int copy)
    {
        double[] coefficients = _array.Kernel.NewCoefficients();
        if (_array.Kernel.Open.Length > 0)
        {
            _array.SetCoefficients(copy, coefficients);
        }

        return coefficients;
    }

    private RoundedForm[] Run(BlockKernel kernel, RoundedForm[] inputs, double[] coefficients)
    {
        var slots = new RoundedForm[kernel.Slots];
        inputs.CopyTo(slots, 0);
        for (int unit = 0; unit < kernel.Units; unit++)
        {
            RoundedForm sum = RoundedForm.Constant(0);
            int first = kernel.FirstTerm(unit);
            ReadOnlySpan<int> sources = kernel.Sources(unit);
            for (int k = 0; k < sources.Length; k++)
            {
                sum = _forms.Plus(sum, _forms.Times(coefficients[first + k], slots[sources[k]]));
            }

            sum = _forms.Plus(sum, RoundedForm.Constant(kernel.Bias(unit)));
            slots[kernel.Inputs + unit] = kernel.IsRectified(unit) ? _forms.Relu(sum) : sum;
        }

        return slots[^kernel.Outputs..];
    }
}
