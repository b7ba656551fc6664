using QuantRelu.Graph;
using QuantRelu.Targets;

namespace QuantRelu.Formats;

/// <summary>What both formats ask of the numbers and the network in a file.</summary>
internal static class FileContent
{
    /// <summary>
    /// An exact number: "p", "p/q" or a decimal, at most <see cref="Rational.MostDigits"/> digits. Powers of ten, as in 1e9, are refused: a few
    /// characters would stand for thousands of digits.
    /// </summary>
    /// <exception cref="NetworkFormatException">The text is no such number.</exception>
    public static Rational Number(string? text) => TryNumber(text, out Rational value)
        ? value
        : throw new NetworkFormatException($"The file is not a network: {Quoted(text)} is not an exact number such as -1/2.");

    /// <summary>Reads what <see cref="Number"/> reads.</summary>
    public static bool TryNumber(string? text, out Rational value)
    {
        value = default;
        return text is not null && !text.Contains('e', StringComparison.OrdinalIgnoreCase) && Rational.TryParse(text, out value);
    }

    /// <summary>A network and its provenance, once every rule of the model has been checked.</summary>
    /// <exception cref="NetworkFormatException">A rule is broken.</exception>
    public static ConstructedNetwork Sound(Network network, Func<Provenance> provenance)
    {
        if (NetworkValidation.Violations(network).FirstOrDefault() is { } violation)
        {
            throw new NetworkFormatException($"The file is not a network: {violation}.");
        }

        Provenance told = provenance() with { IsOfFile = true };
        return (Misfit(network, told) ?? FileClaims.Nonsense(told)) is { } misfit
            ? throw new NetworkFormatException($"The file is not a network: {misfit}.")
            : new ConstructedNetwork(network, told);
    }

    /// <summary>The provenance of a network of another program, which says no more than its target and its domain.</summary>
    public static Provenance Imported(Network network, string target, Domain domain) => Provenance.OfNetwork(network, domain, "imported") with
    {
        Target = target,
        Source = TargetSourceJson.OfName(target),
    };

    // What the file holds of its target is a target. A name alone may be anything.
    private static string? Misfit(Network network, Provenance told)
    {
        if (told.Domain.Dimension != network.Inputs)
        {
            return $"its domain has {told.Domain.Dimension} sides for {network.Inputs} inputs";
        }

        if (FileClaims.WrongLambda(network, told) is { } wrong)
        {
            return wrong;
        }

        string? problem = null;
        bool isSound = told.Source is not (FormulaSource or SampleSource or GridSource) || told.TryReadTarget(out _, out problem);
        return isSound ? null : problem;
    }

    private static string Quoted(string? text) => text is null ? "null" : text.Length <= 40 ? $"'{text}'" : $"'{text[..40]}...'";
}
