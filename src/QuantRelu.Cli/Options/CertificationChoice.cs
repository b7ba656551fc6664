using System.CommandLine;
using QuantRelu.Certification;
using QuantRelu.Claims;
using QuantRelu.Cli.Rendering;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Options;

/// <summary>How far a certification goes: --tolerance and --time-limit.</summary>
internal sealed class CertificationChoice
{
    private readonly Option<Rational> _tolerance = TypedOption.Number(
        "--tolerance",
        "Certify until upper - lower is at most this part of upper; 0.001 by default, 0.2 in several dimensions.",
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

    /// <summary>Certifies as was asked for, and shows what is proved so far.</summary>
    public Task<CertificationResult> RunAsync(ParseResult result, ConstructedNetwork network, Target target, ProgressDisplay progress, CancellationToken cancel)
    {
        CertificationOptions options = Read(result);
        return progress.RunInWordsAsync("certifying", options.TimeLimit, text => ErrorCertification.Certify(
            network.Network, target, options, text is null ? null : new IntervalText(text), cancel));
    }

    /// <summary>What was asked for.</summary>
    public CertificationOptions Read(ParseResult result) => new(
        result.GetResult(_tolerance) is null ? null : (double)result.GetValue(_tolerance),
        result.GetResult(_timeLimit) is null ? null : TimeSpan.FromSeconds((double)result.GetValue(_timeLimit)));

    /// <summary>Turns intervals into the text of a progress display.</summary>
    private sealed class IntervalText(IProgress<string> text) : IProgress<CertifiedError>
    {
        public void Report(CertifiedError value) => text.Report($"certifying: {value}");
    }
}
