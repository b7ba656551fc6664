using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>Logarithms to base 2 of numbers of any size, rounded to double precision and exact for powers of two.</summary>
internal static class BinaryLogarithm
{
    private const int Digits = 64;

    /// <summary>log₂ of a whole number above 0.</summary>
    public static double Of(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        int shift = (int)Math.Max(0, value.GetBitLength() - Digits);
        return Math.Log2((double)(value >> shift)) + shift;
    }

    /// <summary>log₂(1/x) of a number above 0.</summary>
    public static double OfInverse(Rational value) => Of(value.Denominator) - Of(value.Numerator);
}
