namespace QuantRelu;

/// <summary>How the λ weight values are chosen.</summary>
public enum Quantization
{
    /// <summary>Freely: {-1/2, 1/2, 2^-q, 2^-q², ...}, equation (4), for every λ ≥ 2.</summary>
    Nonlinear,

    /// <summary>Evenly spaced: {-1, 1/λ, ..., (λ-1)/λ}, for every even λ ≥ 2.</summary>
    Linear,

    /// <summary>By the caller: a codebook of any values.</summary>
    Given,

    /// <summary>Not at all: every weight is free and takes 32 bits, as in the networks of Yarotsky that the paper compares with.</summary>
    None,
}

/// <summary>The words for a quantization in options, reports and files.</summary>
public static class QuantizationNames
{
    /// <summary>The words, each once.</summary>
    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<Quantization>().Select(Text)];

    /// <summary>"nonlinear", "linear", "given" or "none".</summary>
    public static string Text(this Quantization quantization) => quantization.ToString().ToLowerInvariant();

    /// <summary>The quantization of a word.</summary>
    /// <param name="text">The word.</param>
    /// <param name="quantization">The quantization.</param>
    /// <returns>False when it is none of the words.</returns>
    public static bool TryParse(string? text, out Quantization quantization)
    {
        int number = All.IndexOf(text ?? string.Empty);
        quantization = number < 0 ? default : Enum.GetValues<Quantization>()[number];
        return number >= 0;
    }

    /// <summary>The quantization of a word.</summary>
    /// <exception cref="FormatException">It is none of the words.</exception>
    public static Quantization Parse(string? text) => TryParse(text, out Quantization quantization)
        ? quantization
        : throw new FormatException($"The quantization is '{text}'; it must be one of {string.Join(", ", All)}.");
}
