using System.CommandLine;
using QuantRelu.Certification;
using QuantRelu.Numerics;

namespace QuantRelu.Cli.Options;

/// <summary>How far a certification goes: --tolerance and --time-limit.</summary>
internal sealed class CertificationChoice
{
    private readonly Option<Rational> _tolerance = TypedOption.Number(
        "--tolerance",
        "Certify until upper - lower is at most this part of upper; 0.001 by default, 0.2 in several dimensions.",
        value => value.Sign > 0 && value < 1 ? null : $"--tolerance is {value}; it must be above 0 and below 1.");

    private readonly Option<Rational> _timeLimit = TypedOption.Number(
        "--time-limit",
        "Seconds after which certification ends with the best interval that is proved by then.",
        value => value.Sign >= 0 && value < 1_000_000 ? null : $"--time-limit is {value}; it must be a number of seconds from 0 to 1000000.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_tolerance);
        command.Add(_timeLimit);
    }

    /// <summary>What was asked for.</summary>
    public CertificationOptions Read(ParseResult result) => new(
        result.GetResult(_tolerance) is null ? null : (double)result.GetValue(_tolerance),
        result.GetResult(_timeLimit) is null ? null : TimeSpan.FromSeconds((double)result.GetValue(_timeLimit)));
}
