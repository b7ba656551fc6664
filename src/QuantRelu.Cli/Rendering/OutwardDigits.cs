using System.Globalization;
using QuantRelu.Claims;
using QuantRelu.Numerics;

namespace QuantRelu.Cli.Rendering;

/// <summary>A proved interval in a few digits that are still proved: rounded outward.</summary>
internal static class OutwardDigits
{
    /// <summary>"between a and b".</summary>
    public static string Of(CertifiedError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return $"between {Digits(DirectedRounding.Down(error.Lower), -1)} and {Digits(DirectedRounding.Up(error.Upper), 1)}";
    }

    private static string Digits(double value, int direction)
    {
        const double step = 1e-5;
        for (double moved = value; ; moved *= 1 + (direction * step))
        {
            string text = moved.ToString("G5", CultureInfo.InvariantCulture);
            if (direction * double.Parse(text, CultureInfo.InvariantCulture) >= direction * value)
            {
                return text;
            }
        }
    }
}
