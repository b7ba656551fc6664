namespace QuantRelu.Graph;

/// <summary>
/// How a codebook makes a connection whose coefficient is chosen later, out of {-s, 0, s}, out of {-s, s} or out of more multiples of s, without
/// touching the topology:
/// m copies of the source, each with a code, so that the m values add up to the choice. Over {-1/2, 1/2} the three choices take m = 2 with s = 1,
/// the pairs (-1/2, -1/2), (-1/2, +1/2) and (+1/2, +1/2); a sign takes m = 1 with s = 1/2. Free weights: m = 1, the weights -1, 0 and 1 or any other.
/// A digit c of base λ is -1 + i/λ + j/λ = c/λ with i + j = λ + c: m = 3, s = 1/λ.
/// </summary>
public sealed class SwitchCodes
{
    private const int MostCopies = 4;
    private readonly int[]?[] _codes;

    private SwitchCodes(SwitchKind kind, Rational scale, int[]?[] codes)
    {
        Kind = kind;
        Scale = scale;
        _codes = codes;
    }

    /// <summary>What is chosen from.</summary>
    public SwitchKind Kind { get; }

    /// <summary>s > 0: the coefficient of choice 1.</summary>
    public Rational Scale { get; }

    /// <summary>The greatest choice: 1, or λ - 2 for a digit.</summary>
    public int Most => _codes.Length / 2;

    /// <summary>m, the copies of the source that a switch reads.</summary>
    public int Copies => _codes[0]!.Length;

    /// <summary>The m codes of a choice: -1, 0 or 1, or a digit from -<see cref="Most"/> to <see cref="Most"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The switch has no such choice.</exception>
    public ReadOnlySpan<int> this[int choice] => Math.Abs((long)choice) <= Most && _codes[choice + Most] is { } codes
        ? codes
        : throw new ArgumentOutOfRangeException(nameof(choice), choice, $"The choice is {choice}; a switch has {Choices}.");

    private string Choices => Kind switch
    {
        SwitchKind.Sign => "-1 and 1",
        SwitchKind.Ternary => "-1, 0 and 1",
        _ => $"-{Most} to {Most}",
    };

    /// <summary>The switch of a codebook with the fewest copies, and among those s = 1 before other dyadic s ≤ 2, the largest first.</summary>
    /// <exception cref="SwitchException">No such sums of at most four values exist.</exception>
    internal static SwitchCodes Of(Codebook codebook, SwitchKind kind)
    {
        if (kind == SwitchKind.Digit)
        {
            return Digits(codebook);
        }

        int[] usable = Candidates(codebook);
        for (int copies = 1; copies <= MostCopies; copies++)
        {
            Dictionary<Rational, int[]> sums = Sums(codebook, usable, copies);
            int[]? zero = null;
            if (kind == SwitchKind.Ternary && !sums.TryGetValue(0, out zero))
            {
                continue;
            }

            foreach (Rational scale in sums.Keys.Where(s => s.Sign > 0 && s <= 2 && s.IsDyadic).OrderBy(s => s == 1 ? 0 : 1).ThenByDescending(s => s))
            {
                if (sums.TryGetValue(-scale, out int[]? minus))
                {
                    return new SwitchCodes(kind, scale, [minus, zero, sums[scale]]);
                }
            }
        }

        throw new SwitchException(
            $"The codebook {codebook} cannot make {(kind == SwitchKind.Sign ? "-s and s" : "-s, 0 and s")} as sums of equally many values.");
    }

    // -1 has code 0 and i/λ the code i.
    private static SwitchCodes Digits(Codebook codebook)
    {
        int lambda = codebook.DigitBase
            ?? throw new SwitchException($"The codebook {codebook} has no digits: they take -1 and all i/λ below 1, λ even and no power of two.");
        IEnumerable<int> sums = Enumerable.Range(2, (2 * lambda) - 3);
        return new SwitchCodes(SwitchKind.Digit, Rational.Create(1, lambda), [.. sums.Select(sum => new[] { 0, sum / 2, sum - (sum / 2) })]);
    }

    // A few values are enough, and keep the search small for large codebooks: the most negative one, 1/2 and its complement, and the ends; free
    // weights have 0 and ±1 too.
    private static int[] Candidates(Codebook codebook)
    {
        Rational smallest = codebook.Values.Where(v => v.Sign > 0).DefaultIfEmpty(codebook[0]).First();
        Rational[] wanted = [codebook[0], smallest, Dyadic.Half - smallest, Dyadic.Half, -1, 0, 1, codebook[codebook.Count - 1]];
        return wanted.Select(codebook.CodeOf).Where(c => c >= 0).Distinct().Order().ToArray();
    }

    private static Dictionary<Rational, int[]> Sums(Codebook codebook, int[] usable, int copies)
    {
        var sums = new Dictionary<Rational, int[]> { [0] = [] };
        for (int i = 0; i < copies; i++)
        {
            var longer = new Dictionary<Rational, int[]>();
            foreach ((Rational sum, int[] codes) in sums)
            {
                foreach (int code in usable.Where(c => codes.Length == 0 || c >= codes[^1]))
                {
                    longer.TryAdd(sum + codebook[code], [.. codes, code]);
                }
            }

            sums = longer;
        }

        return sums;
    }
}
