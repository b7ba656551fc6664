using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Evaluation.Exact;

/// <summary>Quotients that are doubles.</summary>
internal static class ExactQuotient
{
    /// <summary>An integer over a scale when that is a double; it is never -0.</summary>
    public static bool IsDouble<TInteger>(TInteger value, Rational scale, out double quotient)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        Rational exact = Rational.Create(BigInteger.CreateChecked(value), 1) / scale;
        quotient = (double)exact;
        return double.IsFinite(quotient) && Dyadic.FromDouble(quotient) == exact;
    }
}
