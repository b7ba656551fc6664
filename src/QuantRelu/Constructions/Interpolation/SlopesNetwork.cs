using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>One bit plane: digit i of what it reads.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Digit">i, a digit of D and, where it reads the knots, of every d_j.</param>
/// <param name="Knots">True when it reads all knots; otherwise it reads the coordinate alone.</param>
/// <param name="Low">The constant that digit i of v_0 is read with.</param>
/// <param name="High">The constant that a higher digit of v_0 is read with; null where there is none.</param>
/// <param name="HighDigit">Which digit that is.</param>
internal sealed record SlopePlane(PlannedUnit Unit, int Digit, bool Knots, PlannedUnit Low, PlannedUnit? High, int HighDigit);

/// <summary>The knots of one level that are the same child of their parents: number p·2^ρ + place for the parent p.</summary>
internal sealed record KnotFamily(PlannedUnit Unit, int Place);

/// <summary>
/// The units of a table of slope changes, layer by layer. X = ξx is multiplied out and held until its cells are as long as a constant that can be there; the
/// knots σ(X - κ) are split from it, level by level, a child is σ(½ parent - ½ offset), which is exact because σ(σ(X - κ) - c) = σ(X - κ - c); a plane is
/// σ(½ Σ ±knot ± ½ constant + offset); the planes are added and amplified.
/// </summary>
/// <remarks>
/// A knot costs 3 weights or fewer beside its digits: on the last level 1 + (signed digits of its place among its siblings), 3/2 on average for two and 2
/// for four siblings, and half or a quarter of that on each level before. The digits of D above those of the d_j stand in planes of their own, which read X
/// itself, larger than a knot, and join early; the digits of v_0 above those of D stand beside lower ones, on a larger constant.
/// </remarks>
internal sealed class SlopesNetwork : InterpolationNetwork
{
    private readonly SlopesParameters _p;
    private readonly List<SlopePlane> _planes = [];
    private readonly List<ImmutableArray<KnotFamily>> _levels = [];

    private SlopesNetwork(SlopesParameters parameters)
        : base(parameters)
    {
        _p = parameters;
        Coordinate = Hold(Plan.Input);
    }

    /// <summary>The parameters.</summary>
    public new SlopesParameters Parameters => _p;

    /// <summary>X where the knots are split from it.</summary>
    public PlannedUnit Coordinate { get; }

    /// <summary>The knots, level by level; the last are those that the planes read.</summary>
    public IReadOnlyList<ImmutableArray<KnotFamily>> Levels => _levels;

    /// <summary>The planes.</summary>
    public IReadOnlyList<SlopePlane> Planes => _planes;

    /// <summary>The network of parameters, or null when a constant cannot be had where it is wanted or the layers do not suffice.</summary>
    public static SlopesNetwork? Of(SlopesParameters parameters)
    {
        var network = new SlopesNetwork(parameters);
        network.Tree();
        network.KnotPlanes();
        network.CoordinatePlanes();
        return network.TrySum()
            ? network
            : null;
    }

    /// <inheritdoc/>
    public override (StagedCircuit Circuit, ImmutableArray<StoredDigit> Digits) Circuit(PlaneDigits digits) => SlopesCircuit.Of(this, digits);

    // Level by level the knots at the multiples of 2^rest cells.
    private void Tree()
    {
        int rest = _p.Branches.Sum();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_p.Cells, 1L << rest);
        PlannedUnit[] parents = [Coordinate];
        foreach (int branch in _p.Branches)
        {
            rest -= branch;
            int level = _levels.Count;
            long nodes = (_p.Cells + (1L << rest) - 1) >> rest;
            ImmutableArray<KnotFamily> families =
            [
                .. Enumerable.Range(0, (int)Math.Min(nodes, 1L << branch)).Select(place =>
                {
                    PlannedUnit unit = Plan.Add(Held + level + 1, $"knots {level}.{place}", checked((int)((nodes - place + (1L << branch) - 1) >> branch)));
                    Array.ForEach(parents, parent => unit.Read(parent, 1, parent == parents[0] ? 1 : 0));
                    Constants.Add(unit, -Dyadic.Create(place, rest - _p.LogCell - level - 1));
                    return new KnotFamily(unit, place);
                }),
            ];
            _levels.Add(families);
            parents = [.. families.Select(f => f.Unit)];
        }
    }

    // Knot j reaches N - j cells at x = 1.
    private void KnotPlanes()
    {
        int levels = _levels.Count;
        Dyadic reach = Dyadic.Create((BigInteger)_p.Cells * (_p.Cells + 1), -1);
        PlaneConstants constants = Lowest(_p.LogCell + levels, Held + levels, 0, _p.Digits);
        for (int digit = 0; digit < _p.Digits; digit++)
        {
            PlannedUnit plane = Plan.Add(Held + levels + 1, $"digit {digit} of the knots");
            foreach (KnotFamily family in _levels[^1])
            {
                plane.Read(family.Unit, 1, family.Unit.Members);
            }

            Finish(plane, digit, true, reach, constants);
        }
    }

    private void CoordinatePlanes()
    {
        if (_p.SlopeDigits == _p.Digits)
        {
            return;
        }

        PlaneConstants constants = Lowest(_p.LogCell, Held, _p.Digits, _p.SlopeDigits);
        for (int digit = _p.Digits; digit < _p.SlopeDigits; digit++)
        {
            PlannedUnit plane = Plan.Add(Held + 1, $"digit {digit} of the slope");
            plane.Read(Coordinate, 1);
            Finish(plane, digit, false, Dyadic.Create(_p.Cells, 0), constants);
        }
    }

    // Everything in cells of length 2^-cell; at the end digit D counts D·b^i·δ for every cell.
    private void Finish(PlannedUnit plane, int digit, bool knots, Dyadic reach, PlaneConstants constants)
    {
        int more = _p.ValueDigits - _p.SlopeDigits;
        bool high = digit >= _p.SlopeDigits - more;
        plane.Read(constants.Low, 1);
        Dyadic most = reach + 1;
        if (high)
        {
            plane.Read(constants.High!, 1);
            most += Dyadic.PowerOfTwo(_p.LogBase * more);
        }

        most *= _p.Sign.Scale(-constants.LogCell);
        Dyadic offset = PlaneSum.OffsetAbove(most);
        Constants.Add(plane, offset);
        int exponent = (_p.LogBase * digit) - _p.LogStep + constants.LogCell - _p.Sign.Exponent;
        Summed.Add(new SummedPlane(plane, exponent, offset, offset + most));
        _planes.Add(new SlopePlane(plane, digit, knots, constants.Low, high ? constants.High : null, digit + more));
    }

    // The constants of planes of digits from a first to before a last.
    private PlaneConstants Lowest(int logCell, int layer, int from, int to)
    {
        int more = _p.ValueDigits - _p.SlopeDigits;
        bool high = more > 0 && to > Math.Max(from, _p.SlopeDigits - more);
        return new PlaneConstants(logCell, Constant(logCell, layer), high ? Constant(logCell - (_p.LogBase * more), layer) : null);
    }

    // 2^-exponent as a unit of its own: it is read by digits.
    private PlannedUnit Constant(int exponent, int layer)
    {
        PlannedUnit unit = Plan.Add(layer, $"constant {Dyadic.PowerOfTwo(-exponent)}");
        Constants.Add(unit, Dyadic.PowerOfTwo(-exponent));
        return unit;
    }

    private sealed record PlaneConstants(int LogCell, PlannedUnit Low, PlannedUnit? High);
}
