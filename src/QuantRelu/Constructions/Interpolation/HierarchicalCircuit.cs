using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>The circuit of hierarchical interpolation, and what its switches store.</summary>
internal sealed class HierarchicalCircuit : PlannedCircuit
{
    private readonly HierarchicalNetwork _network;
    private readonly HierarchicalParameters _p;
    private readonly SwitchKind _kind;
    private readonly Dictionary<PlannedUnit, NodePlane> _planes;
    private readonly Dictionary<PlannedUnit, NodeFamily> _families;
    private readonly Dictionary<PlannedUnit, (HatAxis Axis, int Level, bool Falling)> _ramps = [];
    private readonly Dictionary<PlannedUnit, (HatAxis Axis, int Coarser, HatFamily Hats)> _hats = [];
    private readonly Dictionary<PlannedUnit, int> _firstNode = [];
    private readonly List<MeshNode> _nodes = [];
    private readonly ImmutableArray<StoredDigit>.Builder _digits = ImmutableArray.CreateBuilder<StoredDigit>();

    private HierarchicalCircuit(HierarchicalNetwork network, SwitchKind kind)
        : base(network.Plan, network.Inputs)
    {
        (_network, _p, _kind) = (network, network.Parameters, kind);
        _planes = network.Planes.ToDictionary(p => p.Unit);
        _families = network.Nodes.Where(f => f.Second is not null).ToDictionary(f => f.Unit);
        foreach (NodeFamily family in network.Nodes)
        {
            _firstNode[family.Unit] = _nodes.Count;
            _nodes.AddRange(network.MembersOf(family));
            AddHats(family);
        }

        foreach (HatAxis axis in network.Axes)
        {
            for (int level = 0; level < axis.RampLevels.Count; level++)
            {
                _ramps[axis.RampLevels[level].Falling] = (axis, level, true);
                if (axis.RampLevels[level].Rising is { } rising)
                {
                    _ramps[rising] = (axis, level, false);
                }
            }
        }
    }

    /// <summary>The circuit, and for every switch in order which digit of which node it stores.</summary>
    public static (StagedCircuit Circuit, ImmutableArray<StoredDigit> Digits) Of(HierarchicalNetwork network, PlaneDigits digits)
    {
        var writer = new HierarchicalCircuit(network, digits.Kind);
        return (writer.Write(), writer._digits.ToImmutable());
    }

    /// <inheritdoc/>
    protected override LinearForm[] Forms(Circuit circuit, PlannedUnit unit) =>
        _planes.TryGetValue(unit, out NodePlane? plane) ? [Plane(circuit, plane)]
        : _families.TryGetValue(unit, out NodeFamily? family) ? [.. Members(family)]
        : _ramps.TryGetValue(unit, out (HatAxis Axis, int Level, bool Falling) ramps) ? Ramps(unit, ramps.Axis, ramps.Level)
        : _hats.TryGetValue(unit, out (HatAxis Axis, int Coarser, HatFamily Hats) hats) ? [.. Hats(hats.Axis, hats.Coarser, hats.Hats)]
        : unit.Members > 1 ? [.. Values[unit.Readings[0].Source].Select(v => Dyadic.Half * v)]
        : [Plain(unit)];

    private void AddHats(NodeFamily family)
    {
        int coarser = _p.Levels - family.Level, axis = family.AreCentres ? 2 : 0;
        foreach (HatFamily hats in family.First)
        {
            _hats[hats.Unit] = (_network.Axes[axis], coarser, hats);
        }

        foreach (HatFamily hats in family.Second ?? [])
        {
            _hats[hats.Unit] = (_network.Axes[axis + 1], coarser, hats);
        }
    }

    private IEnumerable<LinearForm> Members(NodeFamily family)
    {
        Dictionary<int, LinearForm> first = ByPlace(family.First), second = ByPlace(family.Second!);
        int side = 2 << (_p.Levels - family.Level), cells = _p.CellsOf(family.Level);
        foreach (MeshNode node in _nodes.Skip(_firstNode[family.Unit]).Take(family.Unit.Members))
        {
            (int i, int j) = (node.X / side, node.Y / side);
            yield return family.AreCentres
                ? MeshHats.Joint(first[i + j + 1], second[i - j + cells])
                : MeshHats.Joint(first[i], second[j]);
        }
    }

    private Dictionary<int, LinearForm> ByPlace(IReadOnlyList<HatFamily> hats) =>
        hats.SelectMany(h => Values[h.Waiting].Select((v, m) => (Place: h.First + (m * h.Step), Value: v))).ToDictionary(h => h.Place, h => h.Value);

    private LinearForm Plane(Circuit circuit, NodePlane plane)
    {
        var signed = new List<LinearForm>();
        foreach ((NodeFamily family, int digit) in plane.Read)
        {
            int first = _firstNode[family.Unit];
            signed.AddRange(Values[family.Unit].Select(v => circuit.Switch(v, _kind)));
            _digits.AddRange(Enumerable.Range(first, family.Unit.Members).Select(node => new StoredDigit(node, digit)));
        }

        HashSet<PlannedUnit> sources = [.. plane.Read.Select(r => r.Family.Unit)];
        return LinearForm.Sum([.. signed, Plain(plane.Unit, sources)]);
    }

    // The constant of the plan is the one that the child of a rising ramp reads: a quarter for the left one, less a quarter for the right one.
    private LinearForm[] Ramps(PlannedUnit unit, HatAxis axis, int level)
    {
        LinearForm[] parents = level == 0
            ? Values[axis.Root]
            : InOrder(axis.RampLevels[level - 1]);
        HashSet<PlannedUnit> above = [.. unit.Readings.Take(level == 0 || axis.RampLevels[level - 1].Rising is null ? 1 : 2).Select(r => r.Source)];
        LinearForm constant = Plain(unit, above);
        int right = unit == axis.RampLevels[level].Falling ? 0 : 1;
        LinearForm quarter = right == 0 ? constant : -constant;
        return [.. parents.Take(unit.Members).Select((parent, p) => RampTree.Half(parent, level, (2 * p) + right, quarter))];
    }

    private LinearForm[] InOrder(RampLevel ramps)
    {
        LinearForm[] falling = Values[ramps.Falling], rising = ramps.Rising is { } r ? Values[r] : [];
        return [.. Enumerable.Range(0, falling.Length + rising.Length).Select(n => n % 2 == 0 ? falling[n / 2] : rising[n / 2])];
    }

    private IEnumerable<LinearForm> Hats(HatAxis axis, int coarser, HatFamily hats)
    {
        RampLevel level = axis.RampsOf(coarser);
        LinearForm[] ramps = InOrder(level);
        HashSet<PlannedUnit> sources = [level.Falling, level.Rising!];
        LinearForm constant = Plain(hats.Unit, sources);
        for (int m = 0; m < hats.Unit.Members; m++)
        {
            yield return MeshHats.Of(ramps, hats.First + (m * hats.Step), constant, axis.Complement);
        }
    }
}
