using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>A node of a mesh: its place in half cells of the finest mesh, and its level.</summary>
internal readonly record struct MeshNode(int Level, bool IsCentre, int X, int Y);

/// <summary>The nodes of one kind of a mesh, grid points or centres, as hats that digits are read with.</summary>
/// <param name="Unit">The hats.</param>
/// <param name="Level">l.</param>
/// <param name="AreCentres">True for the centres of squares.</param>
/// <param name="First">The hats along the first coordinate, or along x + y.</param>
/// <param name="Second">The complements of those along the second, or along x - y; null for d = 1, where <paramref name="Unit"/> is of the first.</param>
internal sealed record NodeFamily(PlannedUnit Unit, int Level, bool AreCentres, IReadOnlyList<HatFamily> First, IReadOnlyList<HatFamily>? Second);

/// <summary>A plane, and of which families it reads which digit.</summary>
internal sealed record NodePlane(PlannedUnit Unit, ImmutableArray<(NodeFamily Family, int Digit)> Read);

/// <summary>
/// The units of hierarchical interpolation, layer by layer: for d = 1 hats of all meshes along x, for d = 2 nodes σ(½ hat - ½ complement) of two of them,
/// for grid points along x and y, which gives A/2·max(1 - |x - i| - |y - j|, 0), for centres along x + y and x - y, which gives the square hat. No product is
/// needed. Then planes, and their sum.
/// </summary>
/// <remarks>
/// The hats of a mesh are twice as high as those of the next finer one, so that digit i of level l stands in the plane of digit i - (L - l) of level L: fewer
/// doublings behind them.
/// </remarks>
internal sealed class HierarchicalNetwork : InterpolationNetwork
{
    private readonly HierarchicalParameters _p;
    private readonly List<HatAxis> _axes = [];
    private readonly List<NodeFamily> _nodes = [];
    private readonly List<NodePlane> _planes = [];

    private HierarchicalNetwork(HierarchicalParameters parameters)
        : base(parameters)
    {
        _p = parameters;
        Inputs = parameters.Dimension == 1 ? [Plan.Input] : [Plan.Input, Plan.Add(0, "second input")];
    }

    /// <summary>The parameters.</summary>
    public new HierarchicalParameters Parameters => _p;

    /// <summary>The inputs.</summary>
    public ImmutableArray<PlannedUnit> Inputs { get; }

    /// <summary>x for d = 1; x, y, (x + y)/2 and (x - y + 1)/2 for d = 2.</summary>
    public IReadOnlyList<HatAxis> Axes => _axes;

    /// <summary>The nodes, level by level, grid points before centres.</summary>
    public IReadOnlyList<NodeFamily> Nodes => _nodes;

    /// <summary>The planes.</summary>
    public IReadOnlyList<NodePlane> Planes => _planes;

    /// <summary>The difference of the two coordinates, for d = 2.</summary>
    public PlannedUnit? Difference { get; private set; }

    /// <summary>The network of parameters, or null when a constant cannot be had where it is wanted or the layers do not suffice.</summary>
    public static HierarchicalNetwork? Of(HierarchicalParameters parameters)
    {
        var network = new HierarchicalNetwork(parameters);
        int layer = parameters.Dimension == 1 ? network.AlongLine() : network.OnSquare();
        network.AddPlanes(layer);
        return network.TrySum()
            ? network
            : null;
    }

    /// <inheritdoc/>
    public override (StagedCircuit Circuit, ImmutableArray<StoredDigit> Digits) Circuit(PlaneDigits digits) => HierarchicalCircuit.Of(this, digits);

    /// <summary>The nodes, in the order in which their units stand.</summary>
    public ImmutableArray<MeshNode> MeshNodes => [.. _nodes.SelectMany(MembersOf)];

    /// <summary>The nodes of a family in the order in which its units stand.</summary>
    public IEnumerable<MeshNode> MembersOf(NodeFamily family)
    {
        int cells = _p.CellsOf(family.Level), side = 2 << (_p.Levels - family.Level);
        if (family.Second is null)
        {
            HatFamily hats = family.First[0];
            return Enumerable.Range(0, family.Unit.Members).Select(m => new MeshNode(family.Level, false, (hats.First + (m * hats.Step)) * side, 0));
        }

        IEnumerable<int> places = Enumerable.Range(0, family.AreCentres ? cells : cells + 1);
        return
            from i in places
            from j in places
            where family.AreCentres || family.Level == 0 || (i + j) % 2 == 1
            select new MeshNode(
                family.Level, family.AreCentres, (i * side) + (family.AreCentres ? side / 2 : 0), (j * side) + (family.AreCentres ? side / 2 : 0));
    }

