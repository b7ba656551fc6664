using System.Numerics;
using System.Runtime.CompilerServices;

namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// Evaluates the copies of one array at a chunk of points. A copy that may be other than 0 at all points reads and writes rows where they stand. Of the
/// others the pairs (copy, point) at which a copy is not proved to be 0 are collected in lanes across copies, so that lanes are full even when a copy is
/// not 0 at few points; outputs are added in the order of the copies. A copy that reads the same values at all points takes one lane for all of them.
/// </summary>
internal sealed class ArrayRun
{
    private const int StepsPerCheck = 4096;
    private readonly ArrayKernel _array;
    private readonly bool _sums;
    private readonly Workspace _space;
    private readonly Rows _inputs;
    private readonly Rows _outputs;
    private readonly CopyWalk _walk;
    private readonly int[] _active;
    private readonly int[] _rows;
    private readonly int[] _offsets;
    private readonly bool[] _isZero;
    private readonly double[] _coefficients;
    private readonly LaneBuffer? _buffer;

    /// <summary>A run in a workspace.</summary>
    public ArrayRun(ArrayKernel array, bool sums, Workspace space, Rows inputs, Rows outputs)
    {
        (_array, _sums, _space, _inputs, _outputs) = (array, sums, space, inputs, outputs);
        _walk = CopyWalk.Of(array, space, inputs);
        _active = new int[space.Capacity];
        _rows = new int[array.Kernel.Slots];
        _offsets = new int[array.Kernel.Slots];
        _isZero = new bool[array.Kernel.Slots];
        _coefficients = array.Kernel.NewCoefficients();
        _buffer = array.Copies > 1 ? new LaneBuffer(array.Kernel, sums, space, outputs) : null;
        for (int unit = 0; unit < array.Kernel.Units; unit++)
        {
            _rows[array.Kernel.Inputs + unit] = _offsets[array.Kernel.Inputs + unit] = (array.Kernel.Inputs + unit) * space.Lanes;
        }
    }

    /// <summary>Evaluates all copies.</summary>
    public void Evaluate(CancellationToken cancellationToken)
    {
        int steps = 0;
        _walk.Begin();
        while (_walk.Next())
        {
            if (++steps % StepsPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Add(_walk.Copy, _array.FirstUnit + (_sums ? 0 : _walk.Copy * _array.Kernel.Outputs));
        }

        _buffer?.Flush();
    }

    private void Add(int copy, int unit)
    {
        int active = Active();
        if (active == 0)
        {
            return;
        }

        if (_buffer is null || (active == _inputs.Points && !IsConstant()))
        {
            _buffer?.Flush();
            Direct(copy, unit);
        }
        else if (active == _inputs.Points)
        {
            _active[0] = LaneBuffer.AllPoints;
            _buffer.Add(_array, copy, unit, _walk.Sources, _inputs, _active.AsSpan(0, 1));
        }
        else
        {
            _buffer.Add(_array, copy, unit, _walk.Sources, _inputs, _active.AsSpan(0, active));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Direct(int copy, int unit)
    {
        BlockKernel kernel = _array.Kernel;
        int inputs = kernel.Inputs, outputs = kernel.Slots - kernel.Outputs;
        for (int i = 0; i < inputs; i++)
        {
            _rows[i] = _inputs.Offset(_walk.Sources[i]);
            _isZero[i] = kernel.HasLongRows && _inputs.IsZero(_walk.Sources[i]);
        }

        for (int o = 0; o < kernel.Outputs && !_sums; o++)
        {
            _rows[outputs + o] = _outputs.Open(unit + o);
        }

        if (kernel.Open.Length > 0)
        {
            _array.SetCoefficients(copy, _coefficients);
        }

        for (int p = 0; p < _inputs.Points; p += _space.Lanes)
        {
            Move(0, inputs, p);
            if (!_sums)
            {
                Move(outputs, kernel.Slots, p);
            }

            kernel.RunLanes(_space.Memory, _offsets, _coefficients, [], _isZero);
            if (_sums)
            {
                Sum(unit, p);
            }
        }
    }

    private void Move(int first, int end, int points)
    {
        for (int slot = first; slot < end; slot++)
        {
            _offsets[slot] = _rows[slot] + points;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(int unit, int p)
    {
        int first = _array.Kernel.Slots - _array.Kernel.Outputs;
        int[] numbers = _array.Kernel.OutputNumbers;
        for (int o = 0; o < numbers.Length; o++)
        {
            Span<double> row = _space.Memory.AsSpan(_outputs.Open(unit + numbers[o]) + p, _space.Lanes);
            ReadOnlySpan<double> values = _space.Memory.AsSpan(_offsets[first + o], _space.Lanes);
            for (int lane = 0; lane < values.Length; lane++)
            {
                row[lane] += values[lane];
            }
        }
    }

    private bool IsConstant()
    {
        foreach (int source in _walk.Sources)
        {
            if (!_inputs.IsConstant(source))
            {
                return false;
            }
        }

        return true;
    }

    // The points at which no gate is 0.
    private int Active()
    {
        int points = _inputs.Points, count = 0;
        if (_array.Gates.Length == 0)
        {
            return points;
        }

        for (int word = 0; word < _inputs.Words; word++)
        {
            ulong mask = ulong.MaxValue;
            foreach (int gate in _array.Gates)
            {
                mask &= _inputs.NonZero(_walk.Sources[gate])[word];
            }

            for (; mask != 0; mask &= mask - 1)
            {
                _active[count++] = (word * 64) + BitOperations.TrailingZeroCount(mask);
            }
        }

        return count;
    }
}
