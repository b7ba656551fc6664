using System.Globalization;
using System.Numerics;

namespace QuantRelu.Formats.Onnx;

/// <summary>Exact numbers next to the float32 numbers, on a known side, and the digits of such numbers: what is written with them no reader rounds.</summary>
internal static class Float32
{
    /// <inheritdoc cref="FloatFormat.Near"/>
    public static Rational Near(Rational value) => FloatFormat.Float32.Near(value);

    /// <inheritdoc cref="FloatFormat.Above"/>
    public static Rational Above(Rational value) => FloatFormat.Float32.Above(value);

    /// <inheritdoc cref="FloatFormat.AtMost"/>
    public static Rational AtMost(Rational value) => FloatFormat.Float32.AtMost(value);

    /// <inheritdoc cref="FloatFormat.AtLeast"/>
    public static Rational AtLeast(Rational value) => FloatFormat.Float32.AtLeast(value);

    /// <inheritdoc cref="FloatFormat.Holds"/>
    public static bool Holds(Rational value) => FloatFormat.Float32.Holds(value);

    /// <summary>All decimal digits of a dyadic number.</summary>
    public static string Decimal(Rational value)
    {
        Dyadic dyadic = value.ToDyadic();
        int places = Math.Max(0, -dyadic.Exponent);
        BigInteger scaled = BigInteger.Abs(dyadic.Mantissa) * (places > 0 ? BigInteger.Pow(5, places) : BigInteger.One << dyadic.Exponent);
        string digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        return $"{(value.Sign < 0 ? "-" : string.Empty)}{digits[..^places]}.{(places > 0 ? digits[^places..] : "0")}";
    }
}
