using System.Numerics;
using QuantRelu.Circuits;

namespace QuantRelu.Constructions.Cells;

/// <summary>What a network of cells costs, counted on its circuits without being built: exactly what the network has.</summary>
/// <param name="Weights">All weights.</param>
/// <param name="Depth">All layers.</param>
internal readonly record struct CellCounts(BigInteger Weights, int Depth)
{
    /// <summary>The counts of parameters that differ only in how planes are joined: every stage but the last is counted once.</summary>
    /// <param name="parameters">The parameters they share.</param>
    /// <param name="layouts">The parameters.</param>
    /// <param name="family">The weight values.</param>
    public static IEnumerable<(CellParameters Parameters, CellCounts Counts)> Of(
        CellParameters parameters, IEnumerable<CellParameters> layouts, CodebookFamily family)
    {
        var signals = new CellSignals(parameters);
        var table = new CellTable(parameters, signals, CellSign.Of(family).Log);
        StagedCounts before = new StagedCircuit(parameters.Dimension, [.. CellCircuit.Before(parameters, signals, table)]).Count(family, CellCircuit.Precision);
        (BigInteger weights, int depth) = (before.Whole.Weights, before.Whole.Depth);
        foreach (CellParameters layout in layouts)
        {
            // The last stage reads every plane with one coefficient ±1/2, so the stage before has one copy of each.
            StagedCounts last = new StagedCircuit(table.Outputs, [new CellSums(layout, table).Stage]).Count(family, CellCircuit.Precision);
            yield return (layout, new CellCounts(weights + last.Whole.Weights, depth + last.Whole.Depth));
        }
    }
}
