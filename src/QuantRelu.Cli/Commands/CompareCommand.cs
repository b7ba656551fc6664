using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Constructions.Paper;
using QuantRelu.Studies;
using QuantRelu.Studies.Counterparts;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu compare: one target and error, with free weights and over several codebooks.</summary>
internal sealed class CompareCommand
{
    private readonly Terminal _terminal;
    private readonly TargetOptions _target = new();
    private readonly Option<Rational> _error = ClassOptions.Error(1);
    private readonly Option<int[]> _lambda = ClassOptions.List("--lambda", "λ, one or several.", 2, CodebookOptions.MostValues, standard: "2,3,4,8,16");
    private readonly ConstructionOptions _construction;
    private readonly SamplingOptions _sampling = SamplingOptions.OfMany();
    private readonly Option<BigInteger> _maxWeights = TypedOption.Count("--max-weights", "The most weights of a network.", BuildLimits.StandardWeights);
    private readonly Option<bool> _json = TypedOption.Flag("--json", "One JSON object.");

    private CompareCommand(Terminal terminal, ConstructionRegistry constructions)
    {
        _terminal = terminal;
        _construction = new(constructions, PaperConstructions.Name, "n of every network; by default the n with the fewest weights over ±1/2.");
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, ConstructionRegistry constructions) => new CompareCommand(terminal, constructions).Command();

    private Command Command()
    {
        var command = new Command("compare", "Builds quantized and unquantized networks for one target and error, and shows them side by side.");
        _target.AddTo(command);
        command.Add(_error);
        command.Add(_lambda);
        _construction.AddTo(command);
        _sampling.AddTo(command);
        command.Add(_maxWeights);
        command.Add(_json);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        Target target = _target.Read(result);
        var options = new StudyOptions(result.GetValue(_error), [.. result.GetValue(_lambda)!])
        {
            Construction = _construction.Read(result),
            Smoothness = _construction.Smoothness(result),
            MostDepth = _construction.MostDepth(result),
            Samples = _sampling.Samples(result),
            Seed = _sampling.Seed(result),
        };
        CheckLargest(target, options, result.GetValue(_maxWeights));
        int networks = QuantizationStudy.Families(options.Lambdas).Count();
        Counterpart? counterpart = null;
        StudyRow[] rows = await new ProgressDisplay(_terminal).RunAsync("building networks", progress =>
        {
            var done = new List<StudyRow>();
            foreach (StudyRow row in QuantizationStudy.Run(target, options, cancellationToken))
            {
                done.Add(row);
                progress?.Report((double)done.Count / networks);
            }

            counterpart = CounterpartSearch.Of(options.Construction, Request(target, options), cancellationToken);
            return done.ToArray();
        }).ConfigureAwait(false);
        _terminal.Out.WriteLine(result.GetValue(_json) ? Json(rows, counterpart) : Text(rows, counterpart));
        foreach (string reason in QuantizationStudy.LeftOut(target, options))
        {
            _terminal.Error.WriteLine($"Left out: {reason}");
        }

        return ExitCode.Done;
    }

    // The fewest values take the most weights.
    private static void CheckLargest(Target target, StudyOptions options, BigInteger most)
    {
        NetworkRequest largest = Request(target, options) with { Family = CodebookFamily.Nonlinear(options.Lambdas.Min()) };
        BuildLimits.Check(options.Construction.Plan(largest), most);
    }

    private static NetworkRequest Request(Target target, StudyOptions options) =>
        new(target, options.Error) { Smoothness = options.Smoothness, MostDepth = options.MostDepth };

    private static string Text(StudyRow[] rows, Counterpart? counterpart)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Provenance claims = rows[0].Provenance;
        text.WriteLine($"{claims.Target} on {claims.Domain}, error {(double)claims.Error!.Value:R}, {claims.Structure.Phrase()}, n = {claims.Smoothness}");
        text.WriteLine();
        var table = new TextTable(
            "weights are", "#λ", "#values", "#depth", "#weights", "#bits each", "#bits", "#error measured", "#times weights", "#expected", "#times bits");
        foreach (StudyRow row in rows)
        {
            table.Add(
                row.Family.IsFree ? "free" : NameOf(row.Family), $"{row.Family.Limit}", row.Family.IsFree ? string.Empty : $"{row.Codebook.Count}",
                $"{row.Counts.Depth}", Whole(row.Counts.Weights), $"{row.Counts.BitsPerWeight}", Whole(row.Counts.Bits),
                Short(row.Provenance.Measured!.Value), Short(row.WeightOverhead), row.ExpectedOverhead is { } expected ? Short(expected)
                    : string.Empty, Short(row.BitOverhead));
        }

