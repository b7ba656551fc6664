using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// Columns of digits of four values, one weight for two pieces of the path, over a codebook with the ends ±1/2 and two values w_1 &lt; w_2 between them:
/// the paths of such words err by at most (1+κ)s, κ = 2 max |w_i|.
/// </summary>
/// <remarks>
/// <para>
/// <em>Words.</em> Over two pieces the path of a stored w falls by 2d = 1 - 2w from A = g(σ(w - w_1) - σ(w - w_2)) on and climbs elsewhere: ½ climbs, w_2
/// climbs A_2 = g(w_2 - w_1), falls 1 - 2w_2 and climbs, w_1 falls 1 - 2w_1 and climbs, -½ falls. The net change is 4w for each of them, linear in w.
/// </para>
/// <para>
/// <em>Theorem.</em> If 1-κ ≤ A_2 ≤ 1+2w_2, f moves by at most 1 over a piece, and |f| ≤ E = 1+κ where a path at 0 begins, then |f - path| ≤ E on all of one of
/// the words. <em>Proof.</em> f - path grows where the path falls and shrinks where it climbs. If f(E) ≤ 0, let the path fall to 1 - 2w_1 ≤ E: there
/// f - path ≤ E - (1-2w_1) + (1-2w_1) = E. If f(2) ≤ -1 + 2w_1, the word -½ ends with f + 2 ≤ 1 + 2w_1; otherwise w_1 climbs from there to
/// f - 4w_1 ≥ -1 - 2w_1. If f(E) ≥ 0, let it climb to A_2 ≤ E: there f - path ≥ -(E - A_2) - A_2. If f(2) ≥ 1-κ, the word ½ ends with f - 2 ≥ -E; otherwise
/// w_2 falls to B = A_2 + 1 - 2w_2 ≤ 2, where f ≤ 1-κ + 2-B and the path is at 2A_2 - B, so that f - path ≤ 3 - κ - 2A_2 ≤ E, and ends with
/// f - 4w_2 ≥ -(2-E) - 2κ = -E. ∎ The word whose greatest distance at its own knots is least is no worse; a step has room for what values are not known by.
/// </para>
/// <para>
/// <em>Network.</em> Q = σ(Σ_j w_j I_j + ½H) = H(½+w) of the open cell; h = σ(½Q - ½H(½+w_1)), q = ½Q; with ν = H/(4g), y_h = 2νσ(z/ℓ - 2hL), b_o = 4νo and
/// column k = hL + o, ζ = z/ℓ - 2k: P = σ(½y_h - ½b_o - ½h) = νσ(ζ - A), P' = σ(½y_h - ½b_(o+1) - ½h + q/g) = νσ(ζ - A - 2d), the same A without its second
/// term, of no matter to the four w. The path is z/ℓ - 2Σ(P - P')/ν.
/// </para>
/// <para>
/// <em>Borders.</em> In a margin between pairs two cells share H, and w is any number between theirs. A column that is behind its ramps then is 4w, linear
/// in w, like V: that is all that is asked for. It is behind them from ζ = max(2, g(½ - w_1)) on, so that the last columns of a cell, with 2k beyond m -
/// g(½ - w_1), have the second term too, h' = σ(½Q - ½H(½+w_2)), which both sides add: A + 2d ≤ 2. The very last column errs by no more than the distance
/// from the border, as one of signs does. At the centre of a pair the path is within z/ℓ of V whatever w is.
/// </para>
/// <para>
/// <em>Which values.</em> 1/g is one weight, or two equal ones. {±1/2, ±κ/2} has g = 1/κ, twice κ/2, A_2 = 1. The paper's {-1/2, 1/2, 2^-q, 2^-q²} for λ =
/// 4 has w_1 = 2^-q², w_2 = 2^-q, κ = 2^(1-q), g = 2^q, one weight, A_2 = 1 - 2^(q-q²). {±1/2, ±1/6} has g = 2, κ = 1/3. A column of two pieces takes 11 +
/// 2·(weights of 1/g) weights beside its digits.
/// </para>
/// </remarks>
internal sealed record DigitColumns : ColumnKind
{
    private const int MostRadix = 13;
    private const int MostTried = 3;
    private const int MostValues = 64;
    private readonly CodebookFamily _family;
    private readonly int _precision;

    private DigitColumns(CodebookFamily family, int precision, Rational low, Rational high, int smallWeights, int connections) =>
        (_family, _precision, Low, High, SmallWeights, Connections) = (family, precision, low, high, smallWeights, connections);

    /// <summary>
    /// The weight values in which digits are looked for: four of the paper's nonlinear ones, or all that are given; null where there are none.
    /// </summary>
    public static CodebookFamily? ValuesFor(CodebookFamily asked) => asked switch
    {
        { Quantization: Quantization.Given } => asked,
        { Quantization: Quantization.Nonlinear, Limit: >= 4 } => CodebookFamily.Nonlinear(4),
        _ => null,
    };

