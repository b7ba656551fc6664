using System.CommandLine;
using System.Text.Json.Nodes;
using QuantRelu.Certification;
using QuantRelu.Claims;
using QuantRelu.Cli.Options;
using QuantRelu.Cli.Rendering;
using QuantRelu.Formats.Reports;
using QuantRelu.Numerics;

namespace QuantRelu.Cli.Commands;

/// <summary>quantrelu verify: proves how far a saved network is from its target, everywhere.</summary>
internal sealed class VerifyCommand
{
    private readonly Terminal _terminal;
    private readonly NetworkArgument _file = new();
    private readonly Option<string?> _target = TypedOption.Text("--target", "The target, on the network's domain; by default the one in the file.", "TARGET");
    private readonly ErrorOption _error = ErrorOption.OfClaim("ε, the claim, in the target's unit, or P% of its range; by default the one in the file.");
    private readonly CertificationChoice _certification = new();
    private readonly OutputOption _output = new();
    private readonly Option<bool> _json = TypedOption.Flag("--json", "One JSON object.");

    private VerifyCommand(Terminal terminal) => _terminal = terminal;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var self = new VerifyCommand(terminal);
        var command = new Command("verify", "Proves an interval around the greatest error of a saved network over its whole domain.");
        self._file.AddTo(command);
        command.Add(self._target);
        self._error.AddTo(command);
        self._file.AddDomainTo(command);
        self._file.AddCoordinateTo(command);
        self._certification.AddTo(command);
        self._output.AddTo(command);
        command.Add(self._json);
        command.SetAction(self.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        _output.Check(result, _terminal);
        ConstructedNetwork network = _file.LoadOne(result, _terminal);
        Target target = NetworkTarget.Of(network, result.GetValue(_target));
        ConstructedNetwork told = network with { Provenance = network.Provenance.For(target) };
        AskedError? asked = _error.Read(result);
        (Rational? claim, ErrorScale? scale) = Claim(asked, target, network.Provenance);
        var progress = new ProgressDisplay(_terminal);

        // An error that was asked for is all there is to know, unless the interval is asked for too.
        ClaimAnswer answer = asked is not null && !_certification.NamesTolerance(result)
            ? await _certification.DecideAsync(result, told, target, claim!.Value, progress, cancellationToken).ConfigureAwait(false)
            : await _certification.AnswerAsync(result, told, target, claim, progress, cancellationToken).ConfigureAwait(false);
        string? falsehood = MeasuredFalsehood(told, target);
        Provenance claims = falsehood is null ? told.Provenance : told.Provenance with { Measured = null };
        ImmutableArray<string> refuted =
        [
            .. falsehood is null ? Array.Empty<string>() : [falsehood],
            .. answer.Error is { } error ? ClaimCheck.Refuted(claims, error) : [],
        ];

        // What was proved until a cancellation is kept.
        _output.Save(result, _terminal, told with { Provenance = Known(claims, answer.Error) }, CancellationToken.None);
        _output.Report(result, _terminal).WriteLine(result.GetValue(_json)
            ? Json(told.Provenance, target, answer, scale, refuted)
            : Text(told.Provenance, target, answer, scale, refuted, _terminal.OutColours));
        return refuted.Length > 0 && answer.Outcome != CertificationOutcome.Cancelled ? ExitCode.ClaimFails : answer.ExitCode;
    }

    private static (Rational? Claim, ErrorScale? Scale) Claim(AskedError? asked, Target target, Provenance claims)
    {
        ErrorScale? scale = asked is null ? claims.ErrorScale : ErrorScale.Of(asked, target);
        return (scale?.Error ?? asked?.Value ?? claims.Error, scale);
    }

    // What the file measured is held against its own place first; what is false there is no claim that a proof has to be held against.
    private static string? MeasuredFalsehood(ConstructedNetwork told, Target target) =>
        told.Provenance.Measured is { } measured ? MeasuredClaim.Falsehood(told.Network, target, measured) : null;

