using System.Globalization;
using System.Numerics;

namespace QuantRelu.Cli.Rendering;

/// <summary>Whole numbers for people: all digits, or the size of those with more digits than anybody reads.</summary>
internal static class Whole
{
    private const int MostDigits = 16;

    /// <summary>1,234 or 1.234e+56, digits cut off.</summary>
    public static string Short(BigInteger value)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture);
        return digits.Length <= MostDigits ? value.ToString("N0", CultureInfo.InvariantCulture) : $"{digits[0]}.{digits[1..4]}e+{digits.Length - 1}";
    }
}
