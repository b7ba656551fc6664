using System.Numerics;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Studies.Counterparts;

/// <summary>Words of w bits with a sign: whole multiples m·2^-b with |m| &lt; 2^(w-1), b as large as the greatest number of a layer allows.</summary>
/// <param name="Bits">w, at least 2.</param>
internal readonly record struct WordLength(int Bits)
{
    /// <summary>The least that is tried.</summary>
    public const int Least = 2;

    /// <summary>The most that is tried.</summary>
    public const int Most = 40;

    /// <summary>The greatest b for which a number fits.</summary>
    /// <param name="greatest">The greatest absolute value of a layer; above 0.</param>
    public int FractionBits(double greatest)
    {
        int b = Bits - 2 - (int)Math.Floor(Math.Log2(greatest));
        return Fits(Round(greatest, b), b) ? b : b - 1;
    }

    /// <summary>Whether a multiple of 2^-b is below 2^(w-1-b) in absolute value.</summary>
    public bool Fits(Dyadic value, int fractionBits) => Dyadic.Abs(value) < PastGreatest(fractionBits);

    /// <summary>Whether in each layer of a network weights and biases are multiples of one power of two that words of w bits hold.</summary>
    public bool Holds(Network network)
    {
        foreach (SparseLayer layer in network.Stages.SelectMany(s => s.Arrays).SelectMany(a => a.Block.Layers))
        {
            Dyadic[] used =
            [
                .. layer.Codes.Concat(layer.Biases.Where(b => b != SparseLayer.NoBias)).Distinct().Select(c => network.Codebook[c].ToDyadic())
                    .Where(v => !v.IsZero),
            ];
            int fraction = used.Length == 0 ? 0 : used.Max(v => -v.Exponent);
            Dyadic end = PastGreatest(fraction);
            if (Array.Exists(used, v => Dyadic.Abs(v) >= end))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The nearest multiple of 2^-b.</summary>
    public static Dyadic Round(double value, int fractionBits) =>
        Dyadic.Create((BigInteger)Math.Round(Math.ScaleB(value, fractionBits)), -fractionBits);

    private Dyadic PastGreatest(int fractionBits) => Dyadic.PowerOfTwo(Bits - 1 - fractionBits);
}
