using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>Which weight values a crossbar is made of: ±1/2 as the greatest, so that a coefficient of h halves is h copies and a sign is one code.</summary>
internal static class CrossbarWeights
{
    /// <summary>Why there is no crossbar over weight values; null when there is one.</summary>
    public static Misfit? Obstacle(CodebookFamily family)
    {
        if (family.IsFree)
        {
            return null;
        }

        Codebook codebook = Of(family);
        return codebook[0] == -Dyadic.Half && codebook[codebook.Count - 1] == Dyadic.Half
            ? null
            : new Misfit(
                $"The construction crossbar needs -1/2 and 1/2 as its least and greatest weights, not {codebook}; "
                    + "nonlinear values have them, or the construction paper may do.");
    }

    /// <summary>The values of a family where signs are stored: of the paper's nonlinear ones no more than ±1/2 are of use.</summary>
    public static Codebook Of(CodebookFamily family) => family.At(1);

    /// <summary>log 2s of the signs ±s: free weights have s = 1.</summary>
    public static int LogSign(CodebookFamily family) => family.IsFree ? 1 : 0;
}
