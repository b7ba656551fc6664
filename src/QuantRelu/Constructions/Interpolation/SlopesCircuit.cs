using QuantRelu.Circuits;
using QuantRelu.Graph;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>A stored digit of a coefficient: for slopes of v_0 (coefficient 0), of D (1), or of d_j (1 + j); for hats of node number j.</summary>
internal readonly record struct StoredDigit(int Coefficient, int Digit);

/// <summary>The circuit of a table of slope changes, and what its switches store.</summary>
internal sealed class SlopesCircuit : PlannedCircuit
{
    private readonly SlopesNetwork _network;
    private readonly SwitchKind _kind;
    private readonly Dictionary<PlannedUnit, SlopePlane> _planes;
    private readonly Dictionary<PlannedUnit, (int Level, KnotFamily Family)> _knots;
    private readonly ImmutableArray<StoredDigit>.Builder _digits = ImmutableArray.CreateBuilder<StoredDigit>();

    private SlopesCircuit(SlopesNetwork network, SwitchKind kind)
        : base(network.Plan, [network.Plan.Input])
    {
        (_network, _kind) = (network, kind);
        _planes = network.Planes.ToDictionary(p => p.Unit);
        _knots = network.Levels.SelectMany((families, level) => families.Select(f => (level, f))).ToDictionary(f => f.f.Unit);
    }

    /// <summary>The circuit, and for every switch in order what it stores.</summary>
    public static (StagedCircuit Circuit, ImmutableArray<StoredDigit> Digits) Of(SlopesNetwork network, PlaneDigits digits)
    {
        var writer = new SlopesCircuit(network, digits.Kind);
        return (writer.Write(), writer._digits.ToImmutable());
    }

    /// <inheritdoc/>
    protected override LinearForm[] Forms(Circuit circuit, PlannedUnit unit) =>
        _planes.TryGetValue(unit, out SlopePlane? plane) ? [Plane(circuit, plane)]
        : _knots.TryGetValue(unit, out (int Level, KnotFamily Family) knots) ? Knots(knots.Level, knots.Family)
        : [Plain(unit)];

    private LinearForm Plane(Circuit circuit, SlopePlane plane)
    {
        LinearForm[] read = plane.Knots ? Nodes(_network.Levels[^1]) : [Values[_network.Coordinate][0]];
        _digits.AddRange(Enumerable.Range(1, read.Length).Select(c => new StoredDigit(c, plane.Digit)));
        List<LinearForm> signed = [.. read, Values[plane.Low][0]];
        _digits.Add(new StoredDigit(0, plane.Digit));
        if (plane.High is { } high)
        {
            signed.Add(Values[high][0]);
            _digits.Add(new StoredDigit(0, plane.HighDigit));
        }

        HashSet<PlannedUnit> sources = [.. _network.Levels[^1].Select(f => f.Unit), _network.Coordinate, plane.Low, plane.High ?? plane.Low];
        return LinearForm.Sum([.. signed.Select(v => circuit.Switch(v, _kind)), Plain(plane.Unit, sources)]);
    }

    private LinearForm[] Knots(int level, KnotFamily family)
    {
        PlannedUnit[] above = level == 0 ? [_network.Coordinate] : [.. _network.Levels[level - 1].Select(f => f.Unit)];
        LinearForm[] parents = level == 0 ? Values[_network.Coordinate] : Nodes(_network.Levels[level - 1]);
        LinearForm offset = Plain(family.Unit, above.ToHashSet());
        return [.. parents.Take(family.Unit.Members).Select(parent => (Dyadic.Half * parent) + offset)];
    }

    // The knots of a level in order.
    private LinearForm[] Nodes(ImmutableArray<KnotFamily> families)
    {
        LinearForm[][] values = [.. families.Select(f => Values[f.Unit])];
        return [.. Enumerable.Range(0, values.Sum(v => v.Length)).Select(n => values[n % values.Length][n / values.Length])];
    }
}
