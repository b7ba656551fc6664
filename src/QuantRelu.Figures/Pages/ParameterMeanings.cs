namespace QuantRelu.Figures.Pages;

/// <summary>What the parameters of the constructions are, in a sentence each.</summary>
internal static class ParameterMeanings
{
    // What may stand beside the parameters of any construction.
    private static readonly Dictionary<string, string> Common = new()
    {
        ["component"] = "the sub-network that stands alone",
        ["reluUnits"] = "units of the same network in ReLU units",
        ["reluWeights"] = "weights of the same network in ReLU units",
        ["reluValues"] = "weight values of the same network in ReLU units",
    };

    /// <summary>The meaning, as the network's construction tells it; empty when nobody does.</summary>
    public static string Of(string parameter, Provenance claims, ConstructionRegistry constructions) =>
        constructions.MeaningOf(parameter, claims) is { Length: > 0 } meaning ? meaning : Common.GetValueOrDefault(parameter, string.Empty);
}