    // Height of a node of the finest mesh: 2^{-this}.
    private int LogHeight => _p.Dimension == 1 ? _axes[0].LogHat : _axes[^1].LogHat + 1;

    private int AlongLine()
    {
        var axis = new HatAxis(Plan, Constants, Hold(Inputs[0]), _p.LogCell, (int)_p.Cells, complement: false);
        _axes.Add(axis);
        for (int level = 0; level <= _p.Levels; level++)
        {
            foreach (HatFamily hats in axis.Hats(_p.Levels - level, ends: level == 0, evens: level == 0, axis.HatLayer))
            {
                _nodes.Add(new NodeFamily(hats.Waiting, level, false, [hats], null));
            }
        }

        return axis.HatLayer + 1;
    }

    private int OnSquare()
    {
        PlannedUnit[] z = [.. Inputs.Select(Hold)];
        PlannedUnit sum = Plan.Add(Held + 1, "half the sum", z[0], 1);
        sum.Read(z[1], 1);
        Difference = Plan.Add(Held + 1, "half the difference", z[0], 1);
        Difference.Read(z[1], -1);
        Constants.Add(Difference, Dyadic.Create(_p.Cells, -_p.LogCell - 1));
        _axes.AddRange(
        [
            new HatAxis(Plan, Constants, z[0], _p.LogCell, (int)_p.Cells, complement: false),
            new HatAxis(Plan, Constants, z[1], _p.LogCell, (int)_p.Cells, complement: true),
            new HatAxis(Plan, Constants, sum, _p.LogCell + 1, 2 * (int)_p.Cells, complement: false),
            new HatAxis(Plan, Constants, Difference, _p.LogCell + 1, 2 * (int)_p.Cells, complement: true),
        ]);
        int layer = _axes[^1].HatLayer;
        for (int level = 0; level <= _p.Levels; level++)
        {
            int coarser = _p.Levels - level;
            AddNodes(level, false, [.. _axes.Take(2).Select(a => a.Hats(coarser, ends: true, evens: true, layer))]);
            AddNodes(level, true, [.. _axes.Skip(2).Select(a => a.Hats(coarser, ends: false, evens: true, layer))]);
        }

        return layer + 2;
    }

    private void AddNodes(int level, bool centres, IReadOnlyList<HatFamily>[] hats)
    {
        long members = centres ? _p.Centres(level) : _p.GridNodes(level);
        PlannedUnit unit = Plan.Add(hats[0][0].Waiting.Layer + 1, $"{(centres ? "centres" : "grid points")} {level}", checked((int)members));
        for (int side = 0; side < 2; side++)
        {
            foreach (HatFamily family in hats[side])
            {
                unit.Read(family.Waiting, side == 0 ? 1 : -1, family == hats[side][0] ? 1 : 0);
            }
        }

        _nodes.Add(new NodeFamily(unit, level, centres, hats[0], hats[1]));
    }

    private void AddPlanes(int layer)
    {
        int logHeight = LogHeight;
        var keys = new SortedDictionary<int, List<(NodeFamily Family, int Digit)>>();
        foreach (NodeFamily family in _nodes)
        {
            for (int digit = 0; digit < _p.Digits(family.Level); digit++)
            {
                int key = (_p.LogBase * digit) - (_p.Levels - family.Level);
                (keys.TryGetValue(key, out List<(NodeFamily, int)>? read) ? read : keys[key] = []).Add((family, digit));
            }
        }

        foreach ((int key, List<(NodeFamily Family, int Digit)> read) in keys)
        {
            PlannedUnit plane = Plan.Add(layer, $"plane {key}");
            read.ForEach(r => plane.Read(r.Family.Unit, 1, r.Family.Unit.Members));

            // The hats of one mesh add up to at most their height.
            Dyadic most = read.Select(r => r.Family.Level).Distinct()
                .Aggregate(Dyadic.Zero, (sum, level) => sum + _p.Sign.Scale(_p.Levels - level - logHeight));
            Dyadic offset = PlaneSum.OffsetAbove(most);
            Constants.Add(plane, offset);
            Summed.Add(new SummedPlane(plane, key - _p.LogStep + logHeight - _p.Sign.Exponent, offset, offset + most));
            _planes.Add(new NodePlane(plane, [.. read]));
        }
    }
}