    /// <summary>The digits of weight values: those of their codebook, or, where they are the paper's nonlinear ones, of one for each q.</summary>
    public static IEnumerable<DigitColumns> Over(CodebookFamily asked) => ValuesFor(asked) switch
    {
        null => [],
        { Quantization: Quantization.Given } values => Of(values, 1),
        { } values => Enumerable.Range(2, MostRadix - 1).SelectMany(q => Of(values, q * q * q)),
    };

    /// <summary>Those that may be the best for pieces of some length: with few further pieces and few columns that turn at the end of a cell.</summary>
    /// <param name="kinds">The digits.</param>
    /// <param name="pieces">About how many pieces there are.</param>
    public static IEnumerable<DigitColumns> Likely(IEnumerable<DigitColumns> kinds, double pieces) =>
        kinds.OrderBy(kind => (pieces * (double)kind.Kappa / 2) + Math.ScaleB(1, kind.LogSlope) + (16 * kind.LogSlope)).Take(MostTried);

    /// <summary>w_1.</summary>
    public Rational Low { get; }

    /// <summary>w_2.</summary>
    public Rational High { get; }

    /// <summary>log g.</summary>
    public int LogSlope => 1 + SmallWeights - BitOperations.Log2((uint)Connections);

    /// <summary>How many weights add up to 1/g.</summary>
    public int Connections { get; }

    /// <summary>κ.</summary>
    public Rational Kappa => 2 * (Rational.Abs(Low) > Rational.Abs(High) ? Rational.Abs(Low) : Rational.Abs(High));

    /// <summary>g(w_2 - w_1): where the path of the digit w_2 begins to go down.</summary>
    public Rational Turn => Dyadic.PowerOfTwo(LogSlope) * (High - Low);

    /// <summary>How many weights add up to ½ + w.</summary>
    public int WeightsOfTurn(Rational digit) => _family.At(_precision).CodeOf(Dyadic.Half + digit) >= 0 ? 1 : 2;

    /// <inheritdoc/>
    public override int Pieces => 2;

    /// <summary>1 + κ, and 2^-14 for values that are known within 2^-15 of a step.</summary>
    public override Rational PathError => 1 + Kappa + Dyadic.PowerOfTwo(-14);

    /// <inheritdoc/>
    public override int LogScale => LogSlope + 2;

    /// <inheritdoc/>
    public override int Delay => 2;

    /// <inheritdoc/>
    public override int LogConstants(CrossbarParameters parameters) => LogSlope - 2;

    /// <inheritdoc/>
    public override int SmallWeights { get; }

    /// <inheritdoc/>
    public override (CodebookFamily Family, int Precision) Values(CodebookFamily asked) => (_family, _precision);

    /// <summary>The first column of a whole cell at whose end a word of two cells might still have to turn: 2k > m - g(½ - w_1) - ¼.</summary>
    public int FirstTurning(int wholeCell)
    {
        Rational room = (2 * wholeCell) - (Dyadic.PowerOfTwo(LogSlope) * (Dyadic.Half - Low)) - Dyadic.PowerOfTwo(-2);
        return (int)Math.Max(0, (double)(room / 2).Floor() + 1);
    }

    /// <inheritdoc/>
    public override double Estimate(CrossbarParameters parameters)
    {
        int turning = parameters.WholeCell - FirstTurning(parameters.WholeCell);
        return ((11 + (2 * Connections)) * parameters.AllColumns) + (4 * turning) + (21 * (LogSlope + 2));
    }

    /// <inheritdoc/>
    public override ColumnPlan? Plan(CrossbarFrame frame, PlannedUnit leaves, PlannedUnit z, KnownSums sums) => new DigitColumnPlan(frame, this, leaves, z);

    /// <inheritdoc/>
    public override IPathWriter Writer(Codebook codebook) => new DigitWriter(this, codebook);

    // With each power of two, once or twice, as 1/g, 1/2 among them: the two values with the least κ that turn in time.
    private static IEnumerable<DigitColumns> Of(CodebookFamily family, int precision)
    {
        Codebook codebook = family.At(precision);
        Rational[] inner = [.. codebook.Values.Where(w => Rational.Abs(w) <= Dyadic.PowerOfTwo(-2)).OrderBy(Rational.Abs).Take(MostValues)];
        IEnumerable<int> small = inner.Where(v => v.Sign > 0 && v.IsDyadic && v.Numerator.IsOne).Select(v => -1 - v.ToDyadic().Exponent).Append(0);
        return
            from scale in small
            from connections in new[] { 1, 2 }
            let best = (
                from low in inner
                from high in inner
                where low < high
                let kind = new DigitColumns(family, precision, low, high, scale, connections)
                where kind.Turn >= 1 - kind.Kappa && kind.Turn <= 1 + (2 * high)
                select kind).MinBy(k => k.Kappa)
            where best is not null
            select best;
    }
}
