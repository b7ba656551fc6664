namespace QuantRelu.Analysis.Functions;

/// <summary>A linear form Σ c_i v_i in numbered values, without zero coefficients, by ascending number.</summary>
internal sealed class LinearSum
{
    private readonly SortedDictionary<int, Rational> _terms;

    private LinearSum(SortedDictionary<int, Rational> terms) => _terms = terms;

    /// <summary>The empty sum.</summary>
    public static LinearSum Zero { get; } = new([]);

    /// <summary>The values with their coefficients.</summary>
    public IReadOnlyDictionary<int, Rational> Terms => _terms;

    /// <summary>True for the empty sum.</summary>
    public bool IsZero => _terms.Count == 0;

    /// <summary>The same text for the same sum.</summary>
    public string Key => string.Join(';', _terms.Select(t => $"{t.Key}:{t.Value}"));

    /// <summary>One value.</summary>
    public static LinearSum Of(int value) => new(new() { [value] = 1 });

    /// <summary>The sum of multiples of sums.</summary>
    public static LinearSum Of(IEnumerable<(Rational Factor, LinearSum Sum)> parts)
    {
        var terms = new SortedDictionary<int, Rational>();
        foreach ((Rational factor, LinearSum sum) in parts)
        {
            foreach ((int value, Rational c) in sum._terms)
            {
                Rational total = terms.GetValueOrDefault(value) + (factor * c);
                if (total.IsZero)
                {
                    terms.Remove(value);
                }
                else
                {
                    terms[value] = total;
                }
            }
        }

        return new(terms);
    }

    /// <summary>c times the sum.</summary>
    public LinearSum Times(Rational c) => c == 1 ? this : Of([(c, this)]);

    /// <summary>The terms of some values.</summary>
    public LinearSum Where(Func<int, bool> isIncluded) => new(new(_terms.Where(t => isIncluded(t.Key)).ToDictionary()));

    /// <summary>The sum, which is not empty, as a multiple of one with the first coefficient 1: sums that differ by a factor have one such form.</summary>
    public (Rational Factor, LinearSum Form) Normalized()
    {
        Rational factor = _terms.First().Value;
        return (factor, Times(1 / factor));
    }

    /// <summary>The number λ for which this sum holds λ times another one, its values with just those coefficients; null when it does not.</summary>
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
