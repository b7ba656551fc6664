using System.Numerics;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// Interpolation along one axis at the n Chebyshev nodes of [lower, upper], in widths of a core from the centre of a cell: the coefficient of t^j of
/// the interpolant of g is Σ_i λ_{j,i} g(t_i). The nodes are rounded to multiples of 2^-40. For n = 1 it is the centre.
/// </summary>
/// <remarks>
/// The interpolant errs by (g^(n)/n!)·Π_i |t - t_i|, at most 2 (s/2)^n (1 + n·4^n·2^-40) sup |g^(n)|/n! where upper - lower = 2s ≥ 1:
/// moving a node by 2^-41 moves a product of n factors of at most 2s by n·2^-41·(2s + 2^-41)^{n-1}.
/// </remarks>
internal sealed class CellNodes
{
    private const int FractionBits = 40;

    /// <summary>The nodes of an interval.</summary>
    public CellNodes(int smoothness, Dyadic lower, Dyadic upper)
    {
        Dyadic middle = (lower + upper).Scale(-1), half = (upper - lower).Scale(-1);
        At = smoothness == 1 ? [default] : [.. Enumerable.Range(0, smoothness).Select(i => middle
            + (half * Dyadic.FromDouble(Math.Cos(Math.PI * ((2 * i) + 1) / (2.0 * smoothness)))).Round(FractionBits))];
        Weights = Lagrange(At);
    }

    /// <summary>t_i.</summary>
    public ImmutableArray<Dyadic> At { get; }

    /// <summary>λ_{j,i}, row j.</summary>
    public Rational[][] Weights { get; }

    /// <summary>What rounding the nodes adds to the error, as a factor of it.</summary>
    public static double Rounding(int smoothness) => 1 + Math.ScaleB(smoothness, (2 * smoothness) - FractionBits);

    /// <summary>
    /// Σ_i |λ_{j,i}| |t_i|^n/n! for functions whose n-th derivative is at most 1: by how much a coefficient can differ from the Taylor coefficient.
    /// </summary>
    public double Deviation(int j)
    {
        int n = At.Length;
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += Math.Abs((double)Weights[j][i]) * Math.Pow(Math.Abs((double)At[i]), n) / MathNet.Numerics.SpecialFunctions.Factorial(n);
        }

        return sum;
    }

    private static Rational[][] Lagrange(ImmutableArray<Dyadic> nodes)
    {
        int n = nodes.Length;
        Rational[][] weights = [.. Enumerable.Range(0, n).Select(_ => new Rational[n])];
        for (int i = 0; i < n; i++)
        {
            Rational[] product = [1];
            Rational scale = 1;
            for (int l = 0; l < n; l++)
            {
                if (l != i)
                {
                    scale *= nodes[i] - nodes[l];
                    product = Times(product, -nodes[l]);
                }
            }

            for (int j = 0; j < n; j++)
            {
                weights[j][i] = product[j] / scale;
            }
        }

        return weights;
    }

    // (t + root)·p.
    private static Rational[] Times(Rational[] p, Rational root)
    {
        var product = new Rational[p.Length + 1];
        Array.Fill(product, 0);
        for (int j = 0; j < p.Length; j++)
        {
            product[j] += root * p[j];
            product[j + 1] += p[j];
        }

        return product;
    }
}
