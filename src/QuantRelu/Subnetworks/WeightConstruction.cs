using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Graph;

namespace QuantRelu.Subnetworks;

/// <summary>
/// A connection of any weight w in [-1, 1], Proposition 3: the lines 2^{-k} x, k = 0..t, side by side (equation (5) and
/// the line x itself for w = ±1), each under a switch of coefficient -s, 0 or s; w' = s·Σ_k c_k 2^{-k} with digits
/// c_k in {-1, 0, 1} and |w - w'| ≤ 2^{-t}. The topology does not depend on w: w chooses codes only.
/// </summary>
/// <remarks>
/// 2^{-k} is a chain of the codebook's powers of two, k_j times 2^{-q^j} for k written in radix q = ⌈t^{1/(λ-1)}⌉: depth
/// O(λ t^{1/(λ-1)}), width O(t), O(λ t^{1/(λ-1)+1}) weights. For x of either sign the lines of σ(x) and of σ(-x) stand side
/// by side with opposite switches; ReLU lets only one of the two through. Over the linear codebook of an even λ that is no power of two a
/// <see cref="DigitWeight"/> does the same in depth O(t/log λ).
/// </remarks>
public static class WeightConstruction
{
    /// <summary>The largest t of a connection that is built alone.</summary>
    public const int MostPrecision = 500;

    /// <summary>Adds the connection to a circuit for a form x of either sign; its switches are t + 1 for σ(x), then t + 1 for σ(-x).</summary>
    public static LinearForm Weight(this Circuit circuit, LinearForm x, int t)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        (LinearForm positive, LinearForm negative) = circuit.Parts(x);
        return circuit.WeightOfNonnegative(positive, t) + circuit.WeightOfNonnegative(negative, t);
    }

    /// <summary>Adds the connection to a circuit for a form x ≥ 0; its switches are t + 1, line 0 first.</summary>
    public static LinearForm WeightOfNonnegative(this Circuit circuit, LinearForm x, int t)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentOutOfRangeException.ThrowIfLessThan(t, 1);
        LinearForm source = circuit.Relu(x, "weight input");
        return LinearForm.Sum(Enumerable.Range(0, t + 1)
            .Select(k => circuit.Switch(circuit.Relu(Dyadic.PowerOfTwo(-k) * source, $"line 2^-{k}"))));
    }

    /// <summary>The weight w' nearest to w that the switches make: a multiple of s·2^{-t}.</summary>
    /// <param name="weight">w in [-1, 1].</param>
    /// <param name="t">The precision parameter.</param>
    /// <param name="codes">The switch of the codebook.</param>
    /// <exception cref="ArgumentOutOfRangeException">w is outside [-1, 1].</exception>
    public static Rational Nearest(Rational weight, int t, SwitchCodes codes) => Dyadic.Create(Units(weight, t, codes), -t) * codes.Scale;

    /// <summary>The precision t' ≥ t at which the switches of a codebook make every weight to within 2^{-t}/2: s·2^{-t'} ≤ 2^{-t}.</summary>
    public static int PrecisionFor(int t, SwitchCodes codes) => codes.Scale > 1 ? t + 1 : t;

    /// <summary>w' as a whole number of steps s·2^{-t}.</summary>
    /// <exception cref="ArgumentOutOfRangeException">w is outside [-1, 1], or t is below 1.</exception>
    public static BigInteger Units(Rational weight, int t, SwitchCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return Units(weight, t, codes.Scale * Dyadic.PowerOfTwo(-t));
    }

    /// <summary>w' as a whole number of steps.</summary>
    internal static BigInteger Units(Rational weight, int t, Rational step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(t, 1);
        return Rational.Abs(weight) <= 1
            ? (weight / step).Round()
            : throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is between -1 and 1.");
    }

    /// <summary>
    /// Writes the codes of the switches into the slots: t + 1 switches for σ(x), and for a signed x the opposite ones for σ(-x).
    /// </summary>
    /// <param name="units">w' in steps of s·2^{-t}.</param>
    /// <param name="slots">(t + 1)·m slots, or twice as many for a signed x.</param>
    /// <param name="t">The precision parameter.</param>
    /// <param name="codes">The switch of the codebook.</param>
    public static void Write(BigInteger units, Span<ushort> slots, int t, SwitchCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        int half = (t + 1) * codes.Copies;
        if (slots.Length != half && slots.Length != 2 * half)
        {
            throw new ArgumentException($"{slots.Length} slots for t = {t}; {half} or {2 * half} are needed.", nameof(slots));
        }

        Lines(units, t, codes, slots[..half]);
        if (slots.Length > half)
        {
            Lines(-units, t, codes, slots[half..]);
        }
    }

    private static void Lines(BigInteger units, int t, SwitchCodes codes, Span<ushort> slots)
    {
        byte[] digits = BigInteger.Abs(units).ToByteArray(isUnsigned: true);
        for (int k = 0; k <= t; k++)
        {
            (int place, int bit) = Math.DivRem(t - k, 8);
            int digit = place < digits.Length && ((digits[place] >> bit) & 1) == 1 ? units.Sign : 0;
            ReadOnlySpan<int> choice = codes[digit];
            for (int copy = 0; copy < choice.Length; copy++)
            {
                slots[(k * choice.Length) + copy] = (ushort)choice[copy];
            }
        }
    }
}
