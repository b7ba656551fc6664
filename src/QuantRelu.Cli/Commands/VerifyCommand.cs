using System.CommandLine;
using System.Text.Json.Nodes;
using QuantRelu.Certification;
using QuantRelu.Claims;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu verify: proves how far a saved network is from its target, everywhere.</summary>
internal sealed class VerifyCommand
{
    private readonly Terminal _terminal;
    private readonly Argument<string> _file = NetworkArgument.Create();
    private readonly Option<string?> _target = TypedOption.Text("--target", "The target, on the network's domain; by default the one in the file.", "TARGET");
    private readonly Option<Rational> _error = TypedOption.Number("--error", "ε, the claim; by default the one in the file.", value => value.Sign > 0 ? null : $"--error is {value}; it must be above 0.");
    private readonly CertificationChoice _certification = new();
    private readonly OutputOption _output = new();
    private readonly Option<bool> _json = TypedOption.Flag("--json", "One JSON object.");

    private VerifyCommand(Terminal terminal) => _terminal = terminal;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var self = new VerifyCommand(terminal);
        var command = new Command("verify", "Proves an interval around the greatest error of a saved network over its whole domain.") { self._file, self._target, self._error };
        self._certification.AddTo(command);
        self._output.AddTo(command);
        command.Add(self._json);
        command.SetAction(self.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancel)
    {
        _output.Check(result, _terminal);
        ConstructedNetwork network = NetworkArgument.Load(_terminal, result.GetValue(_file)!);
        Target target = NetworkTarget.Of(network, result.GetValue(_target));
        Rational? claim = result.GetResult(_error) is null ? network.Provenance.Error : result.GetValue(_error);
        CertificationResult certified = await _certification.RunAsync(result, network, target, new ProgressDisplay(_terminal), cancel).ConfigureAwait(false);
        Provenance told = network.Provenance.For(target);
        ImmutableArray<string> refuted = certified.Error is { } error ? ClaimCheck.Refuted(told, error) : [];
        // What was proved until a cancellation is kept.
        _output.Save(result, _terminal, network with { Provenance = Known(told, certified.Error) }, CancellationToken.None);
        _output.Report(result, _terminal).WriteLine(result.GetValue(_json)
            ? Json(told, target, claim, certified, refuted)
            : Text(told, target, claim, certified, refuted, _terminal.OutColours));
        return certified.Outcome == CertificationOutcome.Cancelled ? ExitCode.Cancelled
            : Holds(claim, certified.Error) == false || certified.Error is null || refuted.Length > 0 ? ExitCode.ClaimFails : ExitCode.Done;
    }

    private static Provenance Known(Provenance told, CertifiedError? proved) =>
        proved is null ? told with { Certified = null } : ClaimCheck.Corrected(told, proved);

    // True when it is proved; null when there is no claim, or no interval.
    private static bool? Holds(Rational? claim, CertifiedError? error) => claim is not { } most || error is null ? null : error.Upper <= most;

    private static string Verdict(Rational? claim, CertifiedError? error, Colours colours) => (claim, error) switch
    {
        (null, _) => "none; --error makes one",
        (_, null) => colours.Open("not proved"),
        ({ } most, { } e) when e.Upper <= most => $"{colours.Good("proved")}: at most {(double)most:R} everywhere",
        ({ } most, { } e) when e.Lower > most => $"{colours.Bad("refuted")}: {(double)most:R} is exceeded",
        ({ } most, _) => $"{colours.Open("not decided")}: {(double)most:R} lies inside of the interval",
    };

    private static string Text(
        Provenance told, Target target, Rational? claim, CertificationResult certified, ImmutableArray<string> refuted, Colours colours)
    {
        var lines = new List<string>
        {
            $"target          {target}",
            $"error           {certified.Error?.ToString() ?? "no bound"}",
            $"claim           {Verdict(claim, certified.Error, colours)}",
            $"ended           {certified.Message}",
        };
        lines.InsertRange(3, refuted.Select(sentence => $"file            {colours.Bad("false")}: {sentence}"));
        if (told.ErrorBound is { } bound && claim is null)
        {
            lines.Insert(2, $"bound           {bound:G4} by the construction{(told.ErrorBoundCondition is { } condition ? $", conditional: {condition}" : string.Empty)}");
        }

        if (told.Measured is { } measured)
        {
            lines.Insert(2, $"measured        {measured.Value:G4}, a sample only");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string Json(Provenance told, Target target, Rational? claim, CertificationResult certified, ImmutableArray<string> refuted)
    {
        var json = new JsonObject
        {
            ["target"] = target.Name,
            ["domain"] = target.Domain.ToString(),
            ["error"] = claim is { } most ? (double)most : null,
            ["certifiedError"] = certified.Error is { } e
                ? new JsonObject { ["lower"] = DirectedRounding.Down(e.Lower), ["upper"] = DirectedRounding.Up(e.Upper), ["lowerExact"] = e.Lower.ToString(), ["upperExact"] = e.Upper.ToString() }
                : null,
            ["holds"] = Holds(claim, certified.Error),
            ["at"] = new JsonArray([.. certified.At.Select(x => JsonValue.Create(x))]),
            ["outcome"] = certified.Outcome.ToString(),
            ["cells"] = certified.Pieces,
            ["measuredError"] = told.Measured?.Value,
            ["errorBound"] = told.ErrorBound,
            ["errorBoundCondition"] = told.ErrorBoundCondition,
            ["falseClaims"] = new JsonArray([.. refuted.Select(sentence => JsonValue.Create(sentence))]),
        };
        return json.ToJsonString(JsonOutput.Indented);
    }
}
