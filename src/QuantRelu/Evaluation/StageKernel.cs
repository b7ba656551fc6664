using System.Numerics;
using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Evaluation;

/// <summary>Evaluates one stage at a chunk of points, copy by copy in their order, at the points where a copy is not proved to be 0.</summary>
internal sealed class StageKernel
{
    private readonly CollapsedStage _stage;
    private readonly BlockKernel[] _kernels;
    private readonly int[][] _gates;
    private readonly bool _last;

    public StageKernel(CollapsedStage stage, Codebook codebook, bool last, Func<int, IReadOnlyList<int>> gates)
    {
        _stage = stage;
        _last = last;
        var kernels = new Dictionary<CollapsedBlock, BlockKernel>();
        _kernels = new BlockKernel[stage.Arrays.Count];
        _gates = new int[stage.Arrays.Count][];
        for (int a = 0; a < _kernels.Length; a++)
        {
            CollapsedArray array = stage.Arrays[a];
            if (!kernels.TryGetValue(array.Block, out BlockKernel? kernel))
            {
                kernels[array.Block] = kernel = new BlockKernel(array.Block, codebook);
            }

            _kernels[a] = kernel;
            _gates[a] = gates(a).Select(input => Array.IndexOf(array.Representative, input)).ToArray();
        }
    }

    public PointValues Evaluate(PointValues inputs, CancellationToken cancel)
    {
        var outputs = new PointValues(_stage.Units, inputs.Points);
        var zeros = new ZeroMasks(inputs);
        long unit = 0;
        for (int a = 0; a < _kernels.Length; a++)
        {
            CollapsedArray array = _stage.Arrays[a];
            var run = new ArrayRun(array, _kernels[a], _gates[a], inputs, zeros);
            long copies = (long)array.Array.Copies;
            for (long copy = 0; copy < copies; copy++)
            {
                if ((copy & 0xFFF) == 0)
                {
                    cancel.ThrowIfCancellationRequested();
                }

                run.Evaluate(copy, outputs, _stage.Sums ? 0 : unit);
                unit += array.Block.Outputs;
            }
        }

        if (!_last)
        {
            Rectify(outputs);
        }

        return outputs;
    }

    private void Rectify(PointValues values)
    {
        for (long i = 0; i < _stage.Units; i++)
        {
            double[] row = values.Row(i);
            for (int p = 0; p < row.Length; p += Vector<double>.Count)
            {
                BlockKernel.Relu(new Vector<double>(row, p)).CopyTo(row, p);
            }
        }
    }

    /// <summary>The copies of one array on one chunk.</summary>
    private sealed class ArrayRun(CollapsedArray array, BlockKernel kernel, int[] gates, PointValues inputs, ZeroMasks zeros)
    {
        private readonly long[] _sources = new long[array.Bases.Length];
        private readonly double[][] _rows = new double[array.Bases.Length][];
        private readonly int[] _active = new int[inputs.Stride];
        private readonly BlockKernel.Scratch _scratch = kernel.NewScratch();

        public void Evaluate(long copy, PointValues outputs, long unit)
        {
            Sources(copy);
            int active = Active();
            if (active == 0)
            {
                return;
            }

            kernel.Load(_scratch, array.Array, copy);
            for (int i = 0; i < _rows.Length; i++)
            {
                _rows[i] = inputs.Row(_sources[i]);
            }

            int width = kernel.Lanes;
            for (int first = 0; first < active; first += width)
            {
                ReadOnlySpan<int> points = _active.AsSpan(first, Math.Min(width, active - first));
                kernel.Evaluate(_scratch, _rows, points);
                for (int o = 0; o < array.Block.Outputs; o++)
                {
                    double[] row = outputs.Row(unit + o);
                    ReadOnlySpan<double> values = kernel.Output(_scratch, o);
                    for (int p = 0; p < points.Length; p++)
                    {
                        row[points[p]] += values[p];
                    }
                }
            }
        }

        private void Sources(long copy)
        {
            Array.Copy(array.Bases, _sources, _sources.Length);
            long rest = copy;
            for (int c = array.Array.Radices.Count - 1; c >= 0; c--)
            {
                long digit = rest % array.Array.Radices[c];
                rest /= array.Array.Radices[c];
                for (int i = 0; i < _sources.Length; i++)
                {
                    _sources[i] += digit * array.Strides[i][c];
                }
            }
        }

        private int Active()
        {
            int count = 0;
            for (int word = 0; word < zeros.Words; word++)
            {
                ulong mask = zeros.All(word);
                foreach (int gate in gates)
                {
                    mask &= zeros.NonZero(_sources[gate], word);
                }

                for (; mask != 0; mask &= mask - 1)
                {
                    _active[count++] = (word * 64) + BitOperations.TrailingZeroCount(mask);
                }
            }

            return count;
        }
    }
}
