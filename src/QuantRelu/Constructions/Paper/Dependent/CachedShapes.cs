namespace QuantRelu.Constructions.Paper;

/// <summary>
/// The cached functions of Theorem 3: on cell j, T(f~ - f^T) in the local variable z = Tx - j is 2-Lipschitz and 0 at both ends; rounded
/// at the nodes k/m to multiples of 2/m it becomes a shape, a path of steps -1, 0 and 1. Neighbouring nodes differ by one step at
/// most, since rounding keeps the order of values and moves with steps. Cells of one shape share one block.
/// </summary>
internal sealed class CachedShapes
{
    private CachedShapes(IReadOnlyList<int[]> shapes, int[] shapeOf)
    {
        Shapes = shapes;
        ShapeOf = shapeOf;
    }

    /// <summary>The distinct shapes but the flat one: heights at the nodes 1/m, ..., (m-1)/m in steps of 2/m; 0 at both ends.</summary>
    public IReadOnlyList<int[]> Shapes { get; }

    /// <summary>For each cell the number of its shape, or -1 for the flat one.</summary>
    public int[] ShapeOf { get; }

    /// <summary>The shapes of a rounded function.</summary>
    public static CachedShapes Of(RoundedFunction f, FunctionDependentParameters parameters, CancellationToken cancellationToken)
    {
        var shapeOf = new int[parameters.Cells];
        var heights = new int[parameters.Cells][];
        Parallel.For(0, shapeOf.Length, new ParallelOptions { CancellationToken = cancellationToken }, cell => heights[cell] = Heights(f, parameters, cell));
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var shapes = new List<int[]>();
        for (int cell = 0; cell < shapeOf.Length; cell++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            shapeOf[cell] = -1;
            if (heights[cell].Any(h => h != 0) && !known.TryGetValue(string.Join(',', heights[cell]), out shapeOf[cell]))
            {
                shapeOf[cell] = known[string.Join(',', heights[cell])] = shapes.Count;
                shapes.Add(heights[cell]);
            }
        }

        return new CachedShapes(shapes, shapeOf);
    }

    private static int[] Heights(RoundedFunction f, FunctionDependentParameters parameters, int cell)
    {
        Dyadic left = f.AtGrid(cell);
        Dyadic slope = Dyadic.Create(f.Slope(cell), -parameters.Precision);
        var heights = new int[parameters.Nodes - 1];
        for (int k = 1; k < parameters.Nodes; k++)
        {
            Dyadic z = Dyadic.Create(k, -parameters.LogNodes);
            Dyadic x = (Dyadic.Create(cell, 0) + z) * Dyadic.PowerOfTwo(-parameters.LogCells);
            Dyadic difference = ((f.At(x) - left) * Dyadic.PowerOfTwo(parameters.LogCells)) - (slope * z);
            heights[k - 1] = (int)((Rational)(difference * Dyadic.PowerOfTwo(parameters.LogNodes - 1))).Round();
        }

        return heights;
    }
}
