namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>Σ w_i·v_i + b over units v of a network, exactly. No weight is 0, and units ascend.</summary>
internal sealed class UnitSum
{
    private readonly (int Unit, Rational Weight)[] _terms;

    private UnitSum((int Unit, Rational Weight)[] terms, Rational constant) => (_terms, Constant) = (terms, constant);

    /// <summary>The units with their weights.</summary>
    public ReadOnlySpan<(int Unit, Rational Weight)> Terms => _terms;

    /// <summary>b.</summary>
    public Rational Constant { get; }

    /// <summary>A constant.</summary>
    public static UnitSum Of(Rational constant) => new([], constant);

    /// <summary>One unit.</summary>
    public static UnitSum Of(int unit, Rational weight, Rational constant) => new([(unit, weight)], constant);

    /// <summary>Σ f_k·s_k + b, where each product is one of <see cref="Budget"/>.</summary>
    public static UnitSum Combined(IReadOnlyList<(Rational Factor, UnitSum Sum)> parts, Rational constant, Budget budget)
    {
        int most = parts.Sum(p => p.Sum._terms.Length);
        budget.Take(most);
        var terms = new List<(int Unit, Rational Weight)>(most);
        bool ascends = true;
        foreach ((Rational factor, UnitSum sum) in parts)
        {
            constant += factor * sum.Constant;
            foreach ((int unit, Rational weight) in factor.IsZero ? [] : sum._terms)
            {
                ascends &= terms.Count == 0 || terms[^1].Unit < unit;
                terms.Add((unit, factor * weight));
            }
        }

        return new UnitSum(ascends ? [.. terms] : Merged(terms), constant);
    }

    /// <summary>The same sum of other units, several of which may be one.</summary>
    public UnitSum Over(Func<int, int> unit, Budget budget)
    {
        budget.Take(_terms.Length);
        return new UnitSum(Merged([.. _terms.Select(t => (unit(t.Unit), t.Weight))]), Constant);
    }

    private static (int Unit, Rational Weight)[] Merged(List<(int Unit, Rational Weight)> terms)
    {
        terms.Sort((a, b) => a.Unit.CompareTo(b.Unit));
        int kept = 0;
        for (int i = 0; i < terms.Count;)
        {
            (int unit, Rational weight) = terms[i++];
            while (i < terms.Count && terms[i].Unit == unit)
            {
                weight += terms[i++].Weight;
            }

            if (!weight.IsZero)
            {
                terms[kept++] = (unit, weight);
            }
        }

        return [.. terms.Take(kept)];
    }
}

/// <summary>How much is still computed for one file: every term of a sum is one, so that a small file cannot ask for endless work.</summary>
internal sealed class Budget
{
    /// <summary>The most terms.</summary>
    public const long Most = 1 << 25;

    private long _taken;

    /// <summary>Takes terms.</summary>
    /// <exception cref="NetworkFormatException">There are no more.</exception>
    public void Take(long terms)
    {
        _taken += terms;
        if (_taken > Most)
        {
            throw Fault.Because($"it has more than {Most} connections and sums of them");
        }
    }
}
