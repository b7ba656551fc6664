using System.Numerics;
using QuantRelu.Evaluation.Collapsed;

namespace QuantRelu.Evaluation;

/// <summary>
/// Evaluates the copies of one array on a chunk of points. The pairs (copy, point) at which a copy is not proved to be 0 are
/// collected in lanes across copies, so that lanes are full even when a copy is not 0 at few points; outputs are added in the
/// order in which the pairs came, which is the order of the copies.
/// </summary>
internal sealed class ArrayRun(CollapsedArray array, BlockKernel kernel, int[] gates, PointValues inputs, ZeroMasks zeros, PointValues outputs)
{
    private const int CopiesPerCheck = 4096;
    private readonly long[] _sources = new long[array.Bases.Length];
    private readonly long[] _radices = [.. array.Array.Radices];
    private readonly long[] _digits = new long[array.Array.Radices.Count];
    private readonly int[] _active = new int[inputs.Points];
    private readonly BlockKernel.Scratch _scratch = kernel.NewScratch();
    private readonly int[] _points = new int[BlockKernel.Lanes];
    private readonly long[] _units = new long[BlockKernel.Lanes];
    private int _filled;

    /// <summary>Evaluates all copies and adds the outputs of copy k to the rows from <paramref name="unit"/> + k·<paramref name="step"/> on.</summary>
    public void Evaluate(long unit, long step, CancellationToken cancel)
    {
        Array.Copy(array.Bases, _sources, _sources.Length);
        long copies = (long)array.Array.Copies;
        for (long copy = 0; copy < copies; copy++, unit += step)
        {
            if (copy % CopiesPerCheck == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            Add(copy, unit);
            Advance();
        }

        Flush();
    }

    private void Add(long copy, long unit)
    {
        int active = Active();
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
                outputs.Row(_units[lane] + o)[_points[lane]] += values[lane];
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
                target[p] = row[points[p]];
            }
        }

        points.CopyTo(_points.AsSpan(_filled));
        _units.AsSpan(_filled, points.Length).Fill(unit);
        _filled += points.Length;
    }

    // The sources of the next copy: the last grid index runs fastest.
    private void Advance()
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

    // The points at which no gate is 0.
    private int Active()
    {
        int count = 0;
        for (int word = 0; word < zeros.Words; word++)
        {
            ulong mask = zeros.All(word);
            foreach (int gate in gates)
            {
                mask &= zeros.NonZero(_sources[gate])[word];
            }

            for (; mask != 0; mask &= mask - 1)
            {
                _active[count++] = (word * 64) + BitOperations.TrailingZeroCount(mask);
            }
        }

        return count;
    }
}
