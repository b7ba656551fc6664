using System.Text.Json.Nodes;
using QuantRelu.Studies.Growth;

namespace QuantRelu.Cli.Rendering;

/// <summary>Studies of growth as one JSON object: the rows of the table and the laws, polynomials as their coefficients, the constant first.</summary>
internal static class GrowthJson
{
    /// <summary>The object.</summary>
    public static string Of(IReadOnlyList<GrowthCurve> curves) => JsonOutput.Text(new JsonObject
    {
        ["dimension"] = curves[0].Dimension,
        ["smoothness"] = curves[0].Smoothness,
        ["structure"] = curves[0].Structure.Text(),
        ["target"] = curves[0].Target?.ToString(),
        ["curves"] = new JsonArray([.. curves.Select(Curve)]),
    });

    private static JsonObject Curve(GrowthCurve curve) => new()
    {
        ["quantization"] = curve.Family.Quantization.Text(),
        ["lambda"] = curve.Family.Limit,
        ["theorem"] = curve.Theorem,
        ["claimedExponent"] = curve.ClaimedExponent,
        ["limitConstant"] = curve.LimitConstant,
        ["limitOverhead"] = curve.LimitOverhead,
        ["law"] = curve.Law is { } law ? Law(law) : null,
        ["rows"] = JsonNode.Parse(GrowthTable.Of([curve]).ToJson()),
    };

    private static JsonObject Law(GrowthLaw law) => new()
    {
        ["variable"] = law.Variable,
        ["condition"] = law.Condition,
        ["from"] = law.From,
        ["step"] = law.Step,
        ["logError"] = Coefficients(law.LogError),
        ["termWeights"] = Coefficients(law.TermWeights),
        ["lineWeights"] = Coefficients(law.LineWeights),
        ["otherWeights"] = Coefficients(law.OtherWeights),
        ["depth"] = Coefficients(law.Depth),
        ["weightsPerPoint"] = Coefficients(law.PerPoint),
        ["overtakes"] = law.Overtakes,
        ["foundFrom"] = law.FoundFrom,
        ["verifiedOn"] = new JsonArray([.. law.VerifiedOn.Select(x => (JsonNode)x)]),
    };

    private static JsonArray? Coefficients(CountPolynomial? polynomial) =>
        polynomial is null ? null : new([.. polynomial.Coefficients.Select(c => (JsonNode)c.ToString())]);
}
