using QuantRelu.Analysis.Functions;

namespace QuantRelu.Analysis.Ranges;

/// <summary>
/// Bounds a sum Σ_i f_i(t_i) in which one t is a combination of the others, t_0 = Σ_i λ_i t_i: with a parabola for every f it is a quadratic
/// polynomial in t_1, t_2, ..., which is bounded after all that cancels has cancelled.
/// </summary>
internal static class ProductBounds
{
    private const int MostParts = 7;

    /// <summary>Bounds of the sum; null when there are many parts, or no t is a combination of the others.</summary>
    public static ValueRange? Of(IReadOnlyList<RangedValue> parts, RootTable roots)
    {
        if (parts.Count > MostParts)
        {
            return null;
        }

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
            whole = factor.IsZero ? whole : LinearSum.Of([(1, whole), (-factor, part)]);
        }

        return whole.IsZero ? [.. factors] : null;
    }

    // Σ_i a_i t_i² term by term; the rest, which is linear in each t, is least and greatest at vertices of the box.
    private static ValueRange Bound(RangedValue whole, RangedValue[] parts, Rational[] factors, RootTable roots)
    {
        var square = QuadraticEnclosure.Of(whole.Shape!);
        QuadraticEnclosure[] own = [.. parts.Select(p => QuadraticEnclosure.Of(p.Shape!))];
        ValueRange[] box = [.. parts.Select(p => roots.Range(p.Root))];
        ValueRange sum = (square.Rest + whole.Band).Plus(square.C);
        for (int i = 0; i < parts.Length; i++)
        {
            sum += (own[i].Rest + parts[i].Band).Plus(own[i].C);
            sum += QuadraticEnclosure.Range(own[i].A + (square.A * factors[i] * factors[i]), 0, box[i]);
        }

        Rational[] slopes = [.. own.Select((q, i) => q.B + (square.B * factors[i]))];
        Rational[] values = [.. Enumerable.Range(0, 1 << parts.Length).Select(vertex => AtVertex(vertex, box, slopes, factors, 2 * square.A))];
        return sum + new ValueRange(values.Min(), values.Max());
    }

    // Σ_i b_i t_i + a Σ_{i<j} λ_i λ_j t_i t_j.
    private static Rational AtVertex(int vertex, ValueRange[] box, Rational[] slopes, Rational[] factors, Rational product)
    {
        Rational value = 0, weighted = 0;
        for (int i = 0; i < box.Length; i++)
        {
            Rational t = ((vertex >> i) & 1) == 0 ? box[i].Low : box[i].High;
            value += t * (slopes[i] + (product * factors[i] * weighted));
            weighted += factors[i] * t;
        }

        return value;
    }
}
