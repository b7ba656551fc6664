using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// Columns of words of r signs, one weight for r ≥ 3 pieces of the path, over any codebook with the ends ±1/2 and 2^r values or more: the path is that of
/// <see cref="SignColumns"/> and errs by at most s, so that the class takes (1/r)/ε + O(√(log(1/ε)/ε)) weights of r bits, the entropy bound with its constant.
/// </summary>
/// <remarks>
/// <para>
/// <em>Columns.</em> Q = σ(Σ_j w_j I_j + ½H) = Hv, v = ½ + w of the open cell; T_θ = σ(½Q - ½Hθ) = ½Hσ(v - θ) for every knot of <see cref="SignWords"/>. The
/// bits B_i of the word are sums of them: with ν = τH/4, y_h = 2νσ(z/ℓ - hL), b_o = 2νo and piece k = hL + o, bit i of column ⌊k/r⌋, P_k = σ(½y_h - ½b_o - ½Σ
/// ±T) = νσ(z/ℓ - k - B_i). That is a column of signs with (1-σ_k)/2 = B_i, so A = ½Σ(-1)^k P_k = (ν/4)(z/ℓ + path).
/// </para>
/// <para>
/// <em>Borders.</em> What a word adds to the path is not linear in w, so that between pairs, where two cells share H, the sum of the columns may be anything
/// from -m to m. There the network does not use it. A cell stores e, where its path ends, in bits beside the columns, E = (e+m)/2; planes of E pass linearly
/// from one cell to the next as V does. With R = 2σ(m - 2^-a/2 - z/ℓ), the path is replaced by
/// <c>e + min(max(path - e, -R), R) = e - R + σ(path - e + R) - σ(path - e - R)</c>.
/// </para>
/// <para>
/// <em>Theorem.</em> |F - f| ≤ s(1 + 2^-a). <em>Proof.</em> Let η be the distance to the border between pairs in pieces. For η ≤ 2^-a/2, where the cells mix,
/// R = 0, so that F = (1-t)u_L + t u_R with the ends u = V + e of both paths, each within s of f at the border; f moves by at most sη. Further away the cell
/// is alone and the path true. As it moves by at most one step a piece, |path - e| ≤ η, and R = 2η - 2^-a ≥ η for η ≥ 2^-a: F is V + path. For 2^-a/2 ≤ η ≤
/// 2^-a it is between V + path, within s of f, and u, within s + sη. At the centre of a pair, where both its cells share H, B_i is from 0 to 1 whatever w is,
/// so that only P_0 is open and |path| ≤ z/ℓ ≤ 2^-a/2; |path - e| ≤ m + 1 ≤ R. ∎ A cell that the domain cuts has all columns from the centre of its pair on,
/// and none has pieces beyond m.
/// </para>
/// <para>
/// <em>Weights.</em> Of the paper's nonlinear values those for λ = 8 and t = 64 are eight, ±½ and 2^-2, 2^-4, 2^-8, …, 2^-64, which are at least 2^-33 apart:
/// a word of three signs takes one weight and 43 for its column; A is smaller by 2^-33, for 33 more doublings of the sum. Sixteen such values would reach to
/// 2^-16384, so that larger λ gives the network of eight. Sixteen evenly spaced values store four signs.
/// </para>
/// </remarks>
internal sealed record SignWordColumns : ColumnKind
{
    private const int NonlinearValues = 8;
    private const int NonlinearPrecision = 64;
    private const int MostTried = 2;
    private readonly CodebookFamily _family;
    private readonly int _precision;

    private SignWordColumns(CodebookFamily family, int precision, SignWords words, int smallWeights) =>
        (_family, _precision, Words, SmallWeights) = (family, precision, words, smallWeights);

    /// <summary>Where words are looked for: in eight of the paper's nonlinear values, or in all that are given; null where there are too few.</summary>
    public static CodebookFamily? ValuesFor(CodebookFamily asked) => asked switch
    {
        { Quantization: Quantization.Given, Limit: >= NonlinearValues } => asked,
        { Quantization: Quantization.Nonlinear, Limit: >= NonlinearValues } => CodebookFamily.Nonlinear(NonlinearValues),
        _ => null,
    };

