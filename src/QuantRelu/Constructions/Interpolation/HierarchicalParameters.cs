using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>
/// The parameters of hierarchical interpolation for the functions f on [0, 1]^d, d = 1 or 2, all of whose derivatives of order at most 2 are ≤ M = 2^s:
/// nested meshes of N_0·2^l cells along each side, l = 0, ..., L, and surpluses in steps of δ.
/// </summary>
/// <remarks>
/// <b>Meshes.</b> For d = 2 the N_l² squares are cut by both diagonals; nodes are the grid points and the centres of the squares. Each mesh refines the
/// one before, and every new node is the middle of an edge of that: a grid point of a side, a centre of half a diagonal.
/// <para>
/// <b>Error.</b> In a triangle f(p) = Σ λ_i f(v_i) - Σ λ_i R_i with |R_i| ≤ ½ M ‖v_i - p‖_1², so the interpolant errs by at most c_d M/N²,
/// c_1 = 1/8. With the corners (0, 0), (1, 0) and the centre (½, ½), p = (x, y), x ≤ ½, a = x + y, b = x - y, the sum Σ λ_i ‖v_i - p‖_1² is
/// a(1-a) - b(1-a)² + b(1-b)², greatest in a at a = (1 + 2b)/(2 + 2b), so that
/// c_2 = max_b [1/(8(1+b)) + b(1-b)²/2] = 0.17040…. Every nodal value is within δ of f, and F is linear between: |F - f| ≤ c_d M/N² + δ.
/// </para>
/// <para>
/// <b>Digits.</b> A node of level l ≥ 1 has the value (V_1 + V_2)/2 + w, where V_1, V_2 stand at the ends of its edge and w is the odd number nearest to
/// what f/δ differs from their mean by. An edge has the half length h_{l-1}/2 in the 1-norm, h = 1/N, so that f at its middle differs from the mean of f
/// at its ends by at most M h_{l-1}²/8, and |w| ≤ M h_{l-1}²/(8δ) + 2. On level 0 |w| ≤ M/δ + 1. Odd numbers below b^t + 1 are Σ_{i&lt;t} b^i D_i with
/// odd |D_i| ≤ b - 1.
/// </para>
/// <para>
/// <b>Size.</b> n_l nodes of level l take t_l + 2 weights each for d = 2, t_l = 2(L - l) + O(1): Σ n_l t_l = O(N^d) = O(ε^{-d/2}), the order of the
/// entropy bound; all else is O(N) + O(log² (1/ε)).
/// </para>
/// Ours.
/// </remarks>
internal sealed record HierarchicalParameters
{
    /// <summary>The most nodes.</summary>
    public const int LogMostNodes = 20;

    /// <summary>c_2 rounded up: max_b [1/(8(1+b)) + b(1-b)²/2] = 0.170402….</summary>
    public static readonly Rational MeshConstant = Rational.Create(1705, 10000);

    private static readonly Dyadic Excess = 1 + Dyadic.PowerOfTwo(-29);

    /// <summary>d, 1 or 2.</summary>
    public required int Dimension { get; init; }

    /// <summary>s ≥ 0: M = 2^s.</summary>
    public required int LogNorm { get; init; }

    /// <summary>o, odd: δ = o·2^-E.</summary>
    public int StepFactor { get; init; } = 1;

    /// <summary>E: δ = o·2^-E.</summary>
    public required int LogStep { get; init; }

    /// <summary>log b: digits are odd numbers from -(b-1) to b-1.</summary>
    public int LogBase { get; init; } = 1;

    /// <summary>s, the coefficient of the greatest digit; its odd part divides o.</summary>
    public Dyadic Sign { get; init; } = Dyadic.Half;

    /// <summary>The odd factor of the sum of the planes: o(b-1) by the odd part of s.</summary>
    public long SumFactor => StepFactor / (long)Sign.Mantissa * ((1L << LogBase) - 1);

    /// <summary>What the coordinates are multiplied by, layer by layer, in halves: 3, 5 or 7, whose product is the odd part of N, or 4.</summary>
    public required ImmutableArray<int> Factors { get; init; }

    /// <summary>k ≥ L: N = 2^k · the product of the odd factors.</summary>
    public required int LogCells { get; init; }

    /// <summary>L: meshes beyond the first.</summary>
    public required int Levels { get; init; }

    /// <summary>Layers in which the coordinates are held beyond the fewest.</summary>
    public int Slack { get; init; }

    /// <summary>The most copies of a unit in the sum.</summary>
    public int MostHalves { get; init; } = 16;

    /// <summary>The most layers; null for no limit.</summary>
    public int? MostDepth { get; init; }

    /// <summary>N, the cells of the finest mesh along each side.</summary>
    public int Cells => Factors.Where(f => f % 2 == 1).Aggregate(1 << LogCells, (n, f) => n * f);

    /// <summary>δ.</summary>
    public Dyadic Step => Dyadic.Create(StepFactor, -LogStep);

    /// <summary>M.</summary>
    public Dyadic Norm => Dyadic.PowerOfTwo(LogNorm);

    /// <summary>Where X = ξx, ξ the product of all factors/2 and 1/2, a cell has the length 2^{-this}.</summary>
    public int LogCell => Factors.Length + 1 + LogCells - (2 * Factors.Count(f => f == 4));

    /// <summary>The nodes of all meshes.</summary>
    public long Nodes => Enumerable.Range(0, Levels + 1).Sum(l => GridNodes(l) + Centres(l));

    /// <summary>N_l, the cells of a mesh along each side.</summary>
    public int CellsOf(int level) => Cells >> (Levels - level);

    /// <summary>The grid points that a mesh has and the one before has not.</summary>
    public long GridNodes(int level)
    {
        long n = CellsOf(level), all = Dimension == 1 ? n + 1 : (n + 1) * (n + 1);
        return level == 0 ? all : Dimension == 1 ? n / 2 : all - (((n / 2) + 1) * ((n / 2) + 1)) - (n / 2 * (n / 2));
    }

    /// <summary>The centres of squares of a mesh; none for d = 1.</summary>
    public long Centres(int level) => Dimension == 1 ? 0 : (long)CellsOf(level) * CellsOf(level);

    /// <summary>t_l: digits of a node of a level.</summary>
    public int Digits(int level)
    {
        Rational surplus = level == 0
            ? (Norm * Excess / (Rational)Step) + NodalRounding.Reach
            : (Norm * Excess / (Rational)(8 * Dyadic.Create(CellsOf(level - 1), 0) * Dyadic.Create(CellsOf(level - 1), 0) * Step)) + (2 * NodalRounding.Reach);
        int t = 1;
        while (surplus >= Rational.Create((BigInteger.One << (LogBase * t)) + 1, 1))
        {
            t++;
        }

        return t;
    }

    /// <summary>The bound c_d κ/N² + δ for a function with second derivatives ≤ κ, and what its nodal values are not known by.</summary>
    public Rational Bound(Rational secondDerivative)
    {
        Rational constant = Dimension == 1 ? Rational.Create(1, 8) : MeshConstant;
        return (secondDerivative * constant / Rational.Create((BigInteger)Cells * Cells, 1)) + (Step * NodalRounding.Reach);
    }
}
