using System.Globalization;

namespace QuantRelu.Figures.Plots;

/// <summary>Whole numbers in raised digits, for powers.</summary>
internal static class Superscript
{
    private const string Digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>The number, raised.</summary>
    public static string Of(int number) =>
        string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : Digits[c - '0']));

    /// <summary>A number above 0 as a power of ten, with up to four digits before it where it is none.</summary>
    public static string Scientific(double value)
    {
        string[] parts = value.ToString("0.###E+0", CultureInfo.InvariantCulture).Split('E');
        string power = $"10{Of(int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))}";
        return parts[0] == "1" ? power : $"{parts[0]}·{power}";
    }
}
