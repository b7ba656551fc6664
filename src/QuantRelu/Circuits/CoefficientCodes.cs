using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Circuits;

/// <summary>
/// Writes a coefficient as a sum of codebook values, one per copy of the source unit. Over {-1/2, 1/2} a coefficient c
/// takes 2|c| copies (hold 2, double 4, times four 8), which is why some units of the paper's networks are copied.
/// </summary>
internal static class CoefficientCodes
{
    /// <summary>The codes whose values add up to the coefficient, or null when no short sum does.</summary>
    public static int[]? Find(Codebook codebook, Dyadic coefficient)
    {
        Dyadic reach = coefficient.Sign < 0 ? codebook[0] : codebook[codebook.Count - 1];
        var codes = new List<int>();
        Dyadic rest = coefficient;
        if (reach.Sign == coefficient.Sign && Dyadic.Abs(coefficient) > Dyadic.Abs(reach))
        {
            // The largest value as often as it fits; the remainder is looked up below.
            while (Dyadic.Abs(rest) > Dyadic.Abs(reach))
            {
                codes.Add(codebook.CodeOf(reach));
                rest -= reach;
            }
        }

        int[]? tail = rest.IsZero ? [] : ShortSum(codebook, rest);
        return tail is null ? null : [.. codes, .. tail];
    }

    private static int[]? ShortSum(Codebook codebook, Dyadic value)
    {
        int single = codebook.CodeOf(value);
        if (single >= 0)
        {
            return [single];
        }

        for (int i = codebook.Count - 1; i >= 0; i--)
        {
            int other = codebook.CodeOf(value - codebook[i]);
            if (other >= 0)
            {
                return [i, other];
            }
        }

        return null;
    }
}
