using QuantRelu.Numerics;

namespace QuantRelu.Analysis.Ranges;

/// <summary>A sum Σ c_i a_i of numbered atoms, without zero coefficients, by ascending number.</summary>
internal sealed class LinearSum
{
    private readonly SortedDictionary<int, Rational> _terms;

    private LinearSum(SortedDictionary<int, Rational> terms) => _terms = terms;

    /// <summary>The atoms with their coefficients.</summary>
    public IReadOnlyDictionary<int, Rational> Terms => _terms;

    /// <summary>True for the empty sum.</summary>
    public bool IsZero => _terms.Count == 0;

    /// <summary>The coefficient of the first atom.</summary>
    public Rational Leading => _terms.First().Value;

    /// <summary>The same text for the same sum.</summary>
    public string Key => string.Join(';', _terms.Select(t => $"{t.Key}:{t.Value}"));

    /// <summary>One atom.</summary>
    public static LinearSum Of(int atom) => new(new() { [atom] = 1 });

    /// <summary>The sum of sums.</summary>
    public static LinearSum Sum(IEnumerable<LinearSum> sums)
    {
        var terms = new SortedDictionary<int, Rational>();
        foreach ((int atom, Rational c) in sums.SelectMany(s => s._terms))
        {
            terms[atom] = terms.GetValueOrDefault(atom) + c;
        }

        return new(new(terms.Where(t => !t.Value.IsZero).ToDictionary()));
    }

    /// <summary>c times the sum, c ≠ 0.</summary>
    public LinearSum Times(Rational c) => c == 1 ? this : new(new(_terms.ToDictionary(t => t.Key, t => c * t.Value)));

    /// <summary>The number λ for which this sum holds λ times another one, its atoms with just those coefficients; null when it does not.</summary>
    public Rational? MultipleOf(LinearSum part)
    {
        (int first, Rational leading) = part._terms.First();
        if (!_terms.TryGetValue(first, out Rational own))
        {
            return null;
        }

        Rational factor = own / leading;
        return part._terms.All(t => _terms.TryGetValue(t.Key, out Rational c) && c == factor * t.Value) ? factor : null;
    }
}
