using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>
/// The parameters of a table of slope changes for the functions f on [0, 1] with |f|, |f'|, |f''| ≤ M = 2^s: N equal cells, values in steps of δ.
/// The network computes F, linear on every cell, with F(j/N) = v_j·δ for whole numbers v_j.
/// </summary>
/// <remarks>
/// <b>Error.</b> Numbers of one parity are 2 apart, so that v_j can be chosen with |v_j δ - f(j/N)| ≤ δ in either parity. The interpolant of f errs by at
/// most M/(8N²), and F differs from it by at most δ, being linear between the nodes: |F - f| ≤ M/(8N²) + δ.
/// <para>
/// <b>Digits.</b> F = v_0 δ + δN(D x + Σ_{j=1}^{N-1} d_j σ(x - j/N)) with D = v_1 - v_0 and d_j = v_{j+1} - 2v_j + v_{j-1}. As |f''| ≤ M, the second
/// difference of the f(j/N) is at most M/N², so |d_j| ≤ M/(N²δ) + 4; |D| ≤ M/(Nδ) + 2 and |v_0| ≤ M/δ + 1. With v_0, v_1, … alternately odd and even
/// in the order 1, 0, 0, 1, 1, 0, 0, 1, 1, … all of them are odd, and an odd number below b^t + 1 in absolute value is Σ_{i&lt;t} b^i D_i with odd D_i
/// from -(b-1) to b-1: over {-1/2, 1/2} b = 2, and a digit is a sign, one weight.
/// </para>
/// <para>
/// <b>Size.</b> t = log(M/(N²δ)) + O(1) whatever N is. With δ ~ ε and N ~ √(M/ε) a knot takes O(1) weights: O(ε^{-1/2}) in all, the order of the entropy
/// bound; tables of slopes take log N digits more for every cell. With W = M/(N²δ) the error is δ(W/8 + 1), and N(t + 3) is least where W is just below
/// 2^t - 3 with t = 4: 3.15·√(M/ε) + O(log²(1/ε)).
/// </para>
/// Ours.
/// </remarks>
internal sealed record SlopesParameters : InterpolationParameters
{
    /// <summary>The most cells.</summary>
    public const int LogMostCells = 17;

    /// <summary>ρ_1, ρ_2, …: a knot of one level of the tree has 2^ρ children on the next; 2^{Σρ} ≥ N.</summary>
    public ImmutableArray<int> Branches { get; init; } = [];

    /// <summary>t: digits of a knot.</summary>
    public int Digits => DigitsOf((Most / (Rational)(Step * Count * Count)) + (4 * NodalRounding.Reach));

    /// <summary>T ≥ t: digits of the slope of the first cell.</summary>
    public int SlopeDigits => Math.Max(Digits, DigitsOf((Most / (Rational)(Step * Count)) + (2 * NodalRounding.Reach)));

    /// <summary>B ≥ T: digits of the value at 0.</summary>
    public int ValueDigits => Math.Max(SlopeDigits, DigitsOf((Most / (Rational)Step) + NodalRounding.Reach));

    /// <inheritdoc/>
    public override double Estimate => (Cells * (Digits + 2.8)) + (10.0 * SlopeDigits) + (12.0 * Factors.Length);

    /// <inheritdoc/>
    public override bool IsTooFine => Cells > 1L << LogMostCells;

    /// <inheritdoc/>
    public override int Followed => MostDepth is null ? base.Followed : int.MaxValue;

    private Dyadic Count => Dyadic.Create(Cells, 0);

    /// <inheritdoc/>
    public override SlopesNetwork? ToNetwork() => SlopesNetwork.Of(this);

    /// <summary>The same with a tree of two children for every knot.</summary>
    public override SlopesParameters Settled() => this with { Branches = [.. Enumerable.Repeat(1, LogCeiling(Cells))] };

    /// <summary>The layouts that are counted at first. Where layers are few, wide trees and steep sums are needed to have a network at all.</summary>
    public override IEnumerable<InterpolationParameters> Layouts() => MostDepth is null
        ? base.Layouts()
        : from layout in base.Layouts().Append(Gained().Gained()).Cast<SlopesParameters>()
          from width in Enumerable.Range(1, 4)
          select layout with { Branches = Even(Branches.Sum(), width), MostHalves = 64 };

    /// <summary>Other trees.</summary>
    public override IEnumerable<InterpolationParameters> Shapes() => Trees(Branches.Sum()).Select(branches => this with { Branches = branches });

    /// <summary>M/(8N²).</summary>
    protected override Rational InterpolationError(Rational secondDerivative) => secondDerivative / (Rational)(8 * Count * Count);

    private static ImmutableArray<int> Even(int digits, int width) =>
        [.. Enumerable.Repeat(digits % width, digits % width > 0 ? 1 : 0), .. Enumerable.Repeat(width, digits / width)];

    // Ways to split J binary digits.
    private static IEnumerable<ImmutableArray<int>> Trees(int digits)
    {
        for (int last = 2; last <= Math.Min(3, digits); last++)
        {
            yield return [.. Enumerable.Repeat(1, digits - last), last];
        }

        for (int pairs = 2; 2 * pairs <= digits; pairs++)
        {
            yield return [.. Enumerable.Repeat(1, digits - (2 * pairs)), .. Enumerable.Repeat(2, pairs)];
        }

        for (int first = 2; first < digits; first++)
        {
            yield return [first, .. Enumerable.Repeat(1, digits - first)];
        }
    }

    private static int LogCeiling(long n) => n <= 1 ? 0 : 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)n - 1);
}
