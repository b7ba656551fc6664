using System.Globalization;

namespace QuantRelu.Figures.Plots;

/// <summary>Whole numbers in raised digits, for powers.</summary>
internal static class Superscript
{
    private const string Digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>The number, raised.</summary>
    public static string Of(int number) =>
        string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : Digits[c - '0']));
}
