using System.Numerics;

namespace QuantRelu.Tests.Formats.Onnx;

/// <summary>
/// IntQuant as QONNX documents it (docs/qonnx-custom-ops/intquant_v1.md; int_quant in intquant.py), in exact arithmetic: x/s + z is clamped to
/// [m, M], rounded to an integer, ties to even, and becomes (k - z)·s; a signed bit alone is ±1.
/// </summary>
internal static class IntQuant
{
    public static Rational Of(Rational x, Rational scale, Rational zeroPoint, int bits, bool signed, bool narrow)
    {
        Rational y = (x / scale) + zeroPoint;
        if (bits == 1 && signed)
        {
            return ((y.Sign >= 0 ? 1 : -1) - zeroPoint) * scale;
        }

        BigInteger half = BigInteger.One << (bits - 1);
        Rational least = Integer(!signed ? 0 : narrow ? -half + 1 : -half);
        Rational most = Integer(signed ? half - 1 : narrow ? (2 * half) - 2 : (2 * half) - 1);
        Rational clamped = y > most ? most : y < least ? least : y;
        return (Integer(HalfEven(clamped)) - zeroPoint) * scale;
    }

    private static Rational Integer(BigInteger value) => Rational.Create(value, 1);

    private static BigInteger HalfEven(Rational value)
    {
        BigInteger below = value.Floor();
        int side = (value - Integer(below)).CompareTo(Rational.Create(1, 2));
        return side > 0 || (side == 0 && !below.IsEven) ? below + 1 : below;
    }
}
