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
        ConstructedNetwork claimed = NetworkTarget.Claimed(network, target);
        bool isAsked = result.GetResult(_error) is not null;
        Rational? claim = isAsked ? result.GetValue(_error) : claimed.Provenance.Error;
        var progress = new ProgressDisplay(_terminal);

        // An error that was asked for is all there is to know, unless the interval is asked for too.
        ClaimCheck check = isAsked && !_certification.NamesTolerance(result)
            ? await _certification.DecideAsync(result, claimed, target, claim!.Value, progress, cancel).ConfigureAwait(false)
            : await _certification.CheckAsync(result, claimed, target, claim, progress, cancel).ConfigureAwait(false);

        // What was proved until a cancellation is kept.
        _output.Save(result, _terminal, claimed with { Provenance = claimed.Provenance with { Certified = check.Error } }, CancellationToken.None);
        _output.Report(result, _terminal).WriteLine(result.GetValue(_json) ? Json(claimed.Provenance, target, check) : Text(claimed.Provenance, target, check, _terminal.OutColours));
        return check.ExitCode;
    }

    private static string Verdict(ClaimCheck check, Colours colours) => (check.Claim, check.Verdict) switch
    {
        (null, _) => "none; --error makes one",
        ({ } most, Certification.Verdict.Proved) => $"{colours.Good("proved")}: at most {(double)most:R} everywhere",
        ({ } most, Certification.Verdict.Refuted) => $"{colours.Bad("refuted")}: {(double)most:R} is exceeded{Where(check)}",
        ({ } most, _) when check.IsClaimedByConstruction =>
            $"{colours.Open("by the construction")}: at most {(double)most:R} everywhere, by its theorem and as the file says; not decided here",
        (_, _) when check.Error is null => colours.Open("not proved"),
        ({ } most, _) => $"{colours.Open("not decided")}: {(double)most:R} lies inside of the interval",
    };

    private static string Where(ClaimCheck check) => check.At.Count switch
    {
        0 => string.Empty,
        1 => $" near x = {check.At[0]:R}",
        _ => $" near ({string.Join(", ", check.At.Select(x => $"{x:R}"))})",
    };

    private static string Text(Provenance claims, Target target, ClaimCheck check, Colours colours)
    {
        var lines = new List<string>
        {
            $"target          {target}",
            $"error           {check.Error?.ToString() ?? "no bound"}",
            $"claim           {Verdict(check, colours)}",
            $"ended           {check.Message}",
        };
        if (claims.ErrorBound is { } bound && check.Holds is null)
        {
            lines.Insert(2, $"bound           {bound:G4} by the construction{(claims.BoundAssumption is { } source ? $", if the norm is as {source}" : string.Empty)}");
        }

        if (claims.Measured is { } measured)
        {
            lines.Insert(2, $"measured        {measured.Value:G4}, a sample only");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string Json(Provenance claims, Target target, ClaimCheck check)
    {
        var json = new JsonObject
        {
            ["target"] = target.Name,
            ["domain"] = target.Domain.ToString(),
            ["error"] = check.Claim is { } most ? (double)most : null,
            ["certifiedError"] = check.Error is { } e
                ? new JsonObject { ["lower"] = DirectedRounding.Down(e.Lower), ["upper"] = DirectedRounding.Up(e.Upper), ["lowerExact"] = e.Lower.ToString(), ["upperExact"] = e.Upper.ToString() }
                : null,
            ["holds"] = check.Holds,
            ["holdsByConstruction"] = check.IsClaimedByConstruction ? true : null,
            ["at"] = new JsonArray([.. check.At.Select(x => JsonValue.Create(x))]),
            ["counterexample"] = check.Counterexample.Count > 0 ? new JsonArray([.. check.Counterexample.Select(x => JsonValue.Create(x.ToString()))]) : null,
            ["outcome"] = check.Outcome.ToString(),
            ["cells"] = check.Pieces,
            ["measuredError"] = claims.Measured?.Value,
            ["errorBound"] = claims.ErrorBound,
        };
        return json.ToJsonString(JsonOutput.Indented);
    }
}
