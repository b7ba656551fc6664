namespace QuantRelu.Formats;

/// <summary>Claims in a file that no network could have. What a network could have and this one has not is for a proof to find.</summary>
internal static class FileClaims
{
    /// <summary>The first such claim in words, or null.</summary>
    public static string? Nonsense(Provenance told) =>
        told.Error is { Sign: <= 0 } error ? $"the error {error} that was asked for is not above 0"
        : told.Smoothness is < 1 and { } n ? $"its smoothness is {n}, below 1"
        : told.ErrorBound is < 0 and { } bound ? $"its error bound is {bound}, below 0"
        : told.Measured is { } measured ? Nonsense(measured, told.Domain.Dimension)
        : null;

    /// <summary>Two members of a file that say one thing say the same.</summary>
    /// <exception cref="FormatException">They do not.</exception>
    public static void Agree(bool same, string one, string other)
    {
        if (!same)
        {
            throw new FormatException($"{one} and {other} do not say the same.");
        }
    }

    private static string? Nonsense(MeasuredError measured, int dimension) =>
        measured.Value < 0 ? $"its measured error is {measured.Value}, below 0"
        : measured.Samples < 1 ? $"its error was measured at {measured.Samples} samples"
        : measured.At.Length != dimension ? $"its error was measured at a point of {measured.At.Length} coordinates in {dimension} dimensions"
        : null;
}
