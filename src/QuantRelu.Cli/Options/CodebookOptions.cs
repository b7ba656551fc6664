using System.CommandLine;
using QuantRelu.Graph;

namespace QuantRelu.Cli.Options;

/// <summary>The options that choose the weight values: --lambda and --quantization.</summary>
internal sealed class CodebookOptions
{
    /// <summary>The most values that a command asks for.</summary>
    public const int MostValues = 4096;

    private readonly Option<int> _lambda = TypedOption.Integer("--lambda", "λ, the number of distinct values a weight may take.", 2, MostValues, standard: 2);
    private readonly Option<string> _quantization = TypedOption.Choice("--quantization", "How the values are chosen: ±1/2 and powers of two; multiples of 1/λ (even λ); or none: free weights of 32 bits, without --lambda.", "nonlinear", "nonlinear", "linear", "none");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_lambda);
        command.Add(_quantization);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="CommandFailure">A number of values for weights that are free.</exception>
    public CodebookFamily Read(ParseResult result)
    {
        Quantization quantization = Enum.Parse<Quantization>(result.GetValue(_quantization)!, ignoreCase: true);
        if (quantization != Quantization.None)
        {
            return new CodebookFamily(result.GetValue(_lambda), quantization);
        }

        return result.GetResult(_lambda) is { Implicit: false }
            ? throw CommandFailure.BadInput("--lambda is the number of distinct weight values; with --quantization none weights are free: leave it out.")
            : CodebookFamily.Free;
    }
}
