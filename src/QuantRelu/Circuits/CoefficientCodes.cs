namespace QuantRelu.Circuits;

/// <summary>
/// Writes a coefficient as a sum of codebook values, one per copy of the source unit. Over {-1/2, 1/2} a coefficient c
/// takes 2|c| copies (hold 2, double 4, times four 8), which is why some units of the paper's networks are copied.
/// </summary>
internal sealed class CoefficientCodes(Codebook codebook)
{
    // A wider unit than this is never what a construction means; it would be a chain written in one layer.
    private const int MostCopies = 4096;
    private readonly Dictionary<Rational, int[]?> _known = [];

    /// <summary>The values that coefficients are made of.</summary>
    public Codebook Codebook => codebook;

    /// <summary>The codes whose values add up to the coefficient, or null when no short sum does.</summary>
    public int[]? Find(Rational coefficient)
    {
        if (!_known.TryGetValue(coefficient, out int[]? codes))
        {
            _known[coefficient] = codes = Search(coefficient);
        }

        return codes;
    }

    private int[]? Search(Rational coefficient)
    {
        Rational reach = coefficient.Sign < 0 ? codebook[0] : codebook[codebook.Count - 1];
        if (reach.Sign != coefficient.Sign)
        {
            return null;
        }

        // The largest value as often as it fits; what remains is looked up.
        System.Numerics.BigInteger whole = (coefficient / reach).Floor();
        if (whole > MostCopies)
        {
            return null;
        }

        int[] repeated = Enumerable.Repeat(codebook.CodeOf(reach), (int)whole).ToArray();
        Rational rest = coefficient - (Rational.Create(whole, 1) * reach);
        int[]? tail = rest.IsZero ? [] : ShortSum(rest);
        return tail is null ? null : [.. repeated, .. tail];
    }

    private int[]? ShortSum(Rational value)
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
