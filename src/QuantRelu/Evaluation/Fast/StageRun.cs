using System.Numerics;

namespace QuantRelu.Evaluation.Fast;

/// <summary>Evaluates one stage at chunks of points, copy by copy in their order, at the points where a copy is not proved to be 0.</summary>
internal sealed class StageRun
{
    private readonly StageKernel _stage;
    private readonly Workspace _space;
    private readonly Rows _outputs;
    private readonly Action<CancellationToken>[] _arrays;

    /// <summary>A run in a workspace.</summary>
    public StageRun(StageKernel stage, Workspace space, Rows inputs, Rows outputs)
    {
        (_stage, _space, _outputs) = (stage, space, outputs);
        _arrays = [.. stage.Arrays.Select<ArrayKernel, Action<CancellationToken>>(a => a.Shared is { } shared
            ? new SharedRun(a, shared, space, inputs, outputs).Evaluate
            : space.Lanes == 1
                ? new PointRun(a, stage.Sums, space, inputs, outputs).Evaluate
                : new ArrayRun(a, stage.Sums, space, inputs, outputs).Evaluate)];
    }

    /// <summary>Evaluates the stage on the points of its inputs.</summary>
    public void Evaluate(int points, CancellationToken cancellationToken)
    {
        _outputs.Begin(points, _stage.WritesAll);
        if (_stage.Sums)
        {
            _outputs.Clear();
        }

        foreach (Action<CancellationToken> array in _arrays)
        {
            array(cancellationToken);
        }

        if (_stage.Sums && _stage.Rectifies)
        {
            Rectify(_space.Memory.AsSpan(_outputs.Open(0), _outputs.Units * _outputs.Stride));
        }
    }

    private static void Rectify(Span<double> row)
    {
        int p = 0;
        for (; p <= row.Length - Vector<double>.Count; p += Vector<double>.Count)
        {
            BlockKernel.Relu(new Vector<double>(row[p..])).CopyTo(row[p..]);
        }

        for (; p < row.Length; p++)
        {
            row[p] = BlockKernel.Relu(row[p]);
        }
    }
}
