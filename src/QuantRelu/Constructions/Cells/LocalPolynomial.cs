using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Cells;

/// <summary>A polynomial Σ_k c_k a^k in the local coordinates a of a cell, with exact dyadic coefficients.</summary>
internal sealed class LocalPolynomial
{
    private readonly Dictionary<MultiIndex, Dyadic> _terms;

    private LocalPolynomial(int dimension, Dictionary<MultiIndex, Dyadic> terms) => (Dimension, _terms) = (dimension, terms);

    /// <summary>The number of coordinates d.</summary>
    public int Dimension { get; }

    /// <summary>The coefficients that are not 0.</summary>
    public IEnumerable<KeyValuePair<MultiIndex, Dyadic>> Terms => _terms.Where(t => !t.Value.IsZero);

    /// <summary>The coefficient of a^k.</summary>
    public Dyadic this[MultiIndex k] => _terms.GetValueOrDefault(k);

    /// <summary>A constant.</summary>
    public static LocalPolynomial Constant(int dimension, Dyadic value) => new(dimension, new() { [new MultiIndex(new int[dimension])] = value });

    /// <summary>The coordinate a_i.</summary>
    public static LocalPolynomial Coordinate(int dimension, int axis)
    {
        var entries = new int[dimension];
        entries[axis] = 1;
        return new(dimension, new() { [new MultiIndex(entries)] = Dyadic.One });
    }

    /// <summary>Sum.</summary>
    public static LocalPolynomial operator +(LocalPolynomial p, LocalPolynomial q)
    {
        var terms = new Dictionary<MultiIndex, Dyadic>(p._terms);
        foreach ((MultiIndex k, Dyadic c) in q._terms)
        {
            terms[k] = terms.GetValueOrDefault(k) + c;
        }

        return new(p.Dimension, terms);
    }

    /// <summary>Product.</summary>
    public static LocalPolynomial operator *(LocalPolynomial p, LocalPolynomial q)
    {
        var terms = new Dictionary<MultiIndex, Dyadic>();
        foreach ((MultiIndex k, Dyadic c) in p._terms)
        {
            foreach ((MultiIndex l, Dyadic e) in q._terms)
            {
                var sum = new MultiIndex([.. Enumerable.Range(0, p.Dimension).Select(i => k[i] + l[i])]);
                terms[sum] = terms.GetValueOrDefault(sum) + (c * e);
            }
        }

        return new(p.Dimension, terms);
    }

    /// <summary>Product with a number.</summary>
    public static LocalPolynomial operator *(Dyadic factor, LocalPolynomial p) =>
        new(p.Dimension, p._terms.ToDictionary(t => t.Key, t => factor * t.Value));
}
