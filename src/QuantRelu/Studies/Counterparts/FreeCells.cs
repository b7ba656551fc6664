using QuantRelu.Circuits;
using QuantRelu.Constructions.Cells;
using QuantRelu.Subnetworks;

namespace QuantRelu.Studies.Counterparts;

/// <summary>
/// Local polynomials of degree n - 1 on N^d equal cells of [0, 1]^d with free weights: for each cell j one unit σ(M + P_j(x) - K D_j(x)),
/// D_j = Σ_i [σ(a_i - x_i) + σ(x_i - b_i)] being the distance from it; the sum over the cells of each of 2^d classes by the parities of j, and the
/// greatest of these sums, less M. Every coefficient is one weight, so that nothing is looked up.
/// </summary>
/// <remarks>
/// <para>
/// <b>Theorem.</b> If |D^k f| ≤ M for |k| ≤ n, |P_j - f| ≤ E on the cell, and |∂_i P_j| ≤ GM on [0, 1]^d, then K = (1 + G)M + 2N(2M + E) gives a function
/// that is within E of f. <b>Proof.</b> From the cell to a point at a distance of D the difference P_j - f grows by at most (1 + G)M D along the axes, so that
/// M + P_j - K D ≤ M + f + E everywhere; and it is at most 2M + E + ((1 + G)M - K) D ≤ 0 where D ≥ 1/(2N). Two cells of a class are 1/N apart along an axis, so
/// that at no point both are nearer than 1/(2N): of every class at most one unit is not 0, and the sum is at most M + f + E, as M + f ≥ 0. That of the
/// point's own cell is at least M + f - E. ∎
/// </para>
/// <para>
/// E = M (d/2^{n-1} + d^n - d)/((2N)^n n!) + Σ_k β_k e_k: the polynomials', <see cref="CellPolynomials"/>, and the monomials', <see cref="FreeFeatures"/>. In
/// powers of the distance from the centre a coefficient of P_j is at most M(1 + 1/N)/k!: one of several axes is Taylor's, and the l-th derivative of an
/// interpolant at n points of an interval of length 1/N differs from that of f by at most M N^{l-n}/(n-l)!; for |k| = n - 1 it is a divided difference, at most
/// M/k!. In powers of x therefore β_k = M/k! for |k| = n - 1, else M(1 + 1/N)/k! Σ_{j&lt;n-|k|} d^j/j!; and G = (1 + 1/N) Σ_{j&lt;n-1} d^j/j!, 0 for n = 1.
/// </para>
/// </remarks>
/// <param name="dimension">d.</param>
/// <param name="cells">N.</param>
/// <param name="smoothness">n.</param>
/// <param name="norm">M.</param>
/// <param name="teeth">r; of no matter for n ≤ 2.</param>
internal sealed class FreeCells(int dimension, int cells, int smoothness, double norm, int teeth)
{
    /// <summary>The most cells that are tried.</summary>
    public const int MostCells = 1 << 12;

    private const int MostTeeth = 16;
    private readonly FreeFeatures _features = new(dimension, smoothness, teeth);

    /// <summary>N^d.</summary>
    public int Count => (int)Math.Pow(cells, dimension);

    /// <summary>E.</summary>
    public double Bound
    {
        get
        {
            double axes = (dimension / Math.ScaleB(1, smoothness - 1)) + Math.Pow(dimension, smoothness) - dimension;
            double sum = norm * axes / Math.Pow(2 * cells, smoothness) / MathNet.Numerics.SpecialFunctions.Factorial(smoothness);
            for (int k = 1; k < _features.Monomials.Count; k++)
            {
                int higher = smoothness - 1 - _features.Monomials[k].Total;
                double coefficient = norm / _features.Monomials.FactorialAt(k) * (higher == 0 ? 1 : (1 + (1.0 / cells)) * Exponential(higher));
                sum += coefficient * _features.Error(k);
            }

            return sum;
        }
    }

