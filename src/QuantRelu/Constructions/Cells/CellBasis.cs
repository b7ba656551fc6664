using System.Collections.Concurrent;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// The features φ_k, 1 ≤ |k| &lt; n, which with 1 span all polynomials of degree below n in the local coordinates a of a cell.
/// </summary>
/// <remarks>
/// <para>
/// A squarer of r teeth makes t² + κ of t in [0, 1], κ = Σ_{i≤r} 4^-i, by adding v_i/4^i, v_0 = t, v_i = |2v_{i-1} - 1|, to t: it is
/// Proposition 1's interpolant plus κ, so it errs by 0 to q = 4^-(r+1). The feature is said to be t² + κ + q/2, within q/2.
/// A product is ((x+y)/2)² - ((x-y)/2)² of two squarers, within q of the product of what is made of x and y in [0, 1].
/// </para>
/// <para>
/// They span: a^k is taken apart into its squares a_i², pairs ((a_i + a_j)/2)² of its odd coordinates, and the coordinate that is left. The part of
/// degree |k| of φ_k is 2^-c·a^k plus monomials of degree |k| with fewer odd exponents. So the matrix is triangular by (degree, odd exponents), its
/// diagonal holds powers of two, and its inverse is dyadic.
/// </para>
/// </remarks>
internal sealed class CellBasis
{
    private static readonly ConcurrentDictionary<(int, int, int), Lazy<CellBasis>> Known = new();

    private readonly int[] _order;
    private readonly double _offset;

