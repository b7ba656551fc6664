using System.Numerics;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Evaluation;

/// <summary>
/// Evaluates the copies of one array on a chunk of points. The pairs (copy, point) at which a copy is not proved to be 0 are
/// collected in lanes across copies, so that lanes are full even when a copy is not 0 at few points; outputs are added in the
/// order in which the pairs came, which is the order of the copies. A copy that reads the same values at all points takes one
/// lane for all of them.
/// </summary>
internal sealed class ArrayRun(CollapsedArray array, BlockKernel kernel, int[] gates, PointValues inputs, RowFacts facts, PointValues outputs)
{
    private const int CopiesPerCheck = 4096;
    private const int AllPoints = -1;
    private readonly long[] _sources = new long[array.Bases.Length];
    private readonly long[] _radices = [.. array.Array.Radices];
    private readonly long[] _digits = new long[array.Array.Radices.Length];
    private readonly int[] _active = new int[inputs.Points];
    private readonly BlockKernel.Scratch _scratch = kernel.NewScratch();
    private readonly int[] _points = new int[BlockKernel.Lanes];
    private readonly long[] _units = new long[BlockKernel.Lanes];
    private int _filled;

    /// <summary>Evaluates all copies and adds the outputs of copy k to the rows from <paramref name="unit"/> + k·<paramref name="step"/> on.</summary>
    public void Evaluate(long unit, long step, CancellationToken cancellationToken)
    {
        Start();
        long copies = (long)array.Array.Copies;
        for (long copy = 0; copy < copies; copy++, unit += step)
        {
            if (copy % CopiesPerCheck == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Add(copy, unit);
            Advance(copy);
        }

        Flush();
    }

    private void Add(long copy, long unit)
    {
        int active = Active();
        if (active == inputs.Points && active > 1 && IsConstant())
        {
            (_active[0], active) = (AllPoints, 1);
        }

        for (int first = 0; first < active;)
        {
            int lanes = Math.Min(active - first, BlockKernel.Lanes - _filled);
            Fill(copy, unit, _active.AsSpan(first, lanes));
            first += lanes;
            if (_filled == BlockKernel.Lanes)
            {
                Flush();
            }
        }
    }

    private void Flush()
    {
        if (_filled == 0)
        {
            return;
        }

        kernel.Evaluate(_scratch);
        for (int o = 0; o < array.Block.Outputs; o++)
        {
            ReadOnlySpan<double> values = kernel.Output(_scratch, o);
            for (int lane = 0; lane < _filled; lane++)
            {
                double[] row = outputs.Row(_units[lane] + o);
                if (_points[lane] != AllPoints)
                {
                    row[_points[lane]] += values[lane];
                }
                else if (values[lane] != 0)
                {
                    LayerKernel.Add(row.AsSpan(0, outputs.Points), values[lane]);
                }
            }
        }

        _filled = 0;
    }

    private void Fill(long copy, long unit, ReadOnlySpan<int> points)
    {
        if (kernel.HasOpenTerms)
        {
            kernel.Load(_scratch, array.Array.CopyCodes(copy), _filled, points.Length);
        }

        for (int i = 0; i < _sources.Length; i++)
        {
            double[] row = inputs.Row(_sources[i]);
            Span<double> target = _scratch.Inputs.AsSpan((i * BlockKernel.Lanes) + _filled, points.Length);
            for (int p = 0; p < target.Length; p++)
            {
                target[p] = row[Math.Max(0, points[p])];
            }
        }

        points.CopyTo(_points.AsSpan(_filled));
        _units.AsSpan(_filled, points.Length).Fill(unit);
        _filled += points.Length;
    }

    private void Start()
    {
        Array.Copy(array.Bases, _sources, _sources.Length);
        if (array.Array.Selection is { } selection)
        {
            Move(selection[0]);
        }
    }

    // The sources of the next copy.
    private void Advance(long copy)
    {
        if (array.Array.Selection is not { } selection)
        {
            Step();
        }
        else if (copy + 1 < selection.Length)
        {
            Array.Copy(array.Bases, _sources, _sources.Length);
            Move(selection[(int)copy + 1]);
        }
    }

    // From grid point 0 to any other.
    private void Move(long point)
    {
        foreach ((int c, long digit) in new GridDigits(point, _radices))
        {
            for (int i = 0; i < _sources.Length; i++)
            {
                _sources[i] += digit * array.Strides[i][c];
            }
        }
    }

    // To the next grid point, in the order of GridDigits.
    private void Step()
    {
        for (int c = _digits.Length - 1; c >= 0; c--)
        {
            _digits[c] = _digits[c] + 1 < _radices[c] ? _digits[c] + 1 : 0;
            long moved = _digits[c] > 0 ? 1 : 1 - _radices[c];
            for (int i = 0; i < _sources.Length; i++)
            {
                _sources[i] += moved * array.Strides[i][c];
            }

            if (_digits[c] > 0)
            {
                return;
            }
        }
    }

    private bool IsConstant()
    {
        foreach (long source in _sources)
        {
            if (!facts.IsConstant(source))
            {
                return false;
            }
        }

        return true;
    }

    // The points at which no gate is 0.
    private int Active()
    {
        int count = 0;
        for (int word = 0; word < facts.Words; word++)
        {
            ulong mask = facts.All(word);
            foreach (int gate in gates)
            {
                mask &= facts.NonZero(_sources[gate])[word];
            }

            for (; mask != 0; mask &= mask - 1)
            {
                _active[count++] = (word * 64) + BitOperations.TrailingZeroCount(mask);
            }
        }

        return count;
    }
}
