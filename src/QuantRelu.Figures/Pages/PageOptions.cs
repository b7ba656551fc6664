using QuantRelu.Constructions.Paper;
using QuantRelu.Figures.Approximation;

namespace QuantRelu.Figures.Pages;

/// <summary>How the page of a report is made.</summary>
public sealed record PageOptions
{
    /// <summary>At about how many points network and target are drawn, at least 16.</summary>
    public int Samples { get; init; } = ApproximationPlot.StandardSamples;

    /// <summary>The inequalities of Theorem 1 for the network, term by term; null for none.</summary>
    public ErrorLedger? Ledger { get; init; }

    /// <summary>The constructions that say what parameters mean.</summary>
    public ConstructionRegistry Constructions { get; init; } = ConstructionRegistry.Standard;
}
