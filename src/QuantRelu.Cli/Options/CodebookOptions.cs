using System.CommandLine;
using System.CommandLine.Parsing;

namespace QuantRelu.Cli.Options;

/// <summary>The options that choose the weight values: --lambda and --quantization, or --codebook.</summary>
internal sealed class CodebookOptions
{
    /// <summary>The most values that a command asks for.</summary>
    public const int MostValues = 4096;

    private readonly Option<int> _lambda = TypedOption.Integer("--lambda", "λ, the number of distinct values a weight may take.", 2, MostValues, standard: 2);
    private readonly Option<string> _quantization =
        TypedOption.Choice(
            "--quantization",
            "How the values are chosen: ±1/2 and powers of two; multiples of 1/λ (even λ); or none: free weights of 32 bits, without --lambda.",
            "nonlinear",
            "nonlinear",
            "linear",
            "none");

    private readonly Option<Codebook?> _codebook = new("--codebook")
    {
        Description = "Weight values of your own, such as -1/2,1/4,1/2, in place of --lambda and --quantization.",
        HelpName = "values",
        CustomParser = ReadValues,
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_lambda);
        command.Add(_quantization);
        command.Add(_codebook);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="CommandFailure">Weight values are asked for in two ways, or their number for weights that are free.</exception>
    public CodebookFamily Read(ParseResult result)
    {
        bool counted = result.GetResult(_lambda) is { Implicit: false };
        if (result.GetValue(_codebook) is { } codebook)
        {
            return counted || result.GetResult(_quantization) is { Implicit: false }
                ? throw CommandFailure.BadInput("--codebook gives the weight values: leave out --lambda and --quantization.")
                : CodebookFamily.Of(codebook);
        }

        Quantization quantization = QuantizationNames.Parse(result.GetValue(_quantization));
        return quantization == Quantization.None && counted
            ? throw CommandFailure.BadInput("--lambda is the number of distinct weight values; with --quantization none weights are free: leave it out.")
            : CodebookFamily.Of(result.GetValue(_lambda), quantization);
    }

    private static Codebook? ReadValues(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        var values = new List<Rational>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!Rational.TryParse(part, out Rational value))
            {
                result.AddError($"--codebook is '{text}'; '{part}' is no number such as 1/2 or -0.25.");
                return null;
            }

            values.Add(value);
        }

        try
        {
            return new Codebook(values);
        }
        catch (ArgumentException e)
        {
            result.AddError($"--codebook is '{text}': {e.Message.Split(" (Parameter '", 2)[0]}");
            return null;
        }
    }
}
