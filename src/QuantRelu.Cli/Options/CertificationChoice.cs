using System.CommandLine;
using System.Diagnostics;
using QuantRelu.Cli.Rendering;

namespace QuantRelu.Cli.Options;

/// <summary>How far a certification goes: --tolerance and --time-limit.</summary>
internal sealed class CertificationChoice
{
    private readonly Option<Rational> _tolerance = TypedOption.Number(
        "--tolerance",
        "Certify until upper - lower is at most this part of upper; 0.001 by default, 0.01 over cells of a grid, 0.2 where boxes are used.",
        value => value.Sign > 0 && value < 1 ? null : $"--tolerance is {value.ToShortString()}; it must be above 0 and below 1.");

    private readonly Option<Rational> _timeLimit = TypedOption.Number(
        "--time-limit",
        "Seconds after which certification ends with the best interval that is proved by then.",
        value => value.Sign >= 0 && value < 1_000_000 ? null : $"--time-limit is {value.ToShortString()}; it must be a number of seconds from 0 to 1000000.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_tolerance);
        command.Add(_timeLimit);
    }

    /// <summary>True when a tolerance was given.</summary>
    public bool NamesTolerance(ParseResult result) => result.GetResult(_tolerance) is { Implicit: false };

    /// <summary>Certifies as was asked for, and shows what is proved so far.</summary>
    public Task<CertificationResult> RunAsync(
        ParseResult result, ConstructedNetwork network, Target target, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        CertificationOptions options = Read(result) with { KnownBound = network.Provenance.ProvedBound };
        return progress.RunInWordsAsync("certifying", options.TimeLimit, text => ErrorCertification.Certify(
            network.Network, target, options, text is null ? null : new IntervalText(text, null), cancellationToken));
    }

    /// <summary>Certifies as was asked for, and goes on, within the time limit, until a claim is decided that the interval does not decide.</summary>
    public async Task<ClaimAnswer> AnswerAsync(
        ParseResult result, ConstructedNetwork network, Target target, Rational? claim, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        CertificationResult certified = await RunAsync(result, network, target, progress, cancellationToken).ConfigureAwait(false);
        var answer = ClaimAnswer.Of(claim, certified, network.Provenance);
        bool mayGoOn = certified.Outcome is CertificationOutcome.Reached or CertificationOutcome.WorkLimit;
        if (claim is not { } most || answer.Verdict != Verdict.Undecided || !mayGoOn)
        {
            return answer;
        }

        TimeSpan? left = Read(result).TimeLimit - watch.Elapsed;
        left = left < TimeSpan.Zero ? TimeSpan.Zero : left;
        return answer.Then(await DecideAsync(network, target, most, (left, certified.Error), progress, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Certifies until a claim is decided, and no further.</summary>
    public async Task<ClaimAnswer> DecideAsync(
        ParseResult result, ConstructedNetwork network, Target target, Rational claim, ProgressDisplay progress, CancellationToken cancellationToken) =>
        ClaimAnswer.Of(
            await DecideAsync(network, target, claim, (Read(result).TimeLimit, null), progress, cancellationToken).ConfigureAwait(false), network.Provenance);

    /// <summary>What was asked for.</summary>
    public CertificationOptions Read(ParseResult result) => new(
        result.GetResult(_tolerance) is null ? null : (double)result.GetValue(_tolerance),
        result.GetResult(_timeLimit) is null ? null : TimeSpan.FromSeconds((double)result.GetValue(_timeLimit)));

    private static Task<Decision> DecideAsync(
        ConstructedNetwork network, Target target, Rational claim, (TimeSpan? Limit, CertifiedError? Known) given,
        ProgressDisplay progress, CancellationToken cancellationToken) =>
        progress.RunInWordsAsync("deciding", given.Limit, text => ErrorCertification.Decide(
            network.Network, target, claim, new DecisionOptions(given.Limit) { KnownBound = network.Provenance.ProvedBound },
            text is null ? null : new IntervalText(text, given.Known), cancellationToken));

    /// <summary>Turns intervals into the text of a progress display.</summary>
    private sealed class IntervalText(IProgress<string> text, CertifiedError? known) : IProgress<CertifiedError>
    {
        public void Report(CertifiedError value) => text.Report($"certifying: {(known is null ? value : value.Meet(known))}");
    }
}
