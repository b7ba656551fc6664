using System.Collections.Concurrent;
using System.Numerics;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Paper;

/// <summary>The values of the functions between f and the network at a point, each as exact as the target is known there.</summary>
/// <param name="Target">f, to more than 100 digits where it is a formula or a table.</param>
/// <param name="Taylor">Σ_m ψ_m P_m, Taylor polynomials under the exact partition of unity.</param>
/// <param name="Rounded">f' of equation (14): the same with rounded coefficients.</param>
/// <param name="Network">f'' of equation (18): with approximate products, which is the network's function.</param>
/// <param name="Product">The greatest |f~_{m,k} - f_{m,k}| of a term, equation (17).</param>
internal sealed record IntermediateValues(Rational Target, Rational Taylor, Rational Rounded, Rational Network, Rational Product);

/// <summary>
/// The functions of the proof of Theorem 1 by their formulas, for a target and the coefficients that its network has: no circuits, no layers. f~_{m,k}
/// multiplies the factors of ψ_m(x)(x - m/N)^k in the network's order by ×', and ×' squares by the interpolant of x² at k/2^r; as
/// <see cref="TermScaling"/> says, by ρ×' with factors Nx - m, and the product then has a gain.
/// </summary>
internal sealed class IntermediateFunctions(
    Target target, FunctionIndependentParameters parameters, TargetCoefficients coefficients, TermScaling scaling, int logScale)
{
    // Target and coefficients are known to so many digits beyond the weights' own.
    private const int FurtherDigits = 64;
    private readonly JetSpace _space = JetSpace.Create(parameters.Dimension, parameters.Smoothness - 1);
    private readonly Dyadic _scale = Dyadic.PowerOfTwo(logScale);
    private readonly ConcurrentDictionary<BigInteger, (Dyadic[] Taylor, Rational[] Weights)> _known = new();

    private int Digits => Math.Max(128, parameters.Precision + (2 * parameters.Teeth) + FurtherDigits);

    /// <summary>The values at a point of the unit box.</summary>
    /// <exception cref="TargetException">A coefficient cannot be computed.</exception>
    public IntermediateValues At(Dyadic[] u)
    {
        Rational taylor = 0, rounded = 0, network = 0;
        Rational worst = 0;
        foreach (long[] m in Neighbours(u))
        {
            Dyadic[] offsets = [.. u.Select((x, i) => x - Dyadic.Create(m[i], -parameters.LogGrid))];
            Dyadic[] hats = [.. offsets.Select(v => Subnetworks.PartitionOfUnity.Hat(3 * Dyadic.PowerOfTwo(parameters.LogGrid) * v))];
            (Dyadic[] exact, Rational[] weights) = Coefficients(m);
            for (int k = 0; k < _space.Count; k++)
            {
                Dyadic[] factors = [.. hats, .. offsets.SelectMany((v, i) => Enumerable.Repeat(v, _space[k][i]))];
                Dyadic term = factors.Aggregate((product, factor) => product * factor);
                Rational made = Made(hats, offsets, _space[k]);
                taylor += exact[k] * term;
                rounded += weights[k] * term;
                network += weights[k] * made;
                worst = Rational.Abs(made - term) is var distance && distance > worst ? distance : worst;
            }
        }

        return new(Value(u), taylor, _scale * rounded, _scale * network, worst);
    }

    // The grid points whose ψ_m is not 0: |u - m/N| < 2/(3N), so that m is uN rounded down or up. Where a factor is 0, f~ is exactly 0.
    private IEnumerable<long[]> Neighbours(Dyadic[] u)
    {
        IEnumerable<long[]> points = [[]];
        foreach (Dyadic x in u)
        {
            long below = (long)((Rational)(x * Dyadic.PowerOfTwo(parameters.LogGrid))).Floor();
            points = [.. points.SelectMany(p => new[] { below, below + 1 }.Where(m => m <= parameters.Grid).Select(m => (long[])[.. p, m]))];
        }

        return points;
    }

    private (Dyadic[] Taylor, Rational[] Weights) Coefficients(long[] m)
    {
        BigInteger number = m.Aggregate(BigInteger.Zero, (sum, i) => (sum * (parameters.Grid + 1)) + i);
        return _known.GetOrAdd(number, _ =>
        {
            Dyadic[] at = [.. m.Select(i => Dyadic.Create(i, -parameters.LogGrid))];
            var enclosure = new TaylorEnclosure(target, _space);
            Rational[] weights = [.. coefficients.Units(enclosure, at)
                .Select((units, k) => Rational.Create(units, 1) * scaling.Step(Degree(_space[k])))];
            return (Taylor(enclosure, at), weights);
        });
    }

    private Dyadic[] Taylor(TaylorEnclosure enclosure, Dyadic[] at)
    {
        var narrow = Dyadic.PowerOfTwo(-Digits);
        Dyadic[] known = [];
        foreach (Interval[] coefficients in enclosure.At(at, 2 * Digits).Where(all => Array.TrueForAll(all, c => c.IsBounded)))
        {
            known = Array.ConvertAll(coefficients, c => c.Midpoint);
            if (Array.TrueForAll(coefficients, c => c.Width <= narrow))
            {
                break;
            }
        }

        return known;
    }

    private Rational Value(Dyadic[] u)
    {
        Interval enclosed = target.Enclosure(Array.ConvertAll(u, x => (Rational)x), 2 * Digits);
        return enclosed.IsBounded ? enclosed.Midpoint : Dyadic.FromDouble(target.Value(Array.ConvertAll(u, x => (double)x)));
    }

    private int Degree(MultiIndex k) => Enumerable.Range(0, parameters.Dimension).Sum(i => k[i]);

    // f~_{m,k}. Where ψ_m is not 0, |Nx - m| < 2/3.
    private Rational Made(Dyadic[] hats, Dyadic[] offsets, MultiIndex k)
    {
        Dyadic unit = scaling.Chain is null ? Dyadic.One : Dyadic.PowerOfTwo(parameters.LogGrid);
        IEnumerable<Rational> factors = hats.Concat(offsets.SelectMany((v, i) => Enumerable.Repeat(unit * v, k[i]))).Select(v => (Rational)v);
        return scaling.Gain(Degree(k)) * factors.Aggregate(Product);
    }

    // Equation (2), or ρ times it.
    private Rational Product(Rational x, Rational y) => 2 * (scaling.Chain?.Ratio ?? 1)
        * (Square(Dyadic.Half * Rational.Abs(x + y)) - Square(Dyadic.Half * Rational.Abs(x)) - Square(Dyadic.Half * Rational.Abs(y)));

    // Between a = k/2^r and b = (k+1)/2^r the interpolant of x² is (a + b)x - ab.
    private Rational Square(Rational x)
    {
        BigInteger cell = (x * Dyadic.PowerOfTwo(parameters.Teeth)).Floor();
        Rational a = Dyadic.Create(cell, -parameters.Teeth), b = Dyadic.Create(cell + 1, -parameters.Teeth);
        return ((a + b) * x) - (a * b);
    }
}
