using System.Numerics;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Tests.Constructions;

/// <summary>
/// f''(x) = Σ_m Σ_k β_{m,k} ψ~_m(x)(x - m/N)^k by its formulas (14) to (18), on functions of exact numbers: no circuits, no
/// layers. Squares are interpolated between k/2^r by their definition.
/// </summary>
internal sealed class FunctionIndependentReference(Target target, FunctionIndependentParameters parameters, int precision, int logScale, SwitchCodes codes)
{
    private readonly JetSpace _space = JetSpace.Create(parameters.Dimension, parameters.Smoothness - 1);

    public Dyadic At(Dyadic[] x)
    {
        Dyadic sum = default;
        foreach (long[] m in NearGridPoints(x))
        {
            Dyadic[] offsets = [.. x.Select((v, i) => v - Dyadic.Create(m[i], -parameters.LogGrid))];
            double[] coefficients = Coefficients(m);
            for (int k = 0; k < _space.Count; k++)
            {
                sum += Weight(coefficients[k]) * Term(offsets, _space[k]);
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

    // The multiple of the switch's step nearest to the coefficient of f/2^s.
    private Dyadic Weight(double coefficient)
    {
        Dyadic step = codes.Scale * Dyadic.PowerOfTwo(-precision);
        Rational scaled = Dyadic.FromDouble(coefficient) * Dyadic.PowerOfTwo(-logScale);
        BigInteger steps = (scaled / step).Round();
        return step * Dyadic.Create(steps, 0);
    }

    private Dyadic Term(Dyadic[] offsets, MultiIndex k)
    {
        IEnumerable<Dyadic> hats = offsets.Select(v => PartitionOfUnity.Hat(3 * Dyadic.Create(parameters.Grid, 0) * v));
        IEnumerable<Dyadic> powers = offsets.SelectMany((v, i) => Enumerable.Repeat(v, k[i]));
        return hats.Concat(powers).Aggregate(Product);
    }

    private Dyadic Product(Dyadic x, Dyadic y) =>
        2 * (Square(Dyadic.Half * Dyadic.Abs(x + y)) - Square(Dyadic.Half * Dyadic.Abs(x)) - Square(Dyadic.Half * Dyadic.Abs(y)));

    // Between a = k/2^r and b = (k+1)/2^r the chord of x² is (a + b)x - ab.
    private Dyadic Square(Dyadic x)
    {
        BigInteger cell = ((Rational)(x * Dyadic.PowerOfTwo(parameters.Teeth))).Floor();
        Dyadic a = Dyadic.Create(cell, -parameters.Teeth);
        Dyadic b = Dyadic.Create(cell + 1, -parameters.Teeth);
        return ((a + b) * x) - (a * b);
    }
}
