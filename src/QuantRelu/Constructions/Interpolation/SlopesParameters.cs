using System.Numerics;
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
internal sealed record SlopesParameters
{
    /// <summary>The most cells.</summary>
    public const int LogMostCells = 17;

    /// <summary>A norm may exceed M by this part of it, which <see cref="Targets.UnitBall"/> allows.</summary>
    private static readonly Dyadic Excess = 1 + Dyadic.PowerOfTwo(-29);

    /// <summary>s ≥ 0: M = 2^s bounds |f|, |f'| and |f''|.</summary>
    public required int LogNorm { get; init; }

    /// <summary>o, odd: δ = o·2^-E.</summary>
    public int StepFactor { get; init; } = 1;

    /// <summary>E: δ = o·2^-E.</summary>
    public required int LogStep { get; init; }

    /// <summary>log b: digits are odd numbers from -(b-1) to b-1.</summary>
    public int LogBase { get; init; } = 1;

    /// <summary>What the coordinate is multiplied by, layer by layer, in halves: 3, 5 or 7, whose product is the odd part of N, or 4.</summary>
    public required ImmutableArray<int> Factors { get; init; }

    /// <summary>k: N = 2^k · the product of the odd factors.</summary>
    public required int LogCells { get; init; }

    /// <summary>ρ_1, ρ_2, …: a knot of one level of the tree has 2^ρ children on the next; 2^{Σρ} ≥ N.</summary>
    public required ImmutableArray<int> Branches { get; init; }

    /// <summary>Layers in which the coordinate is held beyond the fewest.</summary>
    public int Slack { get; init; }

    /// <summary>The most copies of a unit in the sum.</summary>
    public int MostHalves { get; init; } = 16;

    /// <summary>s, the coefficient of the greatest digit; its odd part divides o.</summary>
    public Dyadic Sign { get; init; } = Dyadic.Half;

    /// <summary>The odd factor of the sum of the planes: o(b-1) by the odd part of s.</summary>
    public long SumFactor => StepFactor / (long)Sign.Mantissa * ((1L << LogBase) - 1);

    /// <summary>The most layers; null for no limit.</summary>
    public int? MostDepth { get; init; }

    /// <summary>N.</summary>
    public long Cells => Factors.Where(f => f % 2 == 1).Aggregate(1L << LogCells, (n, f) => n * f);

    /// <summary>δ.</summary>
    public Dyadic Step => Dyadic.Create(StepFactor, -LogStep);

    /// <summary>M.</summary>
    public Dyadic Norm => Dyadic.PowerOfTwo(LogNorm);

    /// <summary>t: digits of a knot.</summary>
    public int Digits => DigitsOf((Norm * Excess / (Rational)(Step * Count * Count)) + (4 * NodalRounding.Reach));

    /// <summary>T ≥ t: digits of the slope of the first cell.</summary>
    public int SlopeDigits => Math.Max(Digits, DigitsOf((Norm * Excess / (Rational)(Step * Count)) + (2 * NodalRounding.Reach)));

    /// <summary>B ≥ T: digits of the value at 0.</summary>
    public int ValueDigits => Math.Max(SlopeDigits, DigitsOf((Norm * Excess / (Rational)Step) + NodalRounding.Reach));

    /// <summary>Where X = ξx, ξ the product of all factors/2 and 1/2, a cell has the length 2^{-this}.</summary>
    public int LogCell => Factors.Length + 1 + LogCells - (2 * Factors.Count(f => f == 4));

    private Dyadic Count => Dyadic.Create(Cells, 0);

    /// <summary>The bound κ/(8N²) + δ for a function with |f''| ≤ κ, and what its nodal values are not known by.</summary>
    public Rational Bound(Rational secondDerivative) => (secondDerivative / (Rational)(8 * Count * Count)) + (Step * NodalRounding.Reach);

    // The least t with magnitude < b^t + 1.
    private int DigitsOf(Rational magnitude)
    {
        int t = 1;
        while (magnitude >= Rational.Create((BigInteger.One << (LogBase * t)) + 1, 1))
        {
            t++;
        }

        return t;
    }
}
