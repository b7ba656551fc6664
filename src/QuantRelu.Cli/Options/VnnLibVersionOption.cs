using System.CommandLine;
using QuantRelu.Formats.VnnLib;

namespace QuantRelu.Cli.Options;

/// <summary>--vnnlib-version: the language of questions to verifiers.</summary>
/// <param name="scope">What its description begins with, where it is one of many formats' options.</param>
internal sealed class VnnLibVersionOption(string scope)
{
    private const string One = "1.0";
    private const string Two = "2.0";

    /// <summary>The option.</summary>
    public Option<string> Option { get; } = TypedOption.Choice(
        "--vnnlib-version", $"{scope}The language of the questions: 1.0 as the parsers in use read it, or 2.0, which has strict relations.", One, One, Two);

    /// <summary>The version.</summary>
    public VnnLibVersion Read(ParseResult result) => result.GetValue(Option) == Two ? VnnLibVersion.Two : VnnLibVersion.One;
}