    /// <summary>The words of weight values, for every number of signs and with each of the powers of two that may make constants small.</summary>
    public static IEnumerable<SignWordColumns> Over(CodebookFamily asked)
    {
        if (ValuesFor(asked) is not { } family)
        {
            return [];
        }

        int precision = family.Quantization == Quantization.Given ? 1 : NonlinearPrecision;
        Codebook codebook = family.At(precision);
        return
            from words in SignWords.Over(codebook)
            from small in codebook.Values.Where(v => v.Sign > 0 && v.IsDyadic && v.Numerator.IsOne).Select(v => -1 - v.ToDyadic().Exponent)
                .Where(s => s < words.LogGap).OrderDescending().Take(MostTried)
            select new SignWordColumns(family, precision, words, small);
    }

    /// <summary>Those that may be the best for pieces of some length.</summary>
    /// <param name="kinds">The words.</param>
    /// <param name="pieces">About how many pieces there are.</param>
    public static IEnumerable<SignWordColumns> Likely(IEnumerable<SignWordColumns> kinds, double pieces) => kinds
        .OrderBy(k => (pieces / k.Pieces) + (2 * Math.Sqrt(pieces * (4 + Math.Log2(pieces)) * k.Words.WeightsOfColumn / k.Pieces)) + (16 * k.Words.LogGap))
        .Take(MostTried);

    /// <summary>How words are read.</summary>
    public SignWords Words { get; }

    /// <inheritdoc/>
    public override int Pieces => Words.Pieces;

    /// <inheritdoc/>
    public override Rational PathError => 1;

    /// <inheritdoc/>
    public override int LogScale => Words.LogGap + 2;

    /// <inheritdoc/>
    public override int Delay => 2;

    /// <inheritdoc/>
    public override int SmallWeights { get; }

    /// <inheritdoc/>
    public override bool StoresEnds => true;

    /// <summary>Offsets, the knots, and half a margin where the path gives way to its end.</summary>
    /// <inheritdoc/>
    public override int LogConstants(CrossbarParameters parameters) =>
        Math.Max(Words.LogGap + parameters.LogMargin, Words.Knots.Max(k => -k.Exponent)) - 1;

    /// <inheritdoc/>
    public override (CodebookFamily Family, int Precision) Values(CodebookFamily asked) => (_family, _precision);

    /// <inheritdoc/>
    public override double Estimate(CrossbarParameters parameters) =>
        (Words.WeightsOfColumn * parameters.AllColumns) + (2 * parameters.CellsPerSide * Math.Log2(parameters.Columns)) + (16 * (LogScale + 3));

    /// <inheritdoc/>
    public override ColumnPlan? Plan(CrossbarFrame frame, PlannedUnit leaves, PlannedUnit z, KnownSums sums)
    {
        var columns = new SignWordColumnPlan(frame, this, leaves, z);
        return columns.AddEnds(sums) ? columns : null;
    }

    /// <inheritdoc/>
    public override IPathWriter Writer(Codebook codebook) => new WordWriter(Words, codebook);

    private sealed class WordWriter : IPathWriter
    {
        private readonly int _pieces;
        private readonly ushort[] _codes;

        public WordWriter(SignWords words, Codebook codebook)
        {
            (_pieces, _codes) = (words.Pieces, new ushort[words.Digits.Length]);
            for (int level = 0; level < _codes.Length; level++)
            {
                _codes[SignWords.Word(level)] = (ushort)codebook.CodeOf(words.Digits[level]);
            }
        }

        public PathWord Next(int column, double height, KnotsOutwards knots)
        {
            (int word, double distance, double where) = (0, 0, 0);
            for (int i = 0; i < _pieces; i++)
            {
                double value = knots.At(i + 1);
                bool up = value >= height, isEven = ((_pieces * column) + i) % 2 == 0;
                height += up ? 1 : -1;
                word |= up == isEven ? 0 : 1 << i;
                double there = Math.Abs(value - height);
                (distance, where) = there > distance ? (there, i + 1) : (distance, where);
            }

            return new PathWord(_codes[word], height, distance, where);
        }
    }
}
