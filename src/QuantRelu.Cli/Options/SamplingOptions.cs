using System.CommandLine;

namespace QuantRelu.Cli.Options;

/// <summary>How errors are measured: --samples and --seed.</summary>
/// <param name="what">The error or errors that are measured, for the help.</param>
/// <param name="mostSamples">The most points.</param>
internal sealed class SamplingOptions(string what, int mostSamples)
{
    private readonly Option<int> _samples = TypedOption.Integer(
        "--samples", $"At how many points {what} is measured.", 1, mostSamples, standard: ApproximationOptions.StandardSamples);

    private readonly Option<int> _seed = TypedOption.Integer("--seed", "The seed of the random sample points.", 0, int.MaxValue, standard: 1);

    /// <summary>The options for a command that measures many networks.</summary>
    public static SamplingOptions OfMany() => new("each error", 10_000_000);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_samples);
        command.Add(_seed);
    }

    /// <summary>At how many points.</summary>
    public int Samples(ParseResult result) => result.GetValue(_samples);

    /// <summary>The seed.</summary>
    public int Seed(ParseResult result) => result.GetValue(_seed);
}
