using System.CommandLine;
using System.Numerics;
using System.Text.Json.Nodes;
using QuantRelu.Bounds;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Cli.Rendering.Tables;
using QuantRelu.Constructions.Paper;
using QuantRelu.Studies;
using QuantRelu.Studies.Classes;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Commands;

/// <summary>
/// quantrelu bounds: the expressions of the theorems, and beside each the counts of the network that is built; then the laws and counts of the compact
/// constructions.
/// </summary>
internal static class BoundsCommand
{
    // The counts of Theorems 3 and 4 depend on the target; this one has a kink, so that functions are cached.
    private const string Example = "zigzag";
    private const string Digits = "G5";
    private const string ProvedEntropy = "entropyLower";
    private const string WeightsLower = "weightsLower";
    private static readonly Rational SmallestExampleError = Rational.Parse("1e-5");

    private sealed record Row(string Theorem, int Lambda, PaperBound Bound, NetworkCounts? Counts)
    {
        /// <summary>A fixed structure for the whole class, which is what the lower bounds are about.</summary>
        public bool IsIndependent => Theorem is "1" or "2";

        /// <summary>The fewest layers that reach the class with these values; null when that is not known.</summary>
        public int? LeastDepth { get; init; }

        public double? DepthToExpression => Counts?.Depth / Bound.Depth;

        public double? DepthToLeast => (double?)Counts?.Depth / LeastDepth;

        public double? WeightsToExpression => Quotient(Counts?.Weights, Bound.Weights);

        public double? BitsToExpression => Quotient(Counts?.Bits, Bound.Bits);

        public double? WeightsTo(double least) => IsIndependent ? Quotient(Counts?.Weights, least) : null;

        public double? BitsTo(double least) => IsIndependent ? Quotient(Counts?.Bits, least) : null;

        // Counts may be beyond double precision where the quotient is not.
        private static double? Quotient(BigInteger? count, double by) =>
            count is { } known && by > 0 && Math.Exp(BigInteger.Log(known) - Math.Log(by)) is var quotient && double.IsFinite(quotient) ? quotient : null;
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, ConstructionRegistry constructions)
    {
        Option<int> dimension = TypedOption.Integer("--dimension", "d.", 1, Domain.MaximumDimension, standard: 1);
        Option<int> smoothness = ClassOptions.Smoothness(NetworkRequest.MostSmooth);
        Option<Rational> error = ClassOptions.Error(1);
        Option<int[]> lambda = ClassOptions.List("--lambda", "λ, one or several.", 2, CodebookOptions.MostValues, standard: "2,3,4,8,16");
        var format = new FormatOption(TypedOption.Flag("--json", "One JSON object."), "theorems", "ratios", CompactBounds.Name, "limits");
        var command =
            new Command(
                "bounds",
                "Prints the complexity expressions of Theorems 1 to 4 beside the exact counts of the networks that are built, and those of the compact ones.")
            { dimension, smoothness, error, lambda };
        format.AddTo(command);
        command.SetAction(result =>
        {
            format.Check(result);
            (int d, int n, Rational e) = (result.GetValue(dimension), result.GetValue(smoothness), result.GetValue(error));
            Row[] rows = [.. result.GetValue(lambda)!.SelectMany(l => Rows(d, n, e, l))];
            Fact[] facts = [.. Facts(d, n, e, result.GetValue(lambda)!)];
            CodebookFamily[] families = [.. QuantizationStudy.Families(result.GetValue(lambda)!).Where(f => !f.IsFree)];
            var compact = new CompactBounds(
                constructions, [.. ClassCount.Of(constructions.All, d, n, e, families)], LeastWeights(facts), Entropy(facts));
            format.Write(result, terminal, Report(rows, compact, facts, d == 1 && n == 1), () => Json(d, n, e, rows, compact, facts));
        });
        return command;
    }

