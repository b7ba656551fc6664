using System.Globalization;
using System.Numerics;
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
    private static readonly string[] OfTheTarget = ["scale", "norm", "normSource"];

    private IEnumerable<Construction> Uncounted => constructions.All.Where(c => c.FollowsTarget && c.CountLaw is null);

    /// <summary>A table, and a sentence for each that is not in it.</summary>
    public void Write(TextWriter text)
    {
        var table = new TextTable(
            "compact", "λ", "values", "weights: leading law", "#its value", "#counted", "#depth", "#bits", "#weights/law", "#bits/entropy", "parameters");

        // Of the nonlinear values beyond ±1/2 most constructions have no use: what is the same for several λ stands once.
        foreach (IGrouping<object, ClassCount> same in counts.GroupBy(c => (object)(c.Construction, c.Family.Quantization, c.Depth, c.Weights, c.Bits)))
        {
            ClassCount c = same.First();
            string lambdas = string.Join(", ", same.Select(s => s.Family.Limit));
            string parameters = string.Join(", ", Parameters(c).Select(p => $"{p.Key} = {p.Value}"));
            table.Add(
                c.Construction.Name, lambdas, c.Family.Quantization.Text(), c.Construction.CountLaw!, Short((double?)c.Leading), Whole(c.Weights),
                $"{c.Depth}", Whole(c.Bits), Short(ToLaw(c)), Short(ToEntropy(c)), parameters);
        }

        table.Write(text);
        text.WriteLine("One topology for all functions whose derivatives up to order n are at most 1. Counts are of the plan, exact, and nothing is built.");
        foreach (ClassCount c in counts.Where(c => c.Obstacle.Length > 0).DistinctBy(c => c.Obstacle))
        {
            text.WriteLine(c.Obstacle);
        }

        foreach (Construction c in Uncounted)
        {
            text.WriteLine(Why(c));
        }
    }

    /// <summary>The same as an array of objects.</summary>
    public IEnumerable<object> Json() => counts.Select(Json).Concat(Uncounted.Select(c => new
    {
        construction = c.Name,
        law = (string?)null,
        counted = (object?)null,
        reason = Why(c),
    }));

    private object Json(ClassCount c) => new
    {
        construction = c.Construction.Name,
        lambda = c.Family.Limit,
        quantization = c.Family.Quantization.Text(),
        law = c.Construction.CountLaw,
        leadingWeights = (double?)c.Leading,
        counted = c.Weights is null ? null : new { depth = c.Depth, weights = c.Weights, bits = c.Bits },
        ratios = new { weightsToLaw = ToLaw(c), weightsToLower = Quotient(c.Weights, leastWeights), bitsToEntropy = ToEntropy(c) },
        parameters = Parameters(c).ToDictionary(p => p.Key, p => p.Value),
        reason = c.Obstacle.Length > 0 ? c.Obstacle : null,
    };

    private static string Why(Construction c) =>
        $"The construction {c.Name} follows the target: how many weights it takes is known when it is built, by no formula before.";

    private static IEnumerable<KeyValuePair<string, string>> Parameters(ClassCount c) =>
        c.Provenance?.Parameters.Where(p => !OfTheTarget.Contains(p.Key)) ?? [];

    private static double? ToLaw(ClassCount c) => Quotient(c.Weights, (double?)c.Leading ?? 0);

    private double? ToEntropy(ClassCount c) => Quotient(c.Bits, entropy);

    private static double? Quotient(BigInteger? count, double by) => count is { } known && by > 0 ? (double)known / by : null;

    private static string Short(double? value) => value?.ToString("G5", CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Whole(BigInteger? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? string.Empty;
}
