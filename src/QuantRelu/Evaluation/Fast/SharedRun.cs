using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// Evaluates a <see cref="SharedLayer"/> at a chunk of points: of the inputs that all copies read those are left out, once for all copies, that are 0 at
/// all points of the chunk. They would add ±0 to sums that are never -0: nothing is rounded otherwise than if they were added.
/// </summary>
internal sealed class SharedRun(ArrayKernel array, SharedLayer layer, Workspace space, Rows inputs, Rows outputs)
{
    private const int CopiesPerCheck = 4096;
    private readonly int[] _offsets = new int[layer.Kernel.Terms];
    private readonly double[] _coefficients = new double[layer.Kernel.Terms];

    // Of the terms that are left those that are open, those that are not shared, and what they are there.
    private readonly List<(int Term, int Open)> _open = [];
    private readonly List<(int Term, int Moving)> _moving = [];

    /// <summary>Evaluates all copies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate(CancellationToken cancellationToken)
    {
        for (int o = 0; o < layer.Kernel.Outputs; o++)
        {
            KernelRow row = layer.Kernel.Row(o);
            int terms = Live(o, row);
            for (int copy = 0; copy < layer.Copies; copy++)
            {
                if (copy % CopiesPerCheck == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                Set(copy);
                int result = outputs.Open(array.FirstUnit + (copy * layer.Kernel.Outputs) + o);
                if (space.Lanes == 1)
                {
                    RunOne(row, terms, result);
                }
                else
                {
                    RunLanes(row, terms, result);
                }
            }
        }
    }

    // The terms of an output that are to be added, with what does not depend on the copy.
    private int Live(int output, KernelRow row)
    {
        int count = 0, first = layer.Kernel.FirstTerm(output);
        _open.Clear();
        _moving.Clear();
        for (int k = 0; k < row.Sources.Length; k++)
        {
            int input = row.Sources[k], source = layer.SharedSources[input], moving = layer.MovingOf[input], open = layer.OpenOf[first + k];
            if (moving < 0 && inputs.IsZero(source))
            {
                continue;
            }

            if (moving >= 0)
            {
                _moving.Add((count, moving));
            }

            if (open >= 0)
            {
                _open.Add((count, open));
            }

            _offsets[count] = inputs.Offset(source);
            _coefficients[count++] = row.Coefficients[k];
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Set(int copy)
    {
        ReadOnlySpan<int> sources = layer.MovingSources(copy);
        foreach ((int term, int moving) in CollectionsMarshal.AsSpan(_moving))
        {
            _offsets[term] = inputs.Offset(sources[moving]);
        }

        foreach ((int term, int open) in CollectionsMarshal.AsSpan(_open))
        {
            _coefficients[term] = layer.Codes.Coefficient(open, copy);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunOne(in KernelRow row, int terms, int result)
    {
        double[] memory = space.Memory;
        double z = 0;
        for (int k = 0; k < terms; k++)
        {
            double product = _coefficients[k] * memory[_offsets[k]];
            z += product;
        }

        z += row.Bias;
        memory[result] = row.IsRectified ? BlockKernel.Relu(z) : z;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunLanes(in KernelRow row, int terms, int result)
    {
        int width = Vector<double>.Count;
        ref double m = ref MemoryMarshal.GetArrayDataReference(space.Memory);
        for (int p = 0; p < inputs.Points; p += space.Lanes)
        {
            ref double at = ref Unsafe.Add(ref m, p);
            Vector<double> z0 = Vector<double>.Zero, z1 = z0, z2 = z0, z3 = z0;
            for (int k = 0; k < terms; k++)
            {
                ref double v = ref Unsafe.Add(ref at, _offsets[k]);
                var c = new Vector<double>(_coefficients[k]);
                z0 += c * Vector.LoadUnsafe(ref v);
                z1 += c * Vector.LoadUnsafe(ref v, (nuint)width);
                z2 += c * Vector.LoadUnsafe(ref v, (nuint)(2 * width));
                z3 += c * Vector.LoadUnsafe(ref v, (nuint)(3 * width));
            }

            var bias = new Vector<double>(row.Bias);
            ref double target = ref Unsafe.Add(ref at, result);
            Store(z0 + bias, row.IsRectified, ref target, 0);
            Store(z1 + bias, row.IsRectified, ref target, width);
            Store(z2 + bias, row.IsRectified, ref target, 2 * width);
            Store(z3 + bias, row.IsRectified, ref target, 3 * width);
        }
    }

    private static void Store(Vector<double> z, bool rectified, ref double target, int offset) =>
        (rectified ? BlockKernel.Relu(z) : z).StoreUnsafe(ref target, (nuint)offset);
}