    private static IEnumerable<Row> Rows(int d, int n, Rational error, int lambda)
    {
        foreach (Quantization quantization in Quantizations(lambda))
        {
            bool linear = quantization == Quantization.Linear;
            var family = CodebookFamily.Of(lambda, quantization);
            PaperBound bound = ComplexityExpressions.FunctionIndependent(d, n, (double)error, lambda, quantization);
            var counted = FunctionIndependentCounts.Of(d, n, error, family);
            yield return new(linear ? "2" : "1", lambda, bound, counted.Whole)
            {
                LeastDepth = Limits.LeastDepth(family.At(counted.Parameters.Precision), (double)error),
            };
            if (d == 1 && n == 1)
            {
                PaperBound dependent = ComplexityExpressions.FunctionDependent((double)error, lambda, quantization);
                Network? built = error >= SmallestExampleError
                    ? PaperConstructions.Dependent.Build(new(NamedTargets.Get(Example).Target, error) { Family = family }).Network : null;
                yield return new(linear ? "4" : "3", lambda, dependent, built?.Count());
            }
        }
    }

    private static IEnumerable<Quantization> Quantizations(int lambda) =>
        lambda % 2 == 0 ? [Quantization.Nonlinear, Quantization.Linear] : [Quantization.Nonlinear];

    private sealed record Fact(string Key, string Name, double Value);

    private static IEnumerable<Fact> Facts(int d, int n, Rational exact, int[] lambdas)
    {
        double error = (double)exact;
        yield return new("unquantizedWeightsUpper", "free weights, upper bound (Yarotsky)", Comparison.UnquantizedWeights(d, n, error));
        yield return new("unquantizedDepthUpper", "their depth, upper bound", Comparison.UnquantizedDepth(error));
        yield return new(WeightsLower, "weights, lower bound for depth O(log(1/ε))", Comparison.LeastWeights(d, n, error));
        yield return new("overheadLog5", "log^5(1/ε), overhead of λ = 2 against it", Comparison.OverheadAgainstLeast(error));
        foreach (int lambda in lambdas)
        {
            yield return new($"overhead{lambda}", $"overhead of λ = {lambda} against free weights", Comparison.Overhead(lambda, error));
        }

        yield return new("entropyOrder", "bits, order of the entropy (1/ε)^(d/n)", Limits.EntropyOrder(d, n, error));
        if (n == 1)
        {
            yield return new(ProvedEntropy, "bits that a fixed structure needs, lower bound",
                (double)(d == 1 ? Limits.EntropyAtLeast(exact) : Limits.EntropyAtLeast(d, exact)));
        }

        if (d == 1 && n == 1)
        {
            yield return new(
                "unquantizedDependentWeightsUpper", "free weights, function-dependent, upper bound", Comparison.UnquantizedDependentWeights(error));
            yield return new("entropyUpper", "entropy, upper bound", Limits.EntropyAtMost(exact));
        }

        yield return new("depthLowerHalves", "depth with ±1/2, lower bound", Limits.LeastDepth(Codebook.Halves, error)!.Value);
    }

    private static string Json(int d, int n, Rational error, Row[] rows, CompactBounds compact, Fact[] facts) => JsonOutput.Text(new JsonObject
    {
        ["dimension"] = d,
        ["smoothness"] = n,
        ["error"] = (double)error,
        ["theorems"] = JsonOutput.Array(rows.Select(r => Json(r, facts))),
        ["compact"] = compact.Json(),
        ["limits"] = JsonOutput.Object(facts, f => f.Key, f => f.Value),
    });

    private static JsonObject Json(Row row, Fact[] facts) => new()
    {
        ["theorem"] = row.Theorem,
        ["lambda"] = row.Lambda,
        ["bound"] = new JsonObject { ["depth"] = row.Bound.Depth, ["weights"] = row.Bound.Weights, ["bits"] = row.Bound.Bits },
        ["counted"] = row.Counts is not { } counts ? null : new JsonObject
        {
            ["depth"] = counts.Depth,
            ["weights"] = JsonOutput.Whole(counts.Weights),
            ["bits"] = JsonOutput.Whole(counts.Bits),
        },
        ["ratios"] = new JsonObject
        {
            ["depthToExpression"] = row.DepthToExpression,
            ["depthToLower"] = row.DepthToLeast,
            ["weightsToExpression"] = row.WeightsToExpression,
            ["weightsToLower"] = row.WeightsTo(LeastWeights(facts)),
            ["bitsToExpression"] = row.BitsToExpression,
            ["bitsToEntropy"] = row.BitsTo(Entropy(facts)),
        },
    };

