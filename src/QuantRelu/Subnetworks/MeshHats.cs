using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// The hats of piecewise linear interpolation, along a line from the ramps of a <see cref="RampTree"/>, and on the criss-cross mesh of a square from two of
/// those, without a product (our own).
/// </summary>
/// <remarks>
/// <para><b>Along a line.</b> With ramps of height A over n cells and ρ_c the rising one of cell c, A less the falling one, the hat around place k, which is
/// A/2 there, 0 at all other places and linear between, is (ρ_(k-1) - ρ_k)/2, where ρ_(-1) = A and ρ_n = 0. For an even k that is ½(r + f - A) of the rising
/// ramp r to its left and the falling one f to its right, for an odd k ½(A - f - r): three weights. Its complement A/2 - hat costs the same.
/// Proof: ρ_(k-1) and ρ_k are both A to the right of cell k, both 0 to the left of cell k - 1, and each passes over its own cell. ∎</para>
/// <para><b>On a square.</b> For hats h(x) and g(y) of height H around i and j, σ(½h(x) - ½(H - g(y))) = ½H·max(0, 1 - |x - i| - |y - j|), in cells: two
/// weights. Proof: where both are positive, h + g - H = H(1 - |x - i| - |y - j|); where one is 0, it is at most 0, and so is that difference. ∎</para>
/// <para>This is half the hat of a grid point on the mesh of squares cut by both diagonals: it is linear on each triangle, and 0 at the four centres around
/// the point. Along x + y and x - y, in half cells, |u + v| + |u - v| = 2 max(|u|, |v|) makes it the hat of the centre of a square,
/// ½H·max(0, 1 - 2 max(|x - i - ½|, |y - j - ½|)).</para>
/// <para><b>Nested meshes.</b> The ramps of a coarser level are in the tree already, so hats of all meshes of 2^l cells, l = 0, ..., p, come from one tree,
/// and n_l nodes of a level take 3 n_l weights along a line, and 2 n_l on a square beside O(2^l) of its lines.</para>
/// </remarks>
public static class MeshHats
{
    /// <summary>What σ is applied to for the hat around a place of a line, ½A·max(0, 1 - |n x - k|), or for its complement to ½A.</summary>
    /// <param name="ramps">The ramps over all cells from left to right, of height A, falling over even cells and rising over odd ones.</param>
    /// <param name="place">k, 0 to the number of cells.</param>
    /// <param name="height">A/2, of which <see cref="Constant"/> tells how often it is read.</param>
    /// <param name="complement">Whether the complement is wanted.</param>
    public static LinearForm Hat(IReadOnlyList<LinearForm> ramps, int place, LinearForm height, bool complement = false)
    {
        ArgumentNullException.ThrowIfNull(ramps);
        return Of(ramps, place, Constant(place, ramps.Count, complement) * height, complement);
    }

    /// <summary>The same with its constant as it is read.</summary>
    internal static LinearForm Of(IReadOnlyList<LinearForm> ramps, int place, LinearForm constant, bool complement)
    {
        Dyadic half = Dyadic.Create(Sign(place, complement), -1);
        return LinearForm.Sum(Cells(place, ramps.Count).Select(c => half * ramps[c]).Append(constant));
    }

    /// <summary>What σ is applied to for the hat of a node of the square, ½(h - complement).</summary>
    /// <param name="hat">The hat along the first coordinate.</param>
    /// <param name="complement">The complement of the hat along the second, of the same height.</param>
    public static LinearForm Joint(LinearForm hat, LinearForm complement) => (Dyadic.Half * hat) - (Dyadic.Half * complement);

    /// <summary>The sign with which a hat reads its ramps: 1 at even places, -1 at odd ones, the other for a complement.</summary>
    /// <param name="place">k.</param>
    /// <param name="complement">Whether the complement is wanted.</param>
    public static int Sign(int place, bool complement) => (place % 2 == 0) == complement ? -1 : 1;

    /// <summary>How often a hat reads the constant A/2: 1 at odd places, -1 at even ones, 0 at the ends; for a complement 1 less that.</summary>
    /// <param name="place">k.</param>
    /// <param name="cells">n.</param>
    /// <param name="complement">Whether the complement is wanted.</param>
    public static int Constant(int place, int cells, bool complement)
    {
        int own = place % 2 == 1 ? 1 : place == 0 || place == cells ? 0 : -1;
        return complement ? 1 - own : own;
    }

    /// <summary>The cells whose ramps a hat reads: those beside its place.</summary>
    /// <param name="place">k.</param>
    /// <param name="cells">n.</param>
    public static IEnumerable<int> Cells(int place, int cells) => new[] { place - 1, place }.Where(c => c >= 0 && c < cells);
}
