using System.Numerics;
using System.Text.Json.Nodes;
using QuantRelu.Cli.Rendering.Tables;
using QuantRelu.Graph;
using QuantRelu.Studies.Classes;

namespace QuantRelu.Cli.Rendering;

/// <summary>The counts of the compact constructions for a class, beside their laws and the lower bounds.</summary>
/// <param name="constructions">All constructions: those that follow the target have no law, and that is said.</param>
/// <param name="counts">What is known of the class.</param>
/// <param name="leastWeights">The lower bound of weights.</param>
/// <param name="entropy">The bits that every fixed structure needs.</param>
internal sealed class CompactBounds(ConstructionRegistry constructions, ClassCount[] counts, double leastWeights, double entropy)
{
    /// <summary>The name of the table.</summary>
    public const string Name = "compact";

    private const string Digits = "G5";
    private static readonly string[] OfTheTarget = ["scale", "norm", "normSource"];

    private IEnumerable<Construction> Uncounted => constructions.All.Where(c => c.FollowsTarget && c.CountLaw is null);

    /// <summary>A table, and a sentence for each that is not in it.</summary>
    public TableBlock Block()
    {
        // Of the nonlinear values beyond ±1/2 most constructions have no use: what is the same for several λ stands once, for people.
        IEnumerable<Row> alike = counts.GroupBy(c => (object)(c.Construction, c.Family.Quantization, c.Depth, c.Weights, c.Bits))
            .Select(same => new Row(same.First(), string.Join(", ", same.Select(s => s.Family.Limit))));
        return TableBlock.Of(
            ReportTable.Of(Name, Columns(), counts.Select(c => new Row(c, $"{c.Family.Limit}")), alike),
            [
                "One topology for all functions whose derivatives up to order n are at most 1. Counts are of the plan, exact, and nothing is built.",
                .. counts.Select(c => c.Obstacle).Where(o => o.Length > 0).Distinct(),
                .. Uncounted.Select(Why),
            ]);
    }

    /// <summary>The same as an array of objects.</summary>
    public JsonArray Json() => JsonOutput.Array(counts.Select(Json).Concat(Uncounted.Select(c => new JsonObject
    {
        ["construction"] = c.Name,
        ["law"] = null,
        ["counted"] = null,
        ["reason"] = Why(c),
    })));

    private JsonObject Json(ClassCount c) => new()
    {
        ["construction"] = c.Construction.Name,
        ["lambda"] = c.Family.Limit,
        ["quantization"] = c.Family.Quantization.Text(),
        ["law"] = c.Construction.CountLaw,
        ["leadingWeights"] = (double?)c.Leading,
        ["counted"] = c.Weights is null ? null : new JsonObject
        {
            ["depth"] = c.Depth,
            ["weights"] = JsonOutput.Whole(c.Weights),
            ["bits"] = JsonOutput.Whole(c.Bits),
        },
        ["ratios"] = new JsonObject
        {
            ["weightsToLaw"] = ToLaw(c),
            ["weightsToLower"] = Quotient(c.Weights, leastWeights),
            ["bitsToEntropy"] = ToEntropy(c),
        },
        ["parameters"] = JsonOutput.Object(Parameters(c), p => p.Key, p => p.Value),
        ["reason"] = c.Obstacle.Length > 0 ? c.Obstacle : null,
    };

    private sealed record Row(ClassCount Count, string Lambdas);

    private ReportColumn<Row>[] Columns() =>
    [
        new("construction", "compact", r => Cell.Word(r.Count.Construction.Name)),
        new("lambda", "λ", r => new(r.Count.Family.Limit, r.Lambdas)),
        new("quantization", "values", r => Cell.Word(r.Count.Family.Quantization.Text())),
        new("law", "weights: leading law", r => Cell.Word(r.Count.Construction.CountLaw)),
        new("leadingWeights", "#its value", r => Cell.Number((double?)r.Count.Leading, Digits)),
        new("weights", "#counted", r => Cell.Count(r.Count.Weights)),
        new("depth", "#depth", r => Cell.Small(r.Count.Depth)),
        new("bits", "#bits", r => Cell.Count(r.Count.Bits)),
        new("weightsToLaw", "#weights/law", r => Cell.Number(ToLaw(r.Count), Digits)),
        new("bitsToEntropy", "#bits/entropy", r => Cell.Number(ToEntropy(r.Count), Digits)),
        new("parameters", "parameters", r => Cell.Word(string.Join(", ", Parameters(r.Count).Select(p => $"{p.Key} = {p.Value}")))),
    ];

    private static string Why(Construction c) =>
        $"The construction {c.Name} follows the target: how many weights it takes is known when it is built, by no formula before.";

    private static IEnumerable<KeyValuePair<string, string>> Parameters(ClassCount c) =>
        c.Provenance?.Parameters.Where(p => !OfTheTarget.Contains(p.Key)) ?? [];

    private static double? ToLaw(ClassCount c) => Quotient(c.Weights, (double?)c.Leading ?? 0);

    private double? ToEntropy(ClassCount c) => Quotient(c.Bits, entropy);

    private static double? Quotient(BigInteger? count, double by) => count is { } known && by > 0 ? (double)known / by : null;
}
