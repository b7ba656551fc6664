using System.Numerics;
using System.Text;

namespace QuantRelu.Formats.C;

/// <summary>
/// A multiple of a value ≥ 0 in C: one shift for each binary digit 1 of the coefficient, all with its sign, so that partial sums go in one direction.
/// </summary>
internal static class ShiftSum
{
    /// <summary>The terms, each with a sign before it: " + x + (x &lt;&lt; 2)"; nothing for 0.</summary>
    /// <param name="coefficient">The coefficient, dyadic.</param>
    /// <param name="x">The value's name.</param>
    /// <param name="width">
    /// The bits of its type. A shift by that many is undefined in C; where such a multiple is exact and fits, the value is 0, and any shift is right.
    /// </param>
    public static string Terms(Rational coefficient, string x, int width)
    {
        Dyadic value = coefficient.ToDyadic();
        BigInteger mantissa = BigInteger.Abs(value.Mantissa);
        char sign = value.Sign < 0 ? '-' : '+';
        var text = new StringBuilder();
        for (int i = 0; mantissa >> i > 0; i++)
        {
            int places = value.Exponent + i;
            if (!(mantissa >> i).IsEven)
            {
                text.Append(' ').Append(sign).Append(' ').Append(Shift(x, Math.Clamp(places, 1 - width, width - 1)));
            }
        }

        return text.ToString();
    }

    /// <summary>Terms with signs as an expression: no plus before the first, and 0 when there are none.</summary>
    public static string Expression(string terms) => terms.Length == 0 ? "0" : terms[1] == '+' ? terms[3..] : "-" + terms[3..];

    /// <summary>A value times a power of two.</summary>
    public static string Shift(string x, int places) => places == 0 ? x : places > 0 ? $"({x} << {places})" : $"({x} >> {-places})";
}
