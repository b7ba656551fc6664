using System.Numerics;
using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// A factor c = Π_i a_i/λ that stands in for a power of two over the linear codebook of an even λ that is no power of two: J weights one after
/// another, J near e/log λ for 2^-e. Where λ/2 is odd, 2^-e itself takes e layers, as the values of layer l are multiples of λ^-l. The factor is
/// ρ·2^-e, and the construction makes up for ρ, which it knows exactly.
/// </summary>
internal sealed class DigitChain
{
    // ρ up to here is preferred to one more weight.
    private static readonly Rational NearEnough = Rational.Create(9, 8);
    private const int MostForThreeDigits = 256;

    private DigitChain(int lambda, IEnumerable<int> digits, Rational power)
    {
        Lambda = lambda;
        Digits = [.. digits];
        Value = Digits.Aggregate((Rational)1, (product, a) => product * Rational.Create(a, lambda));
        Ratio = Value / power;
    }

    /// <summary>λ.</summary>
    public int Lambda { get; }

    /// <summary>The a_i, each from 1 to λ-1.</summary>
    public ImmutableArray<int> Digits { get; }

    /// <summary>c.</summary>
    public Rational Value { get; }

    /// <summary>ρ.</summary>
    public Rational Ratio { get; }

    /// <summary>The largest a/λ^J that is at most 2^-e, with the least J: 1/2 &lt; ρ ≤ 1.</summary>
    /// <param name="lambda">λ ≥ 6, even and no power of two.</param>
    /// <param name="exponent">e ≥ 1.</param>
    public static DigitChain AtMost(int lambda, int exponent)
    {
        int places = Places(lambda, exponent);
        int digit = (int)(BigInteger.Pow(lambda, places) >> exponent);
        return new DigitChain(lambda, Enumerable.Repeat(1, places - 1).Append(digit), Dyadic.PowerOfTwo(-exponent));
    }

    /// <summary>The largest product of digits that is at most 2^-e and has the least J or one weight more, of which up to three are not 1/λ: ρ ≥ 3/4.</summary>
    /// <inheritdoc cref="AtMost"/>
    public static DigitChain NearBelow(int lambda, int exponent)
    {
        int places = Places(lambda, exponent);
        return new[] { places, places + 1 }.SelectMany(j => Best(lambda, exponent, j, above: false)).MaxBy(c => c.Ratio)!;
    }

    /// <summary>
    /// A product of digits that is at least 2^-e, with 1 ≤ ρ ≤ 9/8 and the least J if that J has one, or else the ρ nearest to 1 that J or J + 1
    /// weights have, of which up to three are not 1/λ: ρ &lt; 4/3, as over λ = 6, where products of digits are sparsest, J + 1 weights have
    /// 6, 8, 9, 10, 12, 15, 16, 18, 20, 24, 25, 27, 30, 32 and 36 parts of 6^-J-1.
    /// </summary>
    /// <inheritdoc cref="AtMost"/>
    public static DigitChain AtLeast(int lambda, int exponent)
    {
        int places = Places(lambda, exponent);
        DigitChain[] chains = [.. new[] { places, places + 1 }.SelectMany(j => Best(lambda, exponent, j, above: true))];
        return chains.FirstOrDefault(c => c.Digits.Length == places && c.Ratio <= NearEnough) ?? chains.MinBy(c => c.Ratio)!;
    }

    /// <summary>Adds c·v to a circuit for v ≥ 0: a unit for each weight.</summary>
    public LinearForm Of(Circuit circuit, LinearForm v) =>
        Digits.Aggregate(v, (value, a) => circuit.Relu(Rational.Create(a, Lambda) * value, "scaled by digits"));

    // The least J with λ^J ≥ 2^e.
    private static int Places(int lambda, int exponent)
    {
        int places = 1;
        while (BigInteger.Pow(lambda, places) < BigInteger.One << exponent)
        {
            places++;
        }

        return places;
    }

    // The nearest product of J weights on one side of 2^-e, if any: a ≥ b are tried, and the third digit is the nearest that is on that side.
    private static IEnumerable<DigitChain> Best(int lambda, int exponent, int places, bool above)
    {
        Rational wanted = Rational.Create(BigInteger.Pow(lambda, places), BigInteger.One << exponent);
        int most = lambda - 1;
        int mostSecond = places > 2 && lambda <= MostForThreeDigits ? most : 1;
        int mostThird = places > 1 ? most : 1;
        (BigInteger Product, int[] Digits) best = (BigInteger.Zero, []);
        for (int a = 1; a <= most; a++)
        {
            for (int b = 1; b <= Math.Min(a, mostSecond); b++)
            {
                Rational rest = wanted / (a * b);
                BigInteger third = above ? BigInteger.Max(1, -(-rest).Floor()) : BigInteger.Min(mostThird, rest.Floor());
                BigInteger product = third * a * b;
                bool nearer = best.Digits.Length == 0 || (above ? product < best.Product : product > best.Product);
                if (third >= 1 && third <= mostThird && nearer)
                {
                    best = (product, [a, b, (int)third]);
                }
            }
        }

        int[] given = [.. best.Digits.Where(a => a > 1)];
        return best.Digits.Length == 0 ? []
            : [new DigitChain(lambda, [.. Enumerable.Repeat(1, places - given.Length), .. given], Dyadic.PowerOfTwo(-exponent))];
    }
}
