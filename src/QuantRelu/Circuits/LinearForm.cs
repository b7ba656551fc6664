using QuantRelu.Numerics;

namespace QuantRelu.Circuits;

/// <summary>
/// Σ_i c_i·v_i + b over values v_i of a circuit, with exact dyadic coefficients: what a ReLU unit is applied to. Formulas
/// are written with ordinary operators, <c>2 * x - 4 * y + 1</c>.
/// </summary>
public sealed class LinearForm
{
    private readonly SortedDictionary<int, Dyadic> _terms;

    private LinearForm(SortedDictionary<int, Dyadic> terms, Dyadic constant)
    {
        _terms = terms;
        Constant = constant;
    }

    /// <summary>The coefficients by the number of the circuit value, none of them zero.</summary>
    public IReadOnlyDictionary<int, Dyadic> Terms => _terms;

    /// <summary>The constant b.</summary>
    public Dyadic Constant { get; }

    /// <summary>The value number <paramref name="node"/> itself.</summary>
    internal static LinearForm Of(int node) => new(new SortedDictionary<int, Dyadic> { [node] = Dyadic.One }, default);

    /// <summary>A constant.</summary>
    public static implicit operator LinearForm(Dyadic value) => new([], value);

    /// <summary>A constant.</summary>
    public static implicit operator LinearForm(int value) => new([], value);

    /// <summary>Sum.</summary>
    public static LinearForm operator +(LinearForm a, LinearForm b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var terms = new SortedDictionary<int, Dyadic>(a._terms);
        foreach ((int node, Dyadic c) in b._terms)
        {
            Dyadic sum = terms.GetValueOrDefault(node) + c;
            if (sum.IsZero)
            {
                terms.Remove(node);
            }
            else
            {
                terms[node] = sum;
            }
        }

        return new LinearForm(terms, a.Constant + b.Constant);
    }

    /// <summary>Negative.</summary>
    public static LinearForm operator -(LinearForm a) => -Dyadic.One * a;

    /// <summary>Difference.</summary>
    public static LinearForm operator -(LinearForm a, LinearForm b) => a + -b;

    /// <summary>Product with a coefficient.</summary>
    public static LinearForm operator *(Dyadic factor, LinearForm a)
    {
        ArgumentNullException.ThrowIfNull(a);
        var terms = new SortedDictionary<int, Dyadic>();
        foreach ((int node, Dyadic c) in a._terms)
        {
            if (!factor.IsZero)
            {
                terms[node] = factor * c;
            }
        }

        return new LinearForm(terms, factor * a.Constant);
    }

    /// <summary>Product with a coefficient.</summary>
    public static LinearForm operator *(int factor, LinearForm a) => (Dyadic)factor * a;
}
