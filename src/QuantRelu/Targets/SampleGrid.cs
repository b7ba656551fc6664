using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// The points at which a search begins: a lattice of 2^p + 1 points per axis, corners and centre included, as fine as a fixed
/// amount of work allows; in many dimensions a fixed pseudo-random part of a coarse lattice.
/// </summary>
internal sealed class SampleGrid
{
    private const double Work = 4_000_000;
    private const int MostPoints = 4500;
    private const int MostLevels = 10;
    private const int LatticeDimensions = 7;

    private SampleGrid(double spacing, IEnumerable<double[]> points)
    {
        Spacing = spacing;
        Points = points;
    }

    /// <summary>The distance between neighbouring points.</summary>
    public double Spacing { get; }

    /// <summary>The points, always in the same order.</summary>
    public IEnumerable<double[]> Points { get; }

    /// <summary>The grid for jets of a given dimension and order.</summary>
    public static SampleGrid Create(int dimension, int order)
    {
        if (dimension > LatticeDimensions)
        {
            return new SampleGrid(0.25, Scattered(dimension));
        }

        double affordable = Math.Min(MostPoints, Work / JetSpace.CountOf(2 * dimension, order));
        int levels = 1;
        while (levels < MostLevels && Math.Pow((2 << levels) + 1, dimension) <= affordable)
        {
            levels++;
        }

        return new SampleGrid(Math.ScaleB(1, -levels), Lattice(dimension, 1 << levels));
    }

    private static IEnumerable<double[]> Lattice(int dimension, int cells)
    {
        int[] index = new int[dimension];
        int axis;
        do
        {
            yield return [.. index.Select(i => (double)i / cells)];
            for (axis = 0; axis < dimension && ++index[axis] > cells; axis++)
            {
                index[axis] = 0;
            }
        }
        while (axis < dimension);
    }

    private static IEnumerable<double[]> Scattered(int dimension)
    {
        const int count = 2000;
        yield return new double[dimension];
        yield return [.. Enumerable.Repeat(1.0, dimension)];
        yield return [.. Enumerable.Repeat(0.5, dimension)];
        var random = new SplitMix64(1);
        for (int i = 0; i < count; i++)
        {
            yield return [.. Enumerable.Range(0, dimension).Select(_ => random.Below(5) / 4.0)];
        }
    }
}
