using System.Numerics;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Tests.Constructions;

/// <summary>
/// f''(x) = Σ_m Σ_k β_{m,k} ψ~_m(x)(x - m/N)^k by its formulas (14) to (18), on functions of exact numbers: no circuits, no
/// layers. Squares are interpolated between k/2^r by their definition. In base λ, for the linear values of an even λ that is no power of
/// two: products are ρ×', the variables z = Nx - m, and weights β N^{-|k|} ρ^{-q}, q = d-1+|k|.
/// </summary>
internal sealed class FunctionIndependentReference(Target target, FunctionIndependentParameters parameters, int precision, int logScale, Codebook codebook)
{
    private readonly JetSpace _space = JetSpace.Create(parameters.Dimension, parameters.Smoothness - 1);

    private bool InBase => codebook.Values.Any(v => !v.IsDyadic);

    // ρ = 2^{2r-1} a/λ^J, the largest with the least λ^J ≥ 2^{2r-1}.
    private Rational Ratio
    {
        get
        {
            BigInteger power = BigInteger.One << ((2 * parameters.Teeth) - 1);
            BigInteger places = LeastPower(power);
            return InBase ? Rational.Create(places / power * power, places) : 1;
        }
    }

    public Rational At(Dyadic[] x)
    {
        Rational sum = default;
        foreach (long[] m in NearGridPoints(x))
        {
            Rational[] offsets = [.. x.Select((v, i) => v - Dyadic.Create(m[i], -parameters.LogGrid))];
            double[] coefficients = Coefficients(m);
            for (int k = 0; k < _space.Count; k++)
            {
                sum += Weight(coefficients[k], Degree(_space[k])) * Term(offsets, _space[k]);
            }
        }

        return Dyadic.PowerOfTwo(logScale) * sum;
    }

    // All grid points within one cell: the others have a factor h that is 0, and then the product is exactly 0.
    private IEnumerable<long[]> NearGridPoints(Dyadic[] x)
    {
        IEnumerable<long[]> points = [[]];
        foreach (Dyadic v in x)
        {
            long below = (long)((Rational)(v * Dyadic.Create(parameters.Grid, 0))).Floor();
            points = points.SelectMany(p =>
                Enumerable.Range(-1, 4).Select(i => below + i).Where(i => i >= 0 && i <= parameters.Grid).Select(i => (long[])[.. p, i])).ToArray();
        }

        return points;
    }

    private double[] Coefficients(long[] m)
    {
        var coefficients = new double[_space.Count];
        target.TaylorCoefficients(m.Select(i => Math.ScaleB(i, -parameters.LogGrid)).ToArray(), _space, coefficients);
        return coefficients;
    }

    private int Degree(MultiIndex k) => Enumerable.Range(0, parameters.Dimension).Sum(i => k[i]);

    private BigInteger LeastPower(BigInteger least)
    {
        BigInteger power = codebook.Count;
        while (power < least)
        {
            power *= codebook.Count;
        }

        return power;
    }

    // The multiple of the step nearest to the coefficient of f/2^s, times its gain.
    private Rational Weight(double coefficient, int degree)
    {
        Rational step = InBase ? Rational.Create(1, LeastPower(BigInteger.One << precision)) : codebook.Switch.Scale * Dyadic.PowerOfTwo(-precision);
        Rational gain = InBase ? 1 / (Power(parameters.Grid, degree) * Power(Ratio, parameters.Dimension - 1 + degree)) : 1;
        Rational scaled = Dyadic.FromDouble(coefficient) * Dyadic.PowerOfTwo(-logScale);
        return step * Rational.Create((scaled * gain / step).Round(), 1);
    }

    private static Rational Power(Rational value, int exponent) => Enumerable.Range(0, exponent).Aggregate((Rational)1, (p, _) => p * value);

    private static Rational Power(long value, int exponent) => Rational.Create(BigInteger.Pow(value, exponent), 1);

    private Rational Term(Rational[] offsets, MultiIndex k)
    {
        Rational grid = Rational.Create(parameters.Grid, 1);
        IEnumerable<Rational> hats = offsets.Select(v => Hat(3 * grid * Rational.Abs(v)));
        IEnumerable<Rational> powers = offsets.SelectMany((v, i) => Enumerable.Repeat(InBase ? Clipped(grid * v) : v, k[i]));
        return hats.Concat(powers).Aggregate(Product);
    }

    private static Rational Clipped(Rational z) => Rational.Abs(z) <= 1 ? z : z.Sign;

    private static Rational Hat(Rational z) => z <= 1 ? 1 : z < 2 ? 2 - z : 0;

    private Rational Product(Rational x, Rational y) =>
        2 * Ratio * (Square(Rational.Abs(x + y) / 2) - Square(Rational.Abs(x) / 2) - Square(Rational.Abs(y) / 2));

    // Between a = k/2^r and b = (k+1)/2^r the chord of x² is (a + b)x - ab.
    private Rational Square(Rational x)
    {
        BigInteger cell = (x * Dyadic.PowerOfTwo(parameters.Teeth)).Floor();
        Rational a = Dyadic.Create(cell, -parameters.Teeth);
        Rational b = Dyadic.Create(cell + 1, -parameters.Teeth);
        return ((a + b) * x) - (a * b);
    }
}
