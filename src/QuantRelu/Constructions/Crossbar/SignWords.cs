using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// The 2^r values of a codebook that stand for the words of r signs, and how the bits of a word are read from a stored value w.
/// </summary>
/// <remarks>
/// The levels v = ½ + w rise from 0 to 1, and level j stands for the word j xor ⌊j/2⌋ (Gray's code), so that from one level to the next one bit changes. In the
/// gap between two levels stands a clip (σ(v - θ) - σ(v - θ - τ))/τ, 0 at all levels below and 1 at all above; τ is a power of two that no gap is smaller
/// than. Bit i is the sum of the clips of its gaps with alternating signs, so from 0 to 1 for every v. Where a level is a dyadic number, one clip may end and
/// the next one begin there, and they share that knot; a knot at 1 is never passed, and at 0 it is v itself.
/// </remarks>
internal sealed class SignWords
{
    /// <summary>The least of the signs that a word has: of two there are digits of four values.</summary>
    public const int LeastPieces = 3;

    private const int MostPieces = 6;
    private const int MostLogGap = 64;
    private const int MostBits = 128;

    private SignWords(int pieces, int logGap, ImmutableArray<Rational> digits)
    {
        (Pieces, LogGap, Digits) = (pieces, logGap, digits);
        (Dyadic Begin, Dyadic End)[] clips = Clips();
        Knots = [.. clips.SelectMany(c => new[] { c.Begin, c.End }).Where(k => k < 1).Distinct().Order()];
        Reads = [.. Enumerable.Range(0, pieces).Select(_ => new List<(int, int)>())];
        for (int j = 1; j <= clips.Length; j++)
        {
            int bit = BitOperations.TrailingZeroCount(j), sign = ((Word(j) >> bit) & 1) == 1 ? 1 : -1;
            Reads[bit].Add((Knots.IndexOf(clips[j - 1].Begin), sign));
            if (clips[j - 1].End < 1)
            {
                Reads[bit].Add((Knots.IndexOf(clips[j - 1].End), -sign));
            }
        }
    }

    /// <summary>r.</summary>
    public int Pieces { get; }

    /// <summary>-log τ.</summary>
    public int LogGap { get; }

    /// <summary>The values that stand for words, ascending.</summary>
    public ImmutableArray<Rational> Digits { get; }

    /// <summary>All θ and θ + τ below 1, ascending.</summary>
    public ImmutableArray<Dyadic> Knots { get; }

    /// <summary>For every bit of a word the knots k and signs of which it is Σ ±σ(v - k)/τ.</summary>
    public IReadOnlyList<List<(int Knot, int Sign)>> Reads { get; }

    /// <summary>The weights of a column besides what it stores: 1/2, knots, and for each piece the knots of its bit, a ramp, an offset and the sum.</summary>
    public int WeightsOfColumn => 1 + Knots.Sum(k => k.IsZero ? 1 : 2) + Reads.Sum(r => r.Count) + (3 * Pieces);

    /// <summary>The words over a codebook, for each number of signs that it has room for.</summary>
    /// <param name="codebook">A codebook with the ends -1/2 and 1/2.</param>
    public static IEnumerable<SignWords> Over(Codebook codebook)
    {
        for (int pieces = LeastPieces; pieces <= MostPieces && 1 << pieces <= codebook.Count; pieces++)
        {
            for (int log = pieces; log <= MostLogGap; log++)
            {
                if (Choose(codebook, 1 << pieces, Dyadic.PowerOfTwo(-log)) is { } digits)
                {
                    yield return new SignWords(pieces, log, digits);
                    break;
                }
            }
        }
    }

    /// <summary>The word of a level: bit i for the i-th sign.</summary>
    public static int Word(int level) => level ^ (level >> 1);

    // The least values that are so far apart, and 1/2.
    private static ImmutableArray<Rational>? Choose(Codebook codebook, int count, Rational gap)
    {
        List<Rational> chosen = [];
        foreach (Rational value in codebook.Values.TakeWhile(_ => chosen.Count < count))
        {
            if (chosen.Count == 0 || value - chosen[^1] >= gap)
            {
                chosen.Add(value);
            }
        }

        return chosen.Count < count ? null : [.. chosen.Take(count - 1), Dyadic.Half];
    }

    // For every gap a clip from its lower level on, up to its upper one, or between them: those that together have the fewest weights, then the fewest bits.
    private (Dyadic Begin, Dyadic End)[] Clips()
    {
        Rational[] levels = [.. Digits.Select(w => Dyadic.Half + w)];
        var ways = new Dictionary<Dyadic, (long Cost, ImmutableList<(Dyadic Begin, Dyadic End)> Clips)> { [-1] = (0, []) };
        for (int j = 1; j < levels.Length; j++)
        {
            var longer = new Dictionary<Dyadic, (long Cost, ImmutableList<(Dyadic Begin, Dyadic End)> Clips)>();
            foreach ((Dyadic last, (long cost, ImmutableList<(Dyadic Begin, Dyadic End)> clips)) in ways)
            {
                foreach (Dyadic begin in Begins(levels[j - 1], levels[j]))
                {
                    Dyadic end = begin + Dyadic.PowerOfTwo(-LogGap);
                    long all = cost + Cost(end) + (begin == last ? 0 : Cost(begin));
                    if (!longer.TryGetValue(end, out (long Cost, ImmutableList<(Dyadic Begin, Dyadic End)> Clips) known) || all < known.Cost)
                    {
                        longer[end] = (all, clips.Add((begin, end)));
                    }
                }
            }

            ways = longer;
        }

        return [.. ways.Values.MinBy(w => w.Cost).Clips];

        static long Cost(Dyadic knot) => knot.IsZero ? 1 << 20 : knot == 1 ? 0 : (2 << 20) + Math.Max(0, -knot.Exponent);
    }

    private IEnumerable<Dyadic> Begins(Rational below, Rational above)
    {
        var width = Dyadic.PowerOfTwo(-LogGap);
        if (below.IsDyadic)
        {
            yield return below.ToDyadic();
        }

        if (above.IsDyadic)
        {
            yield return above.ToDyadic() - width;
        }

        for (int bits = 0; bits <= MostBits; bits++)
        {
            Dyadic begin = Dyadic.Create(-(-below * Dyadic.PowerOfTwo(bits)).Floor(), -bits);
            if (begin + width <= above)
            {
                yield return begin;
                yield break;
            }
        }
    }
}