    private static TableReport Report(Row[] rows, CompactBounds compact, Fact[] facts, bool examples)
    {
        Row[] sorted = [.. rows.OrderBy(r => r.Theorem, StringComparer.Ordinal).ThenBy(r => r.Lambda)];
        string entropy = IsProved(facts) ? "the proved entropy" : "the order of the entropy";
        return new(
        [
            TableBlock.Of(ReportTable.Of("theorems", Counted, sorted)),
            TableBlock.Of(ReportTable.Of("ratios", Ratios(LeastWeights(facts), Entropy(facts)), sorted)),
            TableBlock.Text(
            [
                "Expressions have constant 1: they tell growth. Counts are exact. Ratios are the counts by these, and by the lower bounds below, which",
                $"are for one structure for all functions: weights by their order with constant 1, bits by {entropy}.",
                .. examples ? [$"Networks of Theorems 3 and 4 depend on the target; those counted are for '{Example}'."] : Array.Empty<string>(),
            ]),
            compact.Block(),
            TableBlock.Of(ReportTable.Of("limits", Limit, facts)),
        ]);
    }

    private static readonly ReportColumn<Row>[] Counted =
    [
        new("theorem", "theorem", r => Cell.Word(r.Theorem)),
        new("lambda", "#λ", r => Cell.Small(r.Lambda)),
        new("paperDepth", "#depth: expression", r => Cell.Number(r.Bound.Depth, Digits)),
        new("depth", "#counted", r => Cell.Small(r.Counts?.Depth)),
        new("paperWeights", "#weights: expression", r => Cell.Number(r.Bound.Weights, Digits)),
        new("weights", "#counted", r => Cell.Count(r.Counts?.Weights)),
        new("paperBits", "#bits: expression", r => Cell.Number(r.Bound.Bits, Digits)),
        new("bits", "#counted", r => Cell.Count(r.Counts?.Bits)),
    ];

    private static readonly ReportColumn<Fact>[] Limit =
    [
        new("limit", null, f => Cell.Word(f.Key)),
        new("name", "limits and comparisons", f => Cell.Word(f.Name)),
        new("value", "#value", f => Cell.Number(f.Value, Digits)),
    ];

    private static ReportColumn<Row>[] Ratios(double leastWeights, double entropy) =>
    [
        new("theorem", "counted", r => Cell.Word(r.Theorem)),
        new("lambda", "#λ", r => Cell.Small(r.Lambda)),
        new("depthToExpression", "#depth/expression", r => Cell.Number(r.DepthToExpression)),
        new("depthToLower", "#/lower bound", r => Cell.Number(r.DepthToLeast)),
        new("weightsToExpression", "#weights/expression", r => Cell.Number(r.WeightsToExpression)),
        new("weightsToLower", "#/lower bound", r => Cell.Number(r.WeightsTo(leastWeights))),
        new("bitsToExpression", "#bits/expression", r => Cell.Number(r.BitsToExpression)),
        new("bitsToEntropy", "#/entropy", r => Cell.Number(r.BitsTo(entropy))),
    ];

    // The proved entropy where there is one, or its order.
    private static double Entropy(Fact[] facts) => (facts.FirstOrDefault(f => f.Key == ProvedEntropy) ?? facts.Single(f => f.Key == "entropyOrder")).Value;

    private static bool IsProved(Fact[] facts) => facts.Any(f => f.Key == ProvedEntropy);

    private static double LeastWeights(Fact[] facts) => facts.Single(f => f.Key == WeightsLower).Value;
}
