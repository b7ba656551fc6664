using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;

namespace QuantRelu.Theorems;

/// <summary>
/// The codes of the weight blocks: β_{m,k} = D^k f(m/N)/k! / 2^s, rounded to the nearest multiple of the step, for every grid
/// point m and every multi-index |k| &lt; n. Grid points are independent of each other and are worked on by all cores.
/// </summary>
internal sealed class TargetCoefficients(Target target, FunctionIndependentParameters parameters, int precision, int logScale, SwitchCodes switchCodes)
{
    private const int PointsPerTask = 1024;
    private readonly JetSpace _space = JetSpace.Create(parameters.Dimension, parameters.Smoothness - 1);

    /// <summary>The codes of every array of the summing stage; those without slots have none.</summary>
    public ushort[][] Write(IReadOnlyList<BlockArray> arrays, IProgress<double>? progress, CancellationToken cancel)
    {
        ushort[][] codes = arrays.Select(a => new ushort[checked((int)a.Copies * a.Block.Slots)]).ToArray();
        int[] position = Positions();
        long points = (long)arrays[0].Copies;
        long tasks = (points + PointsPerTask - 1) / PointsPerTask;
        long done = 0;
        Parallel.For(0, tasks, new ParallelOptions { CancellationToken = cancel }, task =>
        {
            var coefficients = new double[_space.Count];
            var u = new double[parameters.Dimension];
            for (long m = task * PointsPerTask; m < Math.Min(points, (task + 1) * PointsPerTask); m++)
            {
                GridPoint(m, u);
                target.TaylorCoefficients(u, _space, coefficients);
                for (int a = 0; a < position.Length; a++)
                {
                    int slots = arrays[a].Block.Slots;
                    WeightConstruction.Write(Units(coefficients[position[a]], u), precision, switchCodes, codes[a].AsSpan((int)m * slots, slots));
                }
            }

            progress?.Report((double)Interlocked.Increment(ref done) / tasks);
        });
        return codes;
    }

    // Where the coefficient of each array stands in the jet.
    private int[] Positions() => Enumerable.Range(0, parameters.Smoothness)
        .SelectMany(degree => FunctionIndependentCircuit.Factors(parameters.Dimension, degree))
        .Select(factors => _space.IndexOf(new MultiIndex(Enumerable.Range(0, parameters.Dimension).Select(i => factors.Count(f => f == i)).ToArray())))
        .ToArray();

    private void GridPoint(long m, double[] u)
    {
        for (int i = u.Length - 1; i >= 0; i--)
        {
            u[i] = Math.ScaleB(m % (parameters.Grid + 1), -parameters.LogGrid);
            m /= parameters.Grid + 1;
        }
    }

    private long Units(double coefficient, double[] u)
    {
        double scaled = Math.ScaleB(coefficient, -logScale);
        if (!double.IsFinite(scaled))
        {
            throw new TargetException($"{target.Name} has no finite Taylor coefficient at u = ({string.Join(", ", u)}).");
        }

        // The hypothesis |β| ≤ 1 holds up to the rounding of the norm.
        double weight = Math.Clamp(scaled, -1, 1);
        return (long)Math.Round(Math.ScaleB(weight / (double)switchCodes.Scale, precision), MidpointRounding.AwayFromZero);
    }
}
