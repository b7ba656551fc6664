using QuantRelu.Analysis.Regions;
using QuantRelu.Certification.SeveralDimensions;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// A box within the cells of a class, what is known of the class's functions there, and its halves. Where the box has few regions that is their vertices,
/// otherwise polynomial models; all cells of the class share it.
/// </summary>
/// <param name="cells">The class.</param>
/// <param name="kinks">The kinks on a box around it.</param>
/// <param name="low">The lower ends in τ.</param>
/// <param name="high">The upper ends.</param>
/// <param name="level">How often the whole cell was halved.</param>
/// <param name="regions">About how many regions it is expected to have.</param>
internal sealed class ClassNode(CellClass cells, Lazy<LocalKinks> kinks, double[] low, double[] high, int level, double regions)
{
    private const int MostRegions = 400;
    private const int MostLevels = 60;

    // What is left of the kinks is kept for smaller boxes at the first of these levels, and models are made, at every second: halves along one axis gain
    // little.
    private const int MostKept = 12;
    private const int Step = 2;
    private readonly Lazy<LocalKinks> _kinks = level is > 0 and <= MostKept && level % Step == 0 ? new(() => kinks.Value.Within(low, high)) : kinks;
    private double _regions = regions;

    /// <summary>The class.</summary>
    public CellClass Cells => cells;

    /// <summary>True when it is not halved any more.</summary>
    public bool IsFinest => level >= MostLevels;

    /// <summary>True when models of it are worth their time.</summary>
    public bool IsModelled => level % Step == 0;

    /// <summary>The vertices of all regions; null when there are many.</summary>
    public RegionVertices? Vertices(CancellationToken cancellationToken)
    {
        if (_regions > MostRegions)
        {
            return null;
        }

        (Rational, Rational)[] sides = [.. low.Zip(high, (a, b) => ((Rational)Dyadic.FromDouble(a), (Rational)Dyadic.FromDouble(b)))];
        (RegionVertices? found, _regions) = RegionVertices.Within(_kinks.Value.Within(low, high), ConvexCell.Box(sides), MostRegions, cancellationToken);
        return found;
    }

    /// <summary>The models of the functions and then of the monomials.</summary>
    public FunctionModels Models() => cells.Models(
        [.. low.Zip(high, (a, b) => a + ((b - a) / 2))], [.. low.Zip(high, (a, b) => (b - a) / 2)]);

    /// <summary>The halves across the widest side.</summary>
    public (ClassNode Low, ClassNode High) Halves()
    {
        int axis = 0;
        for (int k = 1; k < low.Length; k++)
        {
            axis = high[k] - low[k] > high[axis] - low[axis] ? k : axis;
        }

        double middle = low[axis] + ((high[axis] - low[axis]) / 2);
        double[] below = [.. high], above = [.. low];
        below[axis] = above[axis] = middle;
        return (new ClassNode(cells, _kinks, low, below, level + 1, _regions / 2), new ClassNode(cells, _kinks, above, high, level + 1, _regions / 2));
    }
}
