using System.Globalization;
using System.Numerics;

namespace QuantRelu.Formats.Onnx;

/// <summary>Exact numbers next to the float32 numbers, on a known side, and the digits of such numbers: what is written with them no reader rounds.</summary>
internal static class Float32
{
    /// <summary>The float32 number next to the value, within half a unit in its last place and a little more.</summary>
    /// <exception cref="ArgumentException">The value is beyond all of them.</exception>
    public static Rational Near(Rational value) => Exact(Single(value));

    /// <summary>The least float32 number above the value.</summary>
    /// <inheritdoc cref="Near"/>
    public static Rational Above(Rational value)
    {
        float single = Single(value);
        while (Exact(single) <= value)
        {
            single = MathF.BitIncrement(single);
        }

        return Exact(single);
    }

    /// <summary>The greatest float32 number that is not above the value.</summary>
    /// <inheritdoc cref="Near"/>
    public static Rational AtMost(Rational value)
    {
        float single = Single(value);
        while (Exact(single) > value)
        {
            single = MathF.BitDecrement(single);
        }

        return Exact(single);
    }

    /// <summary>The least float32 number that is not below the value.</summary>
    /// <inheritdoc cref="Near"/>
    public static Rational AtLeast(Rational value) => -AtMost(-value);

    /// <summary>True when the value is a float32 number.</summary>
    public static bool Holds(Rational value) => (float)(double)value is var single && float.IsFinite(single) && Exact(single) == value;

    /// <summary>All decimal digits of a dyadic number.</summary>
    public static string Decimal(Rational value)
    {
        Dyadic dyadic = value.ToDyadic();
        int places = Math.Max(0, -dyadic.Exponent);
        BigInteger scaled = BigInteger.Abs(dyadic.Mantissa) * (places > 0 ? BigInteger.Pow(5, places) : BigInteger.One << dyadic.Exponent);
        string digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        return $"{(value.Sign < 0 ? "-" : string.Empty)}{digits[..^places]}.{(places > 0 ? digits[^places..] : "0")}";
    }

    private static Rational Exact(float single) => float.IsFinite(single)
        ? Dyadic.FromDouble(single)
        : throw new ArgumentException("The number is beyond all float32 numbers.", nameof(single));

    private static float Single(Rational value) => (float)(double)value is var single && float.IsFinite(single)
        ? single
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"The number {(double)value:R} is beyond all float32 numbers."), nameof(value));
}
