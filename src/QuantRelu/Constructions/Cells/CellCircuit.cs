using QuantRelu.Circuits;
using QuantRelu.Graph;

namespace QuantRelu.Constructions.Cells;

/// <summary>The network of cells as stages of circuits, without codes.</summary>
internal static class CellCircuit
{
    /// <summary>The construction.</summary>
    public static StagedCircuit Of(CellParameters parameters, CodebookFamily family)
    {
        var signals = new CellSignals(parameters);
        var table = new CellTable(parameters, signals, CellSign.Of(family).Log);
        var sums = new CellSums(parameters, table);
        return new StagedCircuit(parameters.Dimension, [.. Before(parameters, signals, table), sums.Stage]);
    }

    /// <summary>The construction up to the candidates of its classes, which are its outputs, and log of what σ(1 + P) is multiplied by there.</summary>
    public static (StagedCircuit Circuit, int Log) OfClasses(CellParameters parameters, CodebookFamily family)
    {
        var signals = new CellSignals(parameters);
        var table = new CellTable(parameters, signals, CellSign.Of(family).Log);
        var sums = new CellSums(parameters, table);
        return (new StagedCircuit(parameters.Dimension, [.. Before(parameters, signals, table), sums.Candidates]), sums.LogCandidate);
    }

    /// <summary>All stages but the last.</summary>
    public static IEnumerable<CircuitStage> Before(CellParameters parameters, CellSignals signals, CellTable table) =>
        [CircuitStage.Entry(parameters.Dimension), new CircuitStage([new CircuitArray(signals.Circuit, signals.Outputs)]), table.Stage];

    /// <summary>Halves do: chains halve one layer at a time.</summary>
    public const int Precision = 1;
}
