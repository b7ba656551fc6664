using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// The units of a crossbar layer by layer: all that its counts need. Tree levels, planes and columns are families; what they read member by member is
/// written by <see cref="CrossbarCircuit"/>.
/// </summary>
internal sealed class CrossbarSkeleton
{
    private CrossbarSkeleton(
        CrossbarFrame frame, CrossbarTree tree, ColumnPlan columns, ImmutableArray<ValueTable> tables, ImmutableArray<BitPlane> planes)
    {
        (Frame, Tree, Columns, Tables, Planes) = (frame, tree, columns, tables, planes);
    }

    /// <summary>The units.</summary>
    public LayerPlan Plan => Frame.Plan;

    /// <summary>In which layers what stands.</summary>
    public CrossbarFrame Frame { get; }

    /// <summary>The indicators.</summary>
    public CrossbarTree Tree { get; }

    /// <summary>The columns.</summary>
    public ColumnPlan Columns { get; }

    /// <summary>The tables of values, the finest first.</summary>
    public ImmutableArray<ValueTable> Tables { get; }

    /// <summary>The bit planes, table by table.</summary>
    public ImmutableArray<BitPlane> Planes { get; }

    /// <summary>The skeleton for parameters, or null when they do not fit together.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="orders">How many orders of the constants are tried.</param>
    /// <param name="sums">The sums that are known.</param>
    /// <param name="logSign">log 2s of the codebook's signs ±s: 0 for ±1/2, 1 for ±1.</param>
    public static CrossbarSkeleton? TryBuild(CrossbarParameters parameters, int orders, KnownSums? sums = null, int logSign = 0)
    {
        var frame = new CrossbarFrame(parameters, logSign);
        ImmutableArray<ValueTable> tables = ValueTable.Of(parameters);
        if (frame.Layers.Halvings < -parameters.Levels || parameters.Levels < 2 || parameters.CellsPerSide < 2
            || CrossbarCoordinate.Plan(frame) is not { } coordinate)
        {
            return null;
        }

        var tree = new CrossbarTree(frame, coordinate.Pens);
        sums ??= new KnownSums(parameters.MostHalves);
        if (parameters.Kind.Plan(frame, tree.Levels[^1], coordinate.Z, sums) is not { } columns)
        {
            return null;
        }

        ImmutableArray<BitPlane> planes = CrossbarPlanes.Plan(frame, tree, tables);
        if (CrossbarSum.Plan(frame, planes, columns, sums) is not { } output || !frame.Constants.Grow(orders))
        {
            return null;
        }

        frame.Plan.Finish(output);
        return new CrossbarSkeleton(frame, tree, columns, tables, planes);
    }
}