    private static Provenance Known(Provenance claims, CertifiedError? proved) =>
        proved is null ? claims with { Certified = null } : ClaimCheck.Corrected(claims, proved);

    private static string Answer(ClaimAnswer answer, Colours colours) => (answer.Claim, answer.Verdict) switch
    {
        (null, _) => "none; --error makes one",
        ({ } most, Verdict.Proved) => $"{colours.Good("proved")}: at most {(double)most:R} everywhere",
        ({ } most, Verdict.Refuted) => $"{colours.Bad("refuted")}: {(double)most:R} is exceeded{Where(answer)}",
        ({ } most, _) when answer.IsClaimedByConstruction =>
            $"{colours.Open("by the construction")}: at most {(double)most:R} everywhere, by its theorem and as the file says; not decided here",
        (_, _) when answer.Error is null => colours.Open("not proved"),
        ({ } most, _) => $"{colours.Open("not decided")}: {(double)most:R} lies inside of the interval",
    };

    private static string Where(ClaimAnswer answer) => answer.At.Count switch
    {
        0 => string.Empty,
        1 => $" near x = {answer.At[0]:R}",
        _ => $" near ({string.Join(", ", answer.At.Select(x => $"{x:R}"))})",
    };

    private static string Text(
        Provenance told, Target target, ClaimAnswer answer, ErrorScale? scale, ImmutableArray<string> refuted, Colours colours)
    {
        var lines = new List<string>
        {
            $"target          {target}",
            $"error           {(answer.Error is { } error ? $"{error}{ErrorParts.Of(scale, error)}" : "no bound")}",
            $"claim           {Answer(answer, colours)}{ErrorParts.Asked(scale)}",
            $"ended           {answer.Message}",
        };
        lines.InsertRange(3, refuted.Select(sentence => $"file            {colours.Bad("false")}: {sentence}"));
        if (told.ErrorBound is { } bound && answer.Holds is null)
        {
            string condition = told.ErrorBoundCondition is { } supposed ? $", conditional: {supposed}" : string.Empty;
            lines.Insert(2, $"bound           {bound:G4} by the construction{condition}");
        }

        if (told.Measured is { } measured)
        {
            lines.Insert(2, $"measured        {measured.Value:G4}, a sample only");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string Json(Provenance told, Target target, ClaimAnswer answer, ErrorScale? scale, ImmutableArray<string> refuted)
    {
        var json = new JsonObject
        {
            ["target"] = target.Name,
            ["domain"] = target.Domain.ToString(),
            ["error"] = answer.Claim is { } most ? (double)most : null,
            ["certifiedError"] = answer.Error is { } e
                ? new JsonObject
                {
                    ["lower"] = DirectedRounding.Down(e.Lower),
                    ["upper"] = DirectedRounding.Up(e.Upper),
                    ["lowerExact"] = e.Lower.ToString(),
                    ["upperExact"] = e.Upper.ToString()
                }
                : null,
            ["holds"] = answer.Holds,
            ["holdsByConstruction"] = answer.IsClaimedByConstruction ? true : null,
            ["at"] = new JsonArray([.. answer.At.Select(x => JsonValue.Create(x))]),
            ["counterexample"] = answer.Counterexample.Count > 0 ? new JsonArray([.. answer.Counterexample.Select(x => JsonValue.Create(x.ToString()))]) : null,
            ["outcome"] = answer.Outcome.ToString(),
            ["cells"] = answer.Pieces,
            ["measuredError"] = told.Measured?.Value,
            ["errorBound"] = told.ErrorBound,
            ["errorBoundCondition"] = told.ErrorBoundCondition,
            ["falseClaims"] = new JsonArray([.. refuted.Select(sentence => JsonValue.Create(sentence))]),
        };
        if (scale is not null)
        {
            json["errorAsked"] = scale.Asked.ToString();
        }

        return json.ToJsonString(JsonOutput.Indented);
    }
}
