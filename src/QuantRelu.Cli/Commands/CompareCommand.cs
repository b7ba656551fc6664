using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Cli.Rendering.Tables;
using QuantRelu.Constructions.Paper;
using QuantRelu.Studies;
using QuantRelu.Studies.Counterparts;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu compare: one target and error, with free weights and over several codebooks.</summary>
internal sealed class CompareCommand
{
    private readonly Terminal _terminal;
    private readonly TargetOptions _target = new();
    private readonly Option<AskedError[]> _error = ListOptions.Errors();
    private readonly Option<int[]> _lambda = ClassOptions.List("--lambda", "λ, one or several.", 2, CodebookOptions.MostValues, standard: "2,3,4,8,16");
    private readonly ConstructionOptions _construction;
    private readonly SamplingOptions _sampling = SamplingOptions.OfMany();
    private readonly Option<BigInteger> _maxWeights = TypedOption.Count("--max-weights", "The most weights of a network.", BuildLimits.StandardWeights);
    private readonly Option<string?> _pivot = PivotOption.Create();
    private readonly FormatOption _format = new(
        TypedOption.Flag("--json", "One JSON object; of several errors an array."), CompareTables.Networks, CompareTables.Counterparts);

    private CompareCommand(Terminal terminal, ConstructionRegistry constructions)
    {
        _terminal = terminal;
        _construction = new(constructions, PaperConstructions.Name, "n of every network; by default the n with the fewest weights over ±1/2.");
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, ConstructionRegistry constructions) => new CompareCommand(terminal, constructions).Command();

    private Command Command()
    {
        var command = new Command(
            "compare", "Builds quantized and unquantized networks for one target and one or several errors, and shows them side by side.");
        _target.AddTo(command);
        command.Add(_error);
        command.Add(_lambda);
        _construction.AddTo(command);
        _sampling.AddTo(command);
        command.Add(_maxWeights);
        command.Add(_pivot);
        _format.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        _format.Check(result, isPivot: result.GetValue(_pivot) is not null);
        Target target = _target.Read(result, _terminal);
        StudyOptions[] studies =
        [
            .. result.GetValue(_error)!.Distinct().OrderByDescending(error => new NetworkRequest(target, error).Error).Select(error => Options(result, error)),
        ];
        var display = new ProgressDisplay(_terminal);
        NetworkPlan largest = await display.RunAsync(
            "planning", _ => Largest(target, studies[^1], cancellationToken), cancellationToken).ConfigureAwait(false);
        BuildLimits.Check(largest, result.GetValue(_maxWeights));
        ImmutableArray<ErrorComparison> all = await display.RunAsync(
            "building networks", progress => Compare(target, studies, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        TableReport report = result.GetValue(_pivot) is { } number ? CompareTables.PivotOf(all, number) : CompareTables.Of(all);
        _format.Write(result, _terminal, report, () => Json(all));
        foreach (string reason in studies.SelectMany(options => QuantizationStudy.LeftOut(target, options)).Distinct())
        {
            _terminal.Messages.WriteLine($"Left out: {reason}");
        }

        return ExitCode.Done;
    }

    private StudyOptions Options(ParseResult result, AskedError error) => new(error, [.. result.GetValue(_lambda)!])
    {
        Construction = _construction.Read(result),
        Smoothness = _construction.Smoothness(result),
        MostDepth = _construction.MostDepth(result),
        Samples = _sampling.Samples(result),
        Seed = _sampling.Seed(result),
    };

    private static ImmutableArray<ErrorComparison> Compare(
        Target target, StudyOptions[] studies, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var all = new List<ErrorComparison>();
        foreach (StudyOptions options in studies)
        {
            double networks = QuantizationStudy.Families(options.Lambdas).Count();
            var rows = new List<StudyRow>();
            foreach (StudyRow row in QuantizationStudy.Run(target, options, cancellationToken))
            {
                rows.Add(row);
                progress?.Report((all.Count + (rows.Count / networks)) / studies.Length);
            }

            all.Add(new([.. rows], CounterpartSearch.Of(options.Construction, Request(target, options), cancellationToken)));
        }

        return [.. all];
    }

    // The fewest values, and the smallest error, take the most weights.
    private static NetworkPlan Largest(Target target, StudyOptions options, CancellationToken cancellationToken) => options.Construction.Plan(
        Request(target, options) with { Family = CodebookFamily.Nonlinear(options.Lambdas.Min()) }, cancellationToken);

    private static NetworkRequest Request(Target target, StudyOptions options) =>
        new(target, options.Error) { Smoothness = options.Smoothness, MostDepth = options.MostDepth };

    private static string Json(ImmutableArray<ErrorComparison> all) =>
        (all.Length == 1 ? (JsonNode)Json(all[0]) : new JsonArray([.. all.Select(Json)])).ToJsonString(JsonOutput.Indented);

    private static JsonObject Json(ErrorComparison comparison)
    {
        JsonObject json = Members(comparison);
        if (comparison.Claims.ErrorScale is { } scale)
        {
            json["errorAsked"] = scale.Asked.ToString();
        }

        return json;
    }

    private static JsonObject Members(ErrorComparison comparison) => new()
    {
        ["target"] = comparison.Claims.Target,
        ["domain"] = comparison.Claims.Domain.ToString(),
        ["error"] = (double)comparison.Claims.Error!.Value,
        ["structure"] = comparison.Claims.Structure.Text(),
        ["smoothness"] = comparison.Claims.Smoothness,
        ["networks"] = new JsonArray([.. comparison.Rows.Select(row => Network(row, comparison.Counterpart))]),
        ["counterpart"] = comparison.Counterpart is { } counterpart ? Of(counterpart) : null,
    };

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
        ["quantization"] = CompareTables.NameOf(row.Family),
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
        ["weightsToCounterpart"] = counterpart is null ? null : CompareTables.Ratio(row.Counts.Weights, counterpart.Counts.Weights),
        ["bitsToCounterpart"] = counterpart is null ? null : CompareTables.Ratio(row.Counts.Bits, counterpart.Bits),
    };

    private static JsonNode Exact(BigInteger value) => JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture))!;
}
