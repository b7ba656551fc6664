namespace QuantRelu.Formats.C;

/// <summary>How many fraction bits of u keep an error.</summary>
/// <param name="claim">What is claimed of the network; null for nothing.</param>
/// <param name="lipschitz">A Lipschitz constant in u; null when none is known.</param>
/// <param name="maps">The maps of the inputs for p bits.</param>
/// <param name="isRaw">True when x is a raw integer's: that rounding is not the file's.</param>
internal sealed class InputBitsChoice(NetworkClaim? claim, LipschitzBound? lipschitz, Func<int, IReadOnlyList<InputMap>> maps, bool isRaw)
{
    // Where nothing is known that could be kept.
    private const int Standard = 8;

    // Of the network's own error, where ε cannot be kept or there is none.
    private static readonly Rational Part = Rational.Create(1, 16);

    /// <summary>The fewest bits whose bound is at most ε; null when no number of bits keeps it.</summary>
    public int? Keeping(Rational error) => claim is null || lipschitz is null ? null : Fewest(error - claim.Error);

    /// <summary>The bits when none are given.</summary>
    public int Choose(Rational? error)
    {
        if (claim is null || lipschitz is null)
        {
            return Standard;
        }

        return (error is { } most ? Keeping(most) : null) ?? Fewest(claim.Error * Part) ?? Standard;
    }

    private int? Fewest(Rational rounding)
    {
        for (int bits = 0; bits <= CExport.MostInputBits && rounding.Sign > 0; bits++)
        {
            var error = new CError(claim!, lipschitz!, maps(bits));
            if (lipschitz!.Value * (isRaw ? error.RoundingAtRaw : error.Rounding) <= rounding)
            {
                return bits;
            }
        }

        return null;
    }
}