        table.Write(text);
        text.WriteLine();
        text.WriteLine("Times as many as the same circuits with free weights of 32 bits. Expected: the quotient of the theorems'");
        text.WriteLine("leading expressions, with constant 1; for nonlinear values, independent of the target: λ·log^(1/(λ-1))(1/ε).");
        if (counterpart is not null)
        {
            text.WriteLine();
            Against(counterpart, rows).Write(text);
            text.WriteLine();
            text.WriteLine($"Against free weights in a network after the same idea, {counterpart.Idea}, proved to keep the error: all");
            text.WriteLine("weights of a layer are multiples of one power of two, and all have as many bits, the fewest with which that is so.");
        }

        return text.ToString().TrimEnd();
    }

    private static TextTable Against(Counterpart counterpart, StudyRow[] rows)
    {
        var table = new TextTable("the idea with", "#λ", "#depth", "#weights", "#bits each", "#bits", "#times weights", "#times bits");
        NetworkCounts free = counterpart.Counts;
        table.Add("free weights", string.Empty, $"{free.Depth}", Whole(free.Weights), $"{counterpart.BitsPerWeight}", Whole(counterpart.Bits), "1", "1");
        foreach (StudyRow row in rows.Where(r => !r.Family.IsFree))
        {
            table.Add(
                NameOf(row.Family), $"{row.Family.Limit}", $"{row.Counts.Depth}", Whole(row.Counts.Weights), $"{row.Counts.BitsPerWeight}",
                Whole(row.Counts.Bits), Short(Ratio(row.Counts.Weights, free.Weights)), Short(Ratio(row.Counts.Bits, counterpart.Bits)));
        }

        return table;
    }

    private static double Ratio(BigInteger count, BigInteger by) => (double)count / (double)by;

    private static string Json(StudyRow[] rows, Counterpart? counterpart)
    {
        Provenance claims = rows[0].Provenance;
        var json = new JsonObject
        {
            ["target"] = claims.Target,
            ["domain"] = claims.Domain.ToString(),
            ["error"] = (double)claims.Error!.Value,
            ["structure"] = claims.Structure.Text(),
            ["smoothness"] = claims.Smoothness,
            ["networks"] = new JsonArray([.. rows.Select(row => Network(row, counterpart))]),
            ["counterpart"] = counterpart is null ? null : Of(counterpart),
        };
        return json.ToJsonString(JsonOutput.Indented);
    }

    private static JsonObject Of(Counterpart counterpart) => new()
    {
        ["idea"] = counterpart.Idea,
        ["depth"] = counterpart.Counts.Depth,
        ["width"] = Exact(counterpart.Counts.Width),
        ["units"] = Exact(counterpart.Counts.Units),
        ["weights"] = Exact(counterpart.Counts.Weights),
        ["bitsPerWeight"] = counterpart.BitsPerWeight,
        ["bits"] = Exact(counterpart.Bits),
        ["measuredError"] = counterpart.Measured.Value,
    };

    private static JsonObject Network(StudyRow row, Counterpart? counterpart) => new()
    {
        ["quantization"] = NameOf(row.Family),
        ["lambda"] = row.Family.Limit,
        ["depth"] = row.Counts.Depth,
        ["width"] = Exact(row.Counts.Width),
        ["units"] = Exact(row.Counts.Units),
        ["weights"] = Exact(row.Counts.Weights),
        ["bitsPerWeight"] = row.Counts.BitsPerWeight,
        ["bits"] = Exact(row.Counts.Bits),
        ["errorBound"] = row.Provenance.ErrorBound,
        ["errorBoundCondition"] = row.Provenance.ErrorBoundCondition,
        ["measuredError"] = row.Provenance.Measured!.Value,
        ["weightOverhead"] = row.WeightOverhead,
        ["expectedOverhead"] = row.ExpectedOverhead,
        ["bitOverhead"] = row.BitOverhead,
        ["weightsToCounterpart"] = counterpart is null ? null : Ratio(row.Counts.Weights, counterpart.Counts.Weights),
        ["bitsToCounterpart"] = counterpart is null ? null : Ratio(row.Counts.Bits, counterpart.Bits),
    };

    private static JsonNode Exact(BigInteger value) => JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture))!;

    private static string NameOf(CodebookFamily family) => family.Quantization.Text();

    private static string Whole(BigInteger value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
