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
internal sealed record HierarchicalParameters : InterpolationParameters
{
    /// <summary>The most nodes.</summary>
    public const int LogMostNodes = 20;

    /// <summary>The most meshes that are tried.</summary>
    public const int MostLevels = 12;

    /// <summary>c_2 rounded up: max_b [1/(8(1+b)) + b(1-b)²/2] = 0.170402….</summary>
    public static readonly Rational MeshConstant = Rational.Create(1705, 10000);

    /// <summary>d, 1 or 2.</summary>
    public required int Dimension { get; init; }

    /// <summary>L, at most k: meshes beyond the first.</summary>
    public required int Levels { get; init; }

    /// <inheritdoc/>
    public override double Estimate
    {
        get
        {
            int own = Dimension == 1 ? 3 : 2;
            double nodes = Enumerable.Range(0, Levels + 1).Sum(l => (GridNodes(l) + Centres(l)) * (double)(Digits(l) + own));
            double hats = Dimension == 1
                ? 4.0 * Cells
                : (24.0 * Cells) + Enumerable.Range(0, Levels + 1).Sum(l => CellsOf(l) * (18.0 + (6 * (Levels - l))));
            return nodes + hats + (8.0 * Digits(0)) + (12.0 * Dimension * Factors.Length);
        }
    }

    /// <inheritdoc/>
    public override bool IsTooFine => Cells >= 1 << LogMostNodes || (Dimension == 2 && 2 * Cells * Cells > 1 << LogMostNodes);

    /// <summary>N_l, the cells of a mesh along each side.</summary>
    public int CellsOf(int level) => checked((int)(Cells >> (Levels - level)));

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
        if (level == 0)
        {
            return DigitsOf((Most / (Rational)Step) + NodalRounding.Reach);
        }

        var before = Dyadic.Create(CellsOf(level - 1), 0);
        return DigitsOf((Most / (Rational)(8 * before * before * Step)) + (2 * NodalRounding.Reach));
    }

    /// <inheritdoc/>
    public override HierarchicalNetwork? ToNetwork() => HierarchicalNetwork.Of(this);

    /// <summary>c_d κ/N².</summary>
    protected override Rational InterpolationError(Rational secondDerivative) =>
        secondDerivative * (Dimension == 1 ? Rational.Create(1, 8) : MeshConstant) / Rational.Create((BigInteger)Cells * Cells, 1);
}
