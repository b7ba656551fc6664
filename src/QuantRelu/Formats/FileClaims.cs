using System.Globalization;

namespace QuantRelu.Formats;

/// <summary>Claims in a file that no network could have. What a network could have and this one has not is for a proof to find.</summary>
internal static class FileClaims
{
    /// <summary>The first such claim in words, or null.</summary>
    public static string? Nonsense(Provenance told) =>
        told.Error is { Sign: <= 0 } error ? $"the error {error} that was asked for is not above 0"
        : told.Smoothness is < 1 and { } n ? $"its smoothness is {n}, below 1"
        : told.ErrorBound is < 0 and { } bound ? $"its error bound is {Text([bound])}, below 0"
        : told.Measured is { } measured ? Nonsense(measured, told.Domain)
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

    /// <summary>
    /// In words that λ does not fit the weight values, or null: without a λ they are free, and else they are at most λ, but where an activation was changed,
    /// which takes more values.
    /// </summary>
    public static string? WrongLambda(Network network, Provenance told) => (told.Lambda, network.Codebook.IsFree) switch
    {
        (null, false) => "it has no lambda, as for free weights, but its weights are not free",
        ({ } lambda, true) => $"its lambda is {lambda}, but its weights are free",
        ({ } lambda, false) when lambda < network.Codebook.Count && network.Activation == Activation.Relu =>
            $"its lambda is {lambda}, but its codebook has {network.Codebook.Count} values",
        _ => null,
    };

    private static string? Nonsense(MeasuredError measured, Domain domain) =>
        measured.Value < 0 ? $"its measured error is {Text([measured.Value])}, below 0"
        : measured.Samples < 1 ? $"its error was measured at {measured.Samples} samples"
        : measured.At.Length != domain.Dimension
            ? $"its error was measured at a point of {measured.At.Length} coordinates in {domain.Dimension} dimensions"
        : measured.At.Select((x, axis) => IsOutside(x, domain, axis)).Contains(true)
            ? $"its error was measured at ({string.Join(", ", measured.At.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))}), outside of its domain "
                + $"{domain}"
        : null;

    private static string Text(ImmutableArray<double> at) => string.Join(", ", at.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));

    // A place is written as doubles, which may be rounded over the ends.
    private static bool IsOutside(double x, Domain domain, int axis)
    {
        double low = (double)domain.Low(axis), high = (double)domain.High(axis);
        double rounding = Math.ScaleB(Math.Max(Math.Abs(low), Math.Abs(high)), -50);
        return x < low - rounding || x > high + rounding;
    }
}
