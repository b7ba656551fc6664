using System.Runtime.CompilerServices;

namespace QuantRelu.Evaluation.Fast;

/// <summary>Pairs (copy, point) of one array that wait until all lanes are full; lanes may be of different copies.</summary>
internal sealed class LaneBuffer
{
    /// <summary>The point of a lane that stands for all points.</summary>
    public const int AllPoints = -1;

    private readonly BlockKernel _kernel;
    private readonly bool _sums;
    private readonly Workspace _space;
    private readonly Rows _outputs;
    private readonly int[] _points = new int[BlockKernel.Lanes];
    private readonly int[] _units = new int[BlockKernel.Lanes];
    private readonly int[] _offsets;
    private readonly bool[] _isZero;
    private readonly double[] _coefficients;
    private readonly double[] _laneCoefficients;
    private int _filled;

    /// <summary>An empty buffer.</summary>
    public LaneBuffer(BlockKernel kernel, bool sums, Workspace space, Rows outputs)
    {
        (_kernel, _sums, _space, _outputs) = (kernel, sums, space, outputs);
        _offsets = [.. Enumerable.Range(0, kernel.Slots).Select(slot => slot * BlockKernel.Lanes)];
        _isZero = new bool[kernel.Slots];
        _coefficients = kernel.NewCoefficients();
        _laneCoefficients = kernel.Open.Length == 0 ? [] : [.. _coefficients.SelectMany(c => Enumerable.Repeat(c, BlockKernel.Lanes))];
    }

    /// <summary>Adds some points of a copy, and evaluates whenever all lanes are full.</summary>
    public void Add(ArrayKernel array, int copy, int unit, int[] sources, Rows inputs, ReadOnlySpan<int> points)
    {
        for (int o = 0; o < _kernel.Outputs && !_sums; o++)
        {
            // At the other points it is 0.
            _outputs.Sum(unit + o);
        }

        while (points.Length > 0)
        {
            int lanes = Math.Min(points.Length, BlockKernel.Lanes - _filled);
            Fill(array, copy, unit, sources, inputs, points[..lanes]);
            points = points[lanes..];
            if (_filled == BlockKernel.Lanes)
            {
                Flush();
            }
        }
    }

    /// <summary>Evaluates what is there.</summary>
    public void Flush()
    {
        if (_filled == 0)
        {
            return;
        }

        _kernel.RunLanes(_space.Memory, _offsets, _coefficients, _laneCoefficients, _isZero);
        for (int o = 0; o < _kernel.Outputs; o++)
        {
            Store(_kernel.OutputNumbers[o], _space.Memory.AsSpan((_kernel.Slots - _kernel.Outputs + o) * BlockKernel.Lanes, _filled));
        }

        _filled = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Store(int output, ReadOnlySpan<double> values)
    {
        for (int lane = 0; lane < values.Length; lane++)
        {
            Span<double> row = _outputs.Sum(_units[lane] + output);
            if (_points[lane] != AllPoints)
            {
                row[_points[lane]] += values[lane];
            }
            else if (_sums)
            {
                Add(row, values[lane]);
            }
            else
            {
                row.Fill(values[lane]);
            }
        }
    }

    private static void Add(Span<double> row, double number)
    {
        if (number == 0)
        {
            return;
        }

        for (int p = 0; p < row.Length; p++)
        {
            row[p] += number;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(ArrayKernel array, int copy, int unit, int[] sources, Rows inputs, ReadOnlySpan<int> points)
    {
        if (_laneCoefficients.Length > 0)
        {
            ReadOnlySpan<ushort> codes = array.Array.Array.CopyCodes(copy);
            foreach (OpenTerm open in _kernel.Open)
            {
                _laneCoefficients.AsSpan((open.Term * BlockKernel.Lanes) + _filled, points.Length).Fill(array.Coefficient(open, codes));
            }
        }

        for (int i = 0; i < sources.Length; i++)
        {
            ReadOnlySpan<double> row = inputs.Values(sources[i]);
            Span<double> target = _space.Memory.AsSpan((i * BlockKernel.Lanes) + _filled, points.Length);
            for (int p = 0; p < target.Length; p++)
            {
                target[p] = row[Math.Max(0, points[p])];
            }
        }

        points.CopyTo(_points.AsSpan(_filled));
        _units.AsSpan(_filled, points.Length).Fill(unit);
        _filled += points.Length;
    }
}