    private double Steepness =>
        (norm * (1 + (smoothness == 1 ? 0 : (1 + (1.0 / cells)) * Exponential(smoothness - 2)))) + (2 * cells * ((2 * norm) + Bound));

    /// <summary>For every number of teeth the least N that an error allows.</summary>
    public static IEnumerable<FreeCells> Within(int dimension, int smoothness, double norm, double error)
    {
        for (int teeth = 1; teeth <= (smoothness <= 2 ? 1 : MostTeeth); teeth++)
        {
            for (int cells = 1; Math.Pow(cells, dimension) <= MostCells; cells++)
            {
                var found = new FreeCells(dimension, cells, smoothness, norm, teeth);
                if (found.Bound <= error)
                {
                    yield return found;
                    break;
                }
            }
        }
    }

    /// <summary>The network of a function in words of w bits, or null when they are too short.</summary>
    public Network? InWords(Target target, WordLength word)
    {
        double steep = Steepness;
        int fraction = word.FractionBits(steep), places = word.FractionBits(1);
        Dyadic[] ends = [.. Enumerable.Range(0, cells + 1).Select(j => WordLength.Round((double)j / cells, places))];
        if (fraction < 0 || Enumerable.Range(0, cells).Any(j => ends[j] >= ends[j + 1]))
        {
            return null;
        }

        var circuit = new Circuit(dimension);
        LinearForm[] made = _features.Add(circuit);
        LinearForm[][] outside = [.. Enumerable.Range(0, dimension).Select(axis => Outside(circuit, circuit.Input(axis), ends))];
        int parities = Math.Min(2, cells);
        var sums = new LinearForm[(int)Math.Pow(parities, dimension)];
        Array.Fill(sums, 0);
        foreach (int[] cell in CellParameters.Product(dimension, cells))
        {
            double[] p = LocalExpansion.Of(target, _features.Monomials, [.. cell.Select(j => ((double)ends[j], (double)ends[j + 1]))]);
            p[0] += norm - Enumerable.Range(1, p.Length - 1).Sum(k => p[k] * _features.Shift(k));
            LinearForm inside = LinearForm.Sum(p.Select((c, k) => WordLength.Round(c, fraction) * made[k]));
            LinearForm distance = LinearForm.Sum(cell.Select((j, axis) => outside[axis][j]));
            sums[cell.Aggregate(0, (sum, j) => (parities * sum) + (j % parities))] +=
                circuit.Relu(inside - (WordLength.Round(steep, fraction) * distance), "cell");
        }

        return FreeNetwork.Of(circuit, Greatest(circuit, sums) - Dyadic.FromDouble(norm));
    }

    // The distance along an axis from each of its intervals, where the cube goes on.
    private static LinearForm[] Outside(Circuit circuit, LinearForm x, Dyadic[] ends)
    {
        int last = ends.Length - 2;
        LinearForm[] before = [.. Enumerable.Range(0, last + 1).Select(j => j > 0 ? circuit.Relu(ends[j] - x, "before", UnitPlacement.Late) : 0)];
        return [.. before.Select((b, j) => b + (j < last ? circuit.Relu(x - ends[j + 1], "behind", UnitPlacement.Late) : 0))];
    }

    // max(a, b) = σ(a) + σ(b - a) for a ≥ 0.
    private static LinearForm Greatest(Circuit circuit, LinearForm[] sums)
    {
        LinearForm[] greatest = sums.Length == 1 ? [circuit.Relu(sums[0], "cells")] : sums;
        while (greatest.Length > 1)
        {
            greatest = [.. greatest.Chunk(2).Select(p => circuit.Relu(p[0], "cells of a class") + circuit.Relu(p[1] - p[0], "how much greater"))];
        }

        return greatest[0];
    }

    private double Exponential(int terms) =>
        Enumerable.Range(0, terms + 1).Sum(j => Math.Pow(dimension, j) / MathNet.Numerics.SpecialFunctions.Factorial(j));
}
