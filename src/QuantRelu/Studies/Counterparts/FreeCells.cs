using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

namespace QuantRelu.Studies.Counterparts;

/// <summary>
/// Local polynomials of degree n - 1 on N equal cells of [0, 1] with free weights, n = 2 or 3: for each cell one unit
/// σ(M + P_j(x) - K σ(a_j - x) - K σ(x - b_j)), 0 on all cells but its neighbours; the sums over even and over odd cells, and their maximum less M. Every
/// coefficient is one weight, so that nothing is looked up.
/// </summary>
/// <remarks>
/// On its cell a unit is M + P_j; at a distance t from it at most M + f + E + O(t) - K t, which is at most M + f + E as K is above the slope of P_j - f; from
/// t = 1/N on it is 0, as K/N ≥ M + P_j. x² is the network of Proposition 1 with r teeth, which is x² + 4^-(r+1)/2 within 4^-(r+1)/2.
/// </remarks>
/// <param name="Cells">N.</param>
/// <param name="Smoothness">n.</param>
/// <param name="Norm">M.</param>
/// <param name="Teeth">r; of no matter for n = 2.</param>
internal sealed record FreeCells(int Cells, int Smoothness, double Norm, int Teeth)
{
    private const int MostTeeth = 8;

    /// <summary>What a polynomial is off by on its cell, at Chebyshev nodes: M/(16N²), or M/(192N³) and what the square is off by.</summary>
    public double Bound => Smoothness == 2
        ? Norm / (16.0 * Cells * Cells)
        : (Norm / (192.0 * Cells * Cells * Cells)) + (Norm / 2 * Math.ScaleB(1, -2 * (Teeth + 1)) / 2);

    /// <summary>For every number of teeth the least N that an error allows.</summary>
    public static IEnumerable<FreeCells> Within(int smoothness, double norm, double error)
    {
        for (int teeth = 1; teeth <= (smoothness == 2 ? 1 : MostTeeth); teeth++)
        {
            for (int cells = 1; cells <= 1 << 12; cells++)
            {
                var found = new FreeCells(cells, smoothness, norm, teeth);
                if (found.Bound <= error)
                {
                    yield return found;
                    break;
                }
            }
        }
    }

    /// <summary>The network of a function in words of w bits, or null when they are too short.</summary>
    public Network? InWords(Func<double, double> value, WordLength word)
    {
        double steep = 4 * Norm * Cells;
        int fraction = word.FractionBits(steep), places = word.FractionBits(1);
        Dyadic[] ends = [.. Enumerable.Range(0, Cells + 1).Select(j => WordLength.Round((double)j / Cells, places))];
        if (word.Bits < LeastWord || fraction < 0 || Enumerable.Range(0, Cells).Any(j => ends[j] >= ends[j + 1]))
        {
            return null;
        }

        var circuit = new Circuit(1);
        LinearForm x = circuit.Input(0), square = Smoothness == 2 ? 0 : circuit.Relu(circuit.Square(x, Teeth), "square");
        var sums = new LinearForm[] { 0, 0 };
        for (int j = 0; j < Cells; j++)
        {
            double[] p = Polynomial(value, (double)ends[j], (double)ends[j + 1]);
            LinearForm outside = (j > 0 ? circuit.Relu(ends[j] - x, "before", UnitPlacement.Late) : 0)
                + (j < Cells - 1 ? circuit.Relu(x - ends[j + 1], "behind", UnitPlacement.Late) : 0);
            LinearForm inside = WordLength.Round(Norm + p[0], fraction) + (WordLength.Round(p[1], fraction) * x) + (WordLength.Round(p[2], fraction) * square);
            sums[j % 2] += circuit.Relu(inside - (WordLength.Round(steep, fraction) * outside), "cell");
        }

        LinearForm even = circuit.Relu(sums[0], "even cells");
        LinearForm greatest = Cells == 1 ? even : even + circuit.Relu(sums[1] - sums[0], "how much greater");
        return FreeNetwork.Of(circuit, greatest - Dyadic.FromDouble(Norm));
    }

    // A layer of the squarer has 4^-r·4 and 2 beside 1, which holds x.
    private int LeastWord => Smoothness == 2 ? WordLength.Least : (2 * Teeth) + 4;

    // Through the Chebyshev nodes of a cell, in powers of x.
    private double[] Polynomial(Func<double, double> value, double left, double right)
    {
        (double centre, double half) = ((left + right) / 2, (right - left) / 2);
        double[] at = [.. Enumerable.Range(0, Smoothness).Select(i => centre + (half * Math.Cos(Math.PI * ((2 * i) + 1) / (2.0 * Smoothness))))];
        double[] f = [.. at.Select(value)];
        double first = (f[1] - f[0]) / (at[1] - at[0]);
        if (Smoothness == 2)
        {
            return [f[0] - (first * at[0]), first, 0];
        }

        double second = (((f[2] - f[1]) / (at[2] - at[1])) - first) / (at[2] - at[0]);
        double shift = second * Math.ScaleB(1, -2 * (Teeth + 1)) / 2;
        return [f[0] - (first * at[0]) + (second * at[0] * at[1]) - shift, first - (second * (at[0] + at[1])), second];
    }
}
