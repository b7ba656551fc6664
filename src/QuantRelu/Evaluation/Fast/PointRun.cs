using System.Runtime.CompilerServices;

namespace QuantRelu.Evaluation.Fast;

/// <summary>Evaluates the copies of one array at one point, one after the other, where no gate is 0: what <see cref="ArrayRun"/> does at many points.</summary>
internal sealed class PointRun
{
    // Coefficients of more terms in all are set copy by copy, not held for each.
    private const long MostHeld = 1 << 16;
    private readonly ArrayKernel _array;
    private readonly bool _sums;
    private readonly double[] _memory;
    private readonly Rows _inputs;
    private readonly Rows _outputs;
    private readonly CopyWalk _walk;
    private readonly int[] _offsets;
    private readonly bool[] _isZero;

    // Where the values stand to which outputs are added; nothing where they are not.
    private readonly int[] _sumPlaces;
    private readonly double[] _coefficients;
    private readonly double[]?[]? _held;

    /// <summary>A run in a workspace with one lane.</summary>
    public PointRun(ArrayKernel array, bool sums, Workspace space, Rows inputs, Rows outputs)
    {
        (_array, _sums, _memory, _inputs, _outputs) = (array, sums, space.Memory, inputs, outputs);
        _walk = CopyWalk.Of(array, space, inputs);
        _offsets = [.. Enumerable.Range(0, array.Kernel.Slots)];
        _isZero = new bool[array.Kernel.Slots];
        _sumPlaces = sums ? [.. array.Kernel.OutputNumbers.Select(o => outputs.Place(array.FirstUnit + o))] : [];
        _coefficients = array.Kernel.NewCoefficients();
        _held = array.Kernel.Open.Length > 0 && array.Copies * array.Kernel.Terms <= MostHeld ? new double[]?[array.Copies] : null;
    }

    /// <summary>Evaluates all copies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(CancellationToken cancellationToken)
    {
        BlockKernel kernel = _array.Kernel;
        int outputs = kernel.Slots - kernel.Outputs;
        int[] sources = _walk.Sources, sums = _sumPlaces;
        _walk.Begin();
        while (_walk.Next())
        {
            if (!IsActive(sources))
            {
                continue;
            }

            for (int i = 0; i < sources.Length; i++)
            {
                int offset = _inputs.Offset(sources[i]);
                _offsets[i] = offset;
                _isZero[i] = _memory[offset] == 0;
            }

            int unit = _array.FirstUnit + (_sums ? 0 : _walk.Copy * kernel.Outputs);
            for (int o = 0; o < kernel.Outputs && !_sums; o++)
            {
                _offsets[outputs + o] = _outputs.Open(unit + o);
            }

            kernel.RunOne(_memory, _offsets, kernel.Open.Length == 0 ? _coefficients : Coefficients(_walk.Copy), _isZero);
            for (int o = 0; o < sums.Length; o++)
            {
                _memory[sums[o]] += _memory[outputs + o];
            }
        }
    }

    private bool IsActive(int[] sources)
    {
        foreach (int gate in _array.Gates)
        {
            if (_memory[_inputs.Offset(sources[gate])] == 0)
            {
                return false;
            }
        }

        return true;
    }

    private double[] Coefficients(int copy)
    {
        if (_held?[copy] is { } known)
        {
            return known;
        }

        double[] coefficients = _held is null ? _coefficients : _array.Kernel.NewCoefficients();
        _array.SetCoefficients(copy, coefficients);
        if (_held is not null)
        {
            _held[copy] = coefficients;
        }

        return coefficients;
    }
}
