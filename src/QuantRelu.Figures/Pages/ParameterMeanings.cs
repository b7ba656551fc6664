namespace QuantRelu.Figures.Pages;

/// <summary>What the parameters of the constructions are, in a sentence each.</summary>
internal static class ParameterMeanings
{
    private static readonly Dictionary<string, string> Common = new()
    {
        ["scale"] = "the network is built for the target divided by this power of two, and multiplies its output by it",
        ["norm"] = "the greatest derivative of order at most n over the unit box",
        ["normSource"] = "how that is known",
        ["lipschitz"] = "the greatest slope of the target over the unit interval",
        ["lipschitzSource"] = "how that is known",
        ["component"] = "the sub-network that stands alone",
        ["reluUnits"] = "units of the same network in ReLU units",
        ["reluWeights"] = "weights of the same network in ReLU units",
        ["reluValues"] = "weight values of the same network in ReLU units",
    };

    private static readonly Dictionary<string, string> Independent = new()
    {
        ["N"] = "cells of the partition of unity along each side",
        ["r"] = "teeth of the networks that square",
        ["t"] = "a Taylor coefficient is constructed to within 2^-t",
    };

    private static readonly Dictionary<string, string> Dependent = new()
    {
        ["T"] = "cells of the rounded function f~, which is exact at i/T",
        ["m"] = "nodes of a cached function within its cell",
        ["t"] = "values of f~ at i/T are multiples of 2^-t/T",
        ["delta"] = "margin of the filter of cached functions, 1/(8m)",
        ["shapes"] = "distinct cached functions, each with one network block",
    };

    /// <summary>The meaning, or nothing for a name of another construction.</summary>
    public static string Of(string parameter, string structure) =>
        (structure == "dependent" ? Dependent : Independent).GetValueOrDefault(parameter) ?? Common.GetValueOrDefault(parameter) ?? string.Empty;
}
