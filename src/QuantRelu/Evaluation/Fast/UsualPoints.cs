using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// Points of the unit cube none of whose coordinates is so near 0 that halving could round: each is 0 or from 2^-500 to 1. There nothing that a network
/// computes comes below the normal numbers as long as its weights are multiples of 2^-f with few f in all.
/// </summary>
/// <remarks>
/// A double that is at least 2^-500 is a multiple of 2^-552. Sums of multiples of 2^-a are multiples of 2^-a, rounded or not, and a layer whose weights
/// are multiples of 2^-f makes multiples of 2^-(a+f) of them: what is not 0 behind layers with Σf ≤ <see cref="MostFractionBits"/> is at least 2^-1002.
/// A layer multiplies the greatest magnitude at most by the sum of the magnitudes of a row; rounding adds less than a digit in all.
/// </remarks>
internal static class UsualPoints
{
    /// <summary>The most fraction bits of weights, added up over the layers.</summary>
    public const int MostFractionBits = 450;

    /// <summary>The most binary digits by which values can grow, added up over the layers.</summary>
    public const int MostGrowth = 900;

    private static readonly double _least = Math.ScaleB(1, -500);

    /// <summary>True when all coordinates are usual.</summary>
    public static bool Contains(ReadOnlySpan<double> coordinates)
    {
        foreach (double u in coordinates)
        {
            if (!(u == 0 || (u >= _least && u <= 1)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when the weights of a network have so few fraction bits, and are so small, that nothing underflows or overflows.</summary>
    public static bool Suit(CollapsedNetwork network)
    {
        double[] codes = [.. network.Network.Codebook.Values.Select(v => (double)v)];
        int codeBits = codes.Max(FractionBits), bits = 0;
        double code = codes.Max(Math.Abs), growth = 0;
        foreach (CollapsedStage stage in network.Stages)
        {
            for (int l = 0; l < stage.Arrays[0].Block.Layers.Count; l++)
            {
                int most = 0;
                double largest = 1;
                foreach (CollapsedUnit unit in stage.Arrays.Select(a => a.Block).Distinct().SelectMany(b => b.Layers[l]))
                {
                    most = Math.Max(most, unit.Terms.Select(t => Math.Max(t.IsOpen ? codeBits : 0, FractionBits((double)t.Coefficient)))
                        .Append(FractionBits((double)unit.Bias)).Max());
                    double row = unit.Terms.Sum(t => Math.Abs((double)t.Coefficient) + (t.Slots.Count * code));
                    largest = Math.Max(largest, 1 + Math.Abs((double)unit.Bias) + row);
                }

                bits += most;
                growth += Math.Log2(largest);
            }

            growth += stage.Sums ? stage.Arrays.Sum(a => Math.Log2(1 + (double)a.Array.Copies)) : 0;
        }

        return bits <= MostFractionBits && growth <= MostGrowth;
    }

    // The least f ≥ 0 such that a double is a multiple of 2^-f, or a little more.
    private static int FractionBits(double value)
    {
        int bits = 0;
        for (double rest = value; rest != Math.Floor(rest); rest *= 2)
        {
            bits++;
        }

        return bits;
    }
}
