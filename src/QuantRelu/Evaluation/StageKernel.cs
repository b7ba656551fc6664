using System.Numerics;
using QuantRelu.Analysis.Collapsed;

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

    /// <summary>Units of the last layer.</summary>
    public long Units => _stage.Units;

    /// <summary>Evaluates the stage on the points of its inputs.</summary>
    public void Evaluate(PointValues inputs, PointValues outputs, CancellationToken cancellationToken)
    {
        outputs.Clear(inputs.Points);
        var facts = new RowFacts(inputs);
        long unit = 0;
        for (int a = 0; a < _kernels.Length; a++)
        {
            CollapsedArray array = _stage.Arrays[a];
            new ArrayRun(array, _kernels[a], _gates[a], inputs, facts, outputs).Evaluate(unit, _stage.Sums ? 0 : array.Block.Outputs, cancellationToken);
            unit += _stage.Sums ? 0 : (long)array.Array.Copies * array.Block.Outputs;
        }

        if (!_last)
        {
            Rectify(outputs);
        }
    }

    private static void Rectify(PointValues values)
    {
        for (long i = 0; i < values.Units; i++)
        {
            double[] row = values.Row(i);
            for (int p = 0; p < values.Stride; p += Vector<double>.Count)
            {
                LayerKernel.Relu(new Vector<double>(row, p)).CopyTo(row, p);
            }
        }
    }
}