    private CellBasis(int dimension, int smoothness, int teeth)
    {
        (Dimension, Smoothness, Teeth) = (dimension, smoothness, teeth);
        Monomials = JetSpace.Create(dimension, smoothness - 1);
        SquareError = Math.ScaleB(1, -2 * (teeth + 1));
        SquareOffset = Enumerable.Range(1, teeth).Aggregate(Dyadic.PowerOfTwo((-2 * teeth) - 3), (sum, i) => sum + Dyadic.PowerOfTwo(-2 * i));
        _offset = (double)SquareOffset;
        var features = new List<CellFeature>();
        for (int k = 1; k < Monomials.Count; k++)
        {
            features.Add(Make(Monomials[k], features));
        }

        Features = [.. features];
        _order = [.. Enumerable.Range(0, Features.Length).OrderByDescending(k => Features[k].Degree).ThenByDescending(k => Odd(Features[k].Index))];
        Inverse = Invert();
        InverseMagnitudes = [.. Inverse.Select(row => Array.ConvertAll(row, c => Math.Abs((double)c)))];
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>n.</summary>
    public int Smoothness { get; }

    /// <summary>r, the teeth of squarers; of no matter for n ≤ 2.</summary>
    public int Teeth { get; }

    /// <summary>The monomials a^k, |k| &lt; n, by degree; feature k stands for monomial k + 1.</summary>
    public JetSpace Monomials { get; }

    /// <summary>The features, by degree.</summary>
    public ImmutableArray<CellFeature> Features { get; }

    /// <summary>q = 4^-(r+1).</summary>
    public double SquareError { get; }

    /// <summary>κ + q/2.</summary>
    public Dyadic SquareOffset { get; }

    /// <summary>Row 0: the constant; row k + 1: the coefficient of φ_k; column j: of the monomial a^j.</summary>
    public Dyadic[][] Inverse { get; }

    /// <summary>The magnitudes of <see cref="Inverse"/>.</summary>
    public double[][] InverseMagnitudes { get; }

    /// <summary>The basis.</summary>
    /// <param name="dimension">d ≥ 1.</param>
    /// <param name="smoothness">n ≥ 1.</param>
    /// <param name="teeth">r ≥ 1.</param>
    public static CellBasis Of(int dimension, int smoothness, int teeth) =>
        Known.GetOrAdd((dimension, smoothness, smoothness > 2 ? teeth : 1), key => new(() => new CellBasis(key.Item1, key.Item2, key.Item3))).Value;

    /// <summary>The least and the greatest value of the polynomial of a feature, or numbers beyond them, where |a_i| ≤ w for all i.</summary>
    public (double Lower, double Upper) Range(int feature, double w)
    {
        CellFeature f = Features[feature];
        double offset = _offset;
        switch (f.Kind)
        {
            case FeatureKind.Linear:
                return ((1 - w) / 2, (1 + w) / 2);
            case FeatureKind.Square or FeatureKind.Mixed:
                return (offset, (w * w) + offset);
            default:
                (double x, double X) = FactorRange(f.First, w);
                (double y, double Y) = FactorRange(f.Kind == FeatureKind.SquareOf ? f.First : f.Second, w);
                double more = f.Kind == FeatureKind.SquareOf ? offset : 0;
                return ((x * y) + more, (X * Y) + more);
        }
    }

    private (double Lower, double Upper) FactorRange(int feature, double w)
    {
        (double lower, double upper) = Range(feature, w);
        return Features[feature].IsHalvedAsFactor ? (lower / 2, upper / 2) : (lower, upper);
    }

    private static int Odd(MultiIndex k)
    {
        int odd = 0;
        foreach (int entry in k.Entries)
        {
            odd += entry % 2;
        }

        return odd;
    }

    private CellFeature Make(MultiIndex k, List<CellFeature> before)
    {
        int[] axes = [.. Enumerable.Range(0, Dimension).Where(i => k[i] > 0)];
        LocalPolynomial offset = LocalPolynomial.Constant(Dimension, SquareOffset);
        double squareTop = 1 + (double)SquareOffset + (SquareError / 2);
        if (k.Total == 1)
        {
            LocalPolynomial half = LocalPolynomial.Constant(Dimension, Dyadic.Half);
            return new CellFeature(k, FeatureKind.Linear, [.. axes], (Dyadic.Half * LocalPolynomial.Coordinate(Dimension, axes[0])) + half);
        }

        if (k.Total == 2)
        {
            LocalPolynomial root = Dyadic.Half * (LocalPolynomial.Coordinate(Dimension, axes[0]) + LocalPolynomial.Coordinate(Dimension, axes[^1]));
            FeatureKind kind = axes.Length == 1 ? FeatureKind.Square : FeatureKind.Mixed;
            return new CellFeature(k, kind, [.. axes], (root * root) + offset) { Top = squareTop, Error = SquareError / 2 };
        }

        MultiIndex factor = FactorOf(k);
        int first = before.FindIndex(f => f.Index == factor);
        int second = before.FindIndex(f => f.Index == new MultiIndex([.. Enumerable.Range(0, Dimension).Select(i => k[i] - factor[i])]));
        (LocalPolynomial x, double top, double error) = Factor(before[first]);
        (LocalPolynomial y, double otherTop, double otherError) = Factor(before[second]);
        double made = (error * otherTop) + (otherError * top) + (error * otherError);
        return first == second
            ? new CellFeature(k, FeatureKind.SquareOf, [.. axes], (x * x) + offset)
            {
                First = first,
                Top = (top * top) + (double)SquareOffset + (SquareError / 2),
                Error = made + (SquareError / 2),
            }
            : new CellFeature(k, FeatureKind.Product, [.. axes], x * y)
            {
                First = first,
                Second = second,
                Top = (top * otherTop) + SquareError,
                Error = made + SquareError,
            };
    }

    // The first square in a^k, or the first two odd coordinates.
    private MultiIndex FactorOf(MultiIndex k)
    {
        var factor = new int[Dimension];
        int square = Enumerable.Range(0, Dimension).Where(i => k[i] >= 2).DefaultIfEmpty(-1).First();
        if (square >= 0)
        {
            factor[square] = 2;
        }
        else
        {
            foreach (int axis in Enumerable.Range(0, Dimension).Where(i => k[i] == 1).Take(2))
            {
                factor[axis] = 1;
            }
        }

        return new MultiIndex(factor);
    }

    private static (LocalPolynomial Polynomial, double Top, double Error) Factor(CellFeature f) =>
        f.IsHalvedAsFactor ? (Dyadic.Half * f.Polynomial, f.Top / 2, f.Error / 2) : (f.Polynomial, f.Top, f.Error);

    // Column by column: the monomial is taken apart from its highest feature down.
    private Dyadic[][] Invert()
    {
        Dyadic[][] inverse = [.. Enumerable.Range(0, Monomials.Count).Select(_ => new Dyadic[Monomials.Count])];
        for (int column = 0; column < Monomials.Count; column++)
        {
            var rest = new Dyadic[Monomials.Count];
            rest[column] = Dyadic.One;
            foreach (int k in _order)
            {
                if (rest[k + 1].IsZero)
                {
                    continue;
                }

                Dyadic diagonal = Features[k].Polynomial[Features[k].Index];
                Dyadic coefficient = rest[k + 1].Scale(-diagonal.Exponent);
                inverse[k + 1][column] = coefficient;
                foreach ((MultiIndex j, Dyadic c) in Features[k].Polynomial.Terms)
                {
                    int at = Monomials.IndexOf(j);
                    rest[at] -= coefficient * c;
                }
            }

            inverse[0][column] = rest[0];
        }

        return inverse;
    }
}
