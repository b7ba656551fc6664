using CsCheck;
using QuantRelu.Numerics;

namespace QuantRelu.Tests.Numerics;

/// <summary>Σ a_m x^m with exact coefficients, by its list of terms: knows nothing of jets.</summary>
internal sealed class Polynomial(int dimension, IReadOnlyDictionary<MultiIndex, Rational> terms)
{
    /// <summary>The polynomials of d variables with up to four terms of degree at most three in each variable.</summary>
    public static Gen<Polynomial> Of(int dimension) =>
        Gen.Select(Gen.Int[0, 3].Array[dimension], Gen.Int[-9, 9], Gen.Int[1, 5], (k, p, q) => (Index: new MultiIndex(k), Factor: Rational.Create(p, q)))
            .Array[1, 4].Select(list => new Polynomial(dimension, Collect(list)));

    public static Gen<Rational> Coordinate { get; } = Gen.Select(Gen.Int[-7, 7], Gen.Int[1, 4], (p, q) => Rational.Create(p, q));

    public static Polynomial operator *(Polynomial p, Polynomial q) => new(p.Dimension, Collect(
        from a in p.Terms
        from b in q.Terms
        select (new MultiIndex([.. a.Key.Entries.ToArray().Zip(b.Key.Entries.ToArray(), (i, j) => i + j)]),
            a.Value * b.Value)));

    public static Polynomial operator +(Polynomial p, Polynomial q) =>
        new(p.Dimension, Collect(p.Terms.Concat(q.Terms).Select(t => (t.Key, t.Value))));

    public int Dimension => dimension;

    public IReadOnlyDictionary<MultiIndex, Rational> Terms => terms;

    /// <summary>D^k p(x) / k! = Σ_m a_m binomial(m, k) x^(m-k).</summary>
    public Rational Coefficient(MultiIndex k, Rational[] x)
    {
        Rational sum = 0;
        foreach ((MultiIndex m, Rational factor) in terms)
        {
            Rational term = factor;
            for (int axis = 0; axis < dimension; axis++)
            {
                term *= m[axis] < k[axis] ? 0 : Binomial(m[axis], k[axis]) * RationalAlgebra.Instance.Power(x[axis], m[axis] - k[axis]);
            }

            sum += term;
        }

        return sum;
    }

    /// <summary>The value in any algebra, products being written out factor by factor.</summary>
    public T Evaluate<T>(IAlgebra<T> algebra, T[] x) =>
        terms.Aggregate(algebra.Constant(0), (sum, t) => algebra.Add(sum, Enumerable.Range(0, dimension)
            .SelectMany(axis => Enumerable.Repeat(x[axis], t.Key[axis]))
            .Aggregate(algebra.Constant(t.Value), algebra.Multiply)));

    /// <summary>p(q_1, ..., q_d), expanded.</summary>
    public Polynomial Of(Polynomial[] inner)
    {
        var sum = new Polynomial(inner[0].Dimension, new Dictionary<MultiIndex, Rational>());
        foreach ((MultiIndex m, Rational factor) in terms)
        {
            var product = new Polynomial(sum.Dimension, new Dictionary<MultiIndex, Rational> { [new MultiIndex(new int[sum.Dimension])] = factor });
            sum += Enumerable.Range(0, dimension).SelectMany(axis => Enumerable.Repeat(inner[axis], m[axis])).Aggregate(product, (a, b) => a * b);
        }

        return sum;
    }

    private static Rational Binomial(int n, int k) =>
        Enumerable.Range(1, k).Aggregate((Rational)1, (product, i) => product * (n - k + i) / i);

    private static Dictionary<MultiIndex, Rational> Collect(IEnumerable<(MultiIndex Index, Rational Factor)> list) =>
        list.GroupBy(t => t.Index).ToDictionary(g => g.Key, g => g.Aggregate((Rational)0, (sum, t) => sum + t.Factor));
}
