using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// Bit planes of E = (e + m)/2 over the cells, e being where a cell's path ends in steps from the centre of its pair: H for a 1 of the open cell.
/// </summary>
internal sealed class PathEnds
{
    private readonly CrossbarFrame _frame;
    private readonly PlannedUnit _leaves;
    private readonly PlannedUnit _height;

    /// <summary>Adds the planes to a plan.</summary>
    /// <param name="frame">The plan.</param>
    /// <param name="leaves">The indicators of cells.</param>
    /// <param name="height">H.</param>
    public PathEnds(CrossbarFrame frame, PlannedUnit leaves, PlannedUnit height)
    {
        (_frame, _leaves, _height) = (frame, leaves, height);
        int planes = 1 + BitOperations.Log2((uint)frame.Parameters.Columns);
        Planes =
        [
            .. Enumerable.Range(0, planes).Select(i =>
            {
                PlannedUnit plane = frame.Plan.Add(frame.Leaves + 1, $"end {i}");
                plane.Read(leaves, 1, 2 * frame.Parameters.CellsPerSide);
                plane.Read(height, 1);
                return plane;
            }),
        ];
    }

    /// <summary>The planes, the lightest first.</summary>
    public ImmutableArray<PlannedUnit> Planes { get; }

    /// <summary>All of them as one circuit, plane by plane, each cell by cell.</summary>
    public ColumnArray Array() => new(Planes, before =>
    {
        int cells = 2 * _frame.Parameters.CellsPerSide;
        var circuit = new Circuit(cells + 1);
        LinearForm[] forms =
        [
            .. Planes.Select(_ => LinearForm.Sum(
                [.. Enumerable.Range(0, cells).Select(i => circuit.Sign(circuit.Input(i))), Dyadic.Half * circuit.Input(cells)])),
        ];
        return new CircuitArray(
            circuit, [.. forms], [new Wiring([], [.. Enumerable.Range(0, cells).Select(i => before[_leaves][i]), before[_height][0]])]);
    })
    {
        Bank = CrossbarCircuit.Ends,
    };
}
