using System.Globalization;

namespace QuantRelu.Formats.C;

/// <summary>The names of C's integers of a known width.</summary>
internal static class IntegerType
{
    /// <summary>The signed type of 16, 32 or 64 bits.</summary>
    public static string Of(int width) => string.Create(CultureInfo.InvariantCulture, $"int{width}_t");

    /// <summary>The narrowest signed type that holds the numbers from -<paramref name="magnitude"/> to <paramref name="magnitude"/>.</summary>
    public static string Holding(long magnitude) => Of(Width(magnitude));

    /// <summary>The bits of that type.</summary>
    public static int Width(long magnitude) => magnitude <= short.MaxValue ? 16 : magnitude <= int.MaxValue ? 32 : 64;
}
