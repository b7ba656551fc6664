using QuantRelu.Numerics;

namespace QuantRelu.Evaluation.Ranges;

/// <summary>
/// Bounds a sum Σ_i f_i(t_i) in which one t is a combination of the others, t_0 = Σ_i λ_i t_i: with a parabola for every f it is a quadratic
/// polynomial in t_1, t_2, ..., whose monomials are bounded one by one after all that cancels has cancelled.
/// </summary>
internal static class ProductBounds
{
    /// <summary>Bounds of the sum; null when no t is a combination of the others.</summary>
    public static ValueRange? Of(IReadOnlyList<RangedValue> parts, RootTable roots)
    {
        RangedValue whole = parts.MaxBy(p => roots.Form(p.Root).Terms.Count)!;
        RangedValue[] others = [.. parts.Where(p => !ReferenceEquals(p, whole)).OrderByDescending(p => roots.Form(p.Root).Terms.Count)];
        return Combination(roots.Form(whole.Root), others.Select(p => roots.Form(p.Root))) is { } factors ? Bound(whole, others, factors, roots) : null;
    }

    private static Rational[]? Combination(LinearSum whole, IEnumerable<LinearSum> parts)
    {
        var factors = new List<Rational>();
        foreach (LinearSum part in parts)
        {
            Rational factor = whole.MultipleOf(part) ?? 0;
            factors.Add(factor);
            whole = factor.IsZero ? whole : LinearSum.Sum([whole, part.Times(-factor)]);
        }

        return whole.IsZero ? [.. factors] : null;
    }

    private static ValueRange Bound(RangedValue whole, RangedValue[] parts, Rational[] factors, RootTable roots)
    {
        var square = QuadraticEnclosure.Of(whole.Shape!);
        ValueRange sum = (square.Rest + whole.Band).Plus(square.C);
        for (int i = 0; i < parts.Length; i++)
        {
            var own = QuadraticEnclosure.Of(parts[i].Shape!);
            sum += (own.Rest + parts[i].Band).Plus(own.C);
            ValueRange t = roots.Range(parts[i].Root);
            sum += QuadraticEnclosure.Range(own.A + (square.A * factors[i] * factors[i]), own.B + (square.B * factors[i]), t);
            for (int j = 0; j < i; j++)
            {
                sum += 2 * square.A * factors[i] * factors[j] * (t * roots.Range(parts[j].Root));
            }
        }

        return sum;
    }
}
