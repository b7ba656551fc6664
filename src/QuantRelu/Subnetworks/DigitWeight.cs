using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Graph;

namespace QuantRelu.Subnetworks;

/// <summary>
/// A connection of any weight w in [-R, R] over the linear codebook {-1, 1/λ, ..., (λ-1)/λ} of an even λ that is no power of two (Theorems 2 and
/// 4): the lines λ^{-k} x, k = 0..D-1, side by side, line 0 in H copies, each under a digit c/λ with |c| ≤ λ-2;
/// w' = Σ_h c_{0,h}/λ + Σ_{0&lt;k&lt;D} c_k λ^{-k-1}, a multiple of λ^{-D} ≤ 2^{-t}, and |w - w'| ≤ λ^{-D}/2.
/// The topology does not depend on w: w chooses codes only.
/// </summary>
/// <remarks>
/// λ^{-k} is a chain of k weights 1/λ: depth O(t/log λ), width O(t/log λ) and O(t²/log² λ) weights for the lines. Below line 0 digits are
/// balanced, -λ/2 ≤ c_k &lt; λ/2, and add up to at most λ/2·(λ^{-2} + λ^{-3} + ...) = 1/(2(λ-1)) &lt; 0.6/λ in size; so the digits of line 0 add up
/// to at most Rλ + λ^{1-D}/2 + 0.6, which for D ≥ 2 is below Rλ + 1, as it is for D = 1 where there are no others, and H(λ-2) ≥ Rλ + 1 is enough.
/// </remarks>
/// <param name="Lambda">λ.</param>
/// <param name="Places">D ≥ 1.</param>
/// <param name="Tops">H ≥ 1.</param>
public sealed record DigitWeight(int Lambda, int Places, int Tops)
{
    /// <summary>λ^{-D}: every weight is made to within half of it.</summary>
    public Rational Step => Rational.Create(1, BigInteger.Pow(Lambda, Places));

    /// <summary>Lines, each under one switch.</summary>
    public int Lines => Tops + Places - 1;

    /// <summary>The connection for a precision: the fewest places with λ^{-D} ≤ 2^{-t}.</summary>
    /// <param name="lambda">λ ≥ 6, even and no power of two.</param>
    /// <param name="t">t ≥ 1.</param>
    /// <param name="reach">R ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static DigitWeight For(int lambda, int t, Rational reach)
    {
        if (lambda < 6 || lambda % 2 != 0 || BitOperations.IsPow2(lambda))
        {
            throw new ArgumentOutOfRangeException(nameof(lambda), lambda, $"λ is {lambda}; digits are for an even λ that is no power of two, at least 6.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(t, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(reach, (Rational)1);
        int places = 1;
        while (BigInteger.Pow(lambda, places) < BigInteger.One << t)
        {
            places++;
        }

        Rational tops = ((reach * lambda) + 1) / (lambda - 2);
        return new DigitWeight(lambda, places, (int)-(-tops).Floor());
    }

    /// <summary>Adds the connection to a circuit for a form x ≥ 0; its switches are the copies of line 0, then lines 1 to D-1.</summary>
    public LinearForm OfNonnegative(Circuit circuit, LinearForm x)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        LinearForm source = circuit.Relu(x, "weight input");
        return LinearForm.Sum(Enumerable.Range(0, Lines).Select(i => circuit.Switch(Line(circuit, source, Power(i)), SwitchKind.Digit)));
    }

    /// <summary>Writes the codes of a weight of some number of steps into the slots: those for σ(x), and for a signed x the opposite ones for σ(-x).</summary>
    /// <param name="units">w' in steps, up to R.</param>
    /// <param name="codes">The digits of the codebook.</param>
    /// <param name="slots">Three slots for each line, or twice as many for a signed x.</param>
    /// <exception cref="ArgumentException">There are other slots.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The weight is beyond R.</exception>
    public void Write(BigInteger units, SwitchCodes codes, Span<ushort> slots)
    {
        ArgumentNullException.ThrowIfNull(codes);
        int half = Lines * codes.Copies;
        if (slots.Length != half && slots.Length != 2 * half)
        {
            throw new ArgumentException($"{slots.Length} slots for {Lines} lines; {half} or {2 * half} are needed.", nameof(slots));
        }

        WriteLines(units, codes, slots[..half]);
        if (slots.Length > half)
        {
            WriteLines(-units, codes, slots[half..]);
        }
    }

    // The exponent of a line.
    private int Power(int line) => Math.Max(0, line - Tops + 1);

    private LinearForm Line(Circuit circuit, LinearForm source, int power) => power == 0
        ? circuit.Relu(source, "line 1")
        : Enumerable.Range(1, power).Aggregate(source, (value, k) => circuit.Relu(Rational.Create(1, Lambda) * value, $"line {Lambda}^-{k}"));

    private void WriteLines(BigInteger units, SwitchCodes codes, Span<ushort> slots)
    {
        BigInteger rest = units;
        for (int line = Lines - 1; line >= Tops; line--)
        {
            BigInteger shifted = rest + (Lambda / 2);
            int residue = (int)(((shifted % Lambda) + Lambda) % Lambda);
            int digit = residue - (Lambda / 2);
            Set(line, digit, codes, slots);
            rest = (rest - digit) / Lambda;
        }

        if (BigInteger.Abs(rest) > Tops * codes.Most)
        {
            throw new ArgumentOutOfRangeException(nameof(units), units, $"The weight of {units} steps is too large for {Tops} leading digits.");
        }

        for (int line = 0; line < Tops; line++)
        {
            int digit = (int)BigInteger.Max(-codes.Most, BigInteger.Min(codes.Most, rest));
            Set(line, digit, codes, slots);
            rest -= digit;
        }
    }

    private static void Set(int line, int digit, SwitchCodes codes, Span<ushort> slots)
    {
        ReadOnlySpan<int> choice = codes[digit];
        for (int copy = 0; copy < choice.Length; copy++)
        {
            slots[(line * choice.Length) + copy] = (ushort)choice[copy];
        }
    }
}
