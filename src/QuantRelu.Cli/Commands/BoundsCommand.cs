using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using QuantRelu.Bounds;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Constructions.Paper;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu bounds: the expressions of the theorems, and beside each the counts of the network that is built.</summary>
internal static class BoundsCommand
{
    // The counts of Theorems 3 and 4 depend on the target; this one has a kink, so that functions are cached.
    private const string Example = "zigzag";
    private static readonly Rational SmallestExampleError = Rational.Parse("1e-5");

    private sealed record Row(
        string Theorem, int Lambda, double BoundDepth, double BoundWeights, double BoundBits, int? Depth, BigInteger? Weights, BigInteger? Bits);

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<int> dimension = TypedOption.Integer("--dimension", "d.", 1, Domain.MaximumDimension, standard: 1);
        Option<int> smoothness = ClassOptions.Smoothness(NetworkRequest.MostSmooth);
        Option<Rational> error = ClassOptions.Error(1);
        Option<int[]> lambda = ClassOptions.List("--lambda", "λ, one or several.", 2, CodebookOptions.MostValues, standard: "2,3,4,8,16");
        Option<bool> json = TypedOption.Flag("--json", "One JSON object.");
        var command =
            new Command("bounds", "Prints the complexity expressions of Theorems 1 to 4 beside the exact counts of the networks that are built.") { dimension,
            smoothness, error, lambda, json };
        command.SetAction(result =>
        {
            (int d, int n, Rational e) = (result.GetValue(dimension), result.GetValue(smoothness), result.GetValue(error));
            Row[] rows = [.. result.GetValue(lambda)!.SelectMany(l => Rows(d, n, e, l))];
            Fact[] facts = [.. Facts(d, n, e, result.GetValue(lambda)!)];
            terminal.Out.WriteLine(result.GetValue(json) ? Json(d, n, e, rows, facts) : Text(rows, facts, d == 1 && n == 1));
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
            yield return Counted(linear ? "2" : "1", lambda, bound, FunctionIndependent.Topology(d, n, error, family).Count());
            if (d == 1 && n == 1)
            {
                PaperBound dependent = ComplexityExpressions.FunctionDependent((double)error, lambda, quantization);
                NetworkCounts? counts = error >= SmallestExampleError
                    ? PaperConstructions.Dependent.Build(new(NamedTargets.Get(Example).Target, error) { Family = family }).Network.Count() : null;
                yield return Counted(linear ? "4" : "3", lambda, dependent, counts);
            }
        }
    }

    private static IEnumerable<Quantization> Quantizations(int lambda) =>
        lambda % 2 == 0 ? [Quantization.Nonlinear, Quantization.Linear] : [Quantization.Nonlinear];

    private static Row Counted(string theorem, int lambda, PaperBound bound, NetworkCounts? counts) =>
        new(theorem, lambda, bound.Depth, bound.Weights, bound.Bits, counts?.Depth, counts?.Weights, counts?.Bits);

    private sealed record Fact(string Key, string Name, double Value);

    private static IEnumerable<Fact> Facts(int d, int n, Rational exact, int[] lambdas)
    {
        double error = (double)exact;
        yield return new("unquantizedWeightsUpper", "free weights, upper bound (Yarotsky)", Comparison.UnquantizedWeights(d, n, error));
        yield return new("unquantizedDepthUpper", "their depth, upper bound", Comparison.UnquantizedDepth(error));
        yield return new("weightsLower", "weights, lower bound for depth O(log(1/ε))", Comparison.LeastWeights(d, n, error));
        yield return new("overheadLog5", "log^5(1/ε), overhead of λ = 2 against it", Comparison.OverheadAgainstLeast(error));
        foreach (int lambda in lambdas)
        {
            yield return new($"overhead{lambda}", $"overhead of λ = {lambda} against free weights", Comparison.Overhead(lambda, error));
        }

        yield return new("entropyOrder", "bits, order of the entropy (1/ε)^(d/n)", Limits.EntropyOrder(d, n, error));
        if (n == 1)
        {
            yield return new("entropyLower", "bits that a fixed structure needs, lower bound",
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

    private static string Json(int d, int n, Rational error, Row[] rows, Fact[] facts) => JsonSerializer.Serialize(
        new
        {
            dimension = d,
            smoothness = n,
            error = (double)error,
            theorems = rows.Select(r => new
            {
                theorem = r.Theorem,
                lambda = r.Lambda,
                bound = new { depth = r.BoundDepth, weights = r.BoundWeights, bits = r.BoundBits },
                counted = r.Depth is null ? null : new { depth = r.Depth, weights = r.Weights, bits = r.Bits },
            }),
            limits = facts.ToDictionary(f => f.Key, f => f.Value),
        },
        JsonOutput.Indented);

    private static string Text(Row[] rows, Fact[] facts, bool examples)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var table = new TextTable("theorem", "#λ", "#depth: expression", "#counted", "#weights: expression", "#counted", "#bits: expression", "#counted");
        foreach (Row row in rows.OrderBy(r => r.Theorem, StringComparer.Ordinal).ThenBy(r => r.Lambda))
        {
            table.Add(row.Theorem, $"{row.Lambda}", Short(row.BoundDepth), $"{row.Depth}", Short(row.BoundWeights), Whole(row.Weights), Short(row.BoundBits),
                Whole(row.Bits));
        }

        table.Write(text);
        text.WriteLine();
        text.WriteLine("Expressions have constant 1: they tell growth. Counts are exact.");
        if (examples)
        {
            text.WriteLine($"Networks of Theorems 3 and 4 depend on the target; those counted are for '{Example}'.");
        }

        text.WriteLine();
        var limits = new TextTable("limits and comparisons", "#value");
        foreach (Fact fact in facts)
        {
            limits.Add(fact.Name, Short(fact.Value));
        }

        limits.Write(text);
        return text.ToString().TrimEnd();
    }

    private static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Whole(BigInteger? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? string.Empty;
}
