using System.CommandLine;
using QuantRelu.Graph;

namespace QuantRelu.Cli.Options;

/// <summary>The options that choose the weight values: --lambda and --quantization.</summary>
internal sealed class CodebookOptions
{
    /// <summary>The most values that a command asks for.</summary>
    public const int MostValues = 4096;

    private readonly Option<int> _lambda = TypedOption.Integer("--lambda", "λ, the number of distinct values a weight may take.", 2, MostValues, standard: 2);
    private readonly Option<string> _quantization = TypedOption.Choice("--quantization", "How the values are chosen: ±1/2 and powers of two, or multiples of 1/λ (even λ).", "nonlinear", "nonlinear", "linear");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_lambda);
        command.Add(_quantization);
    }

    /// <summary>What was asked for.</summary>
    public CodebookFamily Read(ParseResult result) =>
        new(result.GetValue(_lambda), result.GetValue(_quantization) == "linear" ? Quantization.Linear : Quantization.Nonlinear);
}
