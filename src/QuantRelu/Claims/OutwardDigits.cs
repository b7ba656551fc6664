using System.Globalization;
using QuantRelu.Numerics;

namespace QuantRelu.Claims;

/// <summary>A proved interval in a few digits that are still proved: rounded outward.</summary>
public static class OutwardDigits
{
    /// <summary>"between a and b".</summary>
    public static string Of(CertifiedError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return $"between {Down(error.Lower)} and {Up(error.Upper)}";
    }

    /// <summary>A number at most that one, in five digits.</summary>
    public static string Down(Dyadic value) => Digits(DirectedRounding.Down(value), -1);

    /// <summary>A number at least that one, in five digits.</summary>
    public static string Up(Dyadic value) => Digits(DirectedRounding.Up(value), 1);

    /// <summary>The same of any number.</summary>
    public static string Down(Rational value) => Digits(DirectedRounding.Down(value), -1);

    /// <summary>The same of any number.</summary>
    public static string Up(Rational value) => Digits(DirectedRounding.Up(value), 1);

    private static string Digits(double value, int direction)
    {
        const double step = 1e-5;

        // Adding 0 takes the sign from a zero.
        for (double moved = value + 0.0; ; moved *= 1 + (direction * step))
        {
            string text = moved.ToString("G5", CultureInfo.InvariantCulture);
            if (direction * double.Parse(text, CultureInfo.InvariantCulture) >= direction * value)
            {
                return text;
            }
        }
    }
}
