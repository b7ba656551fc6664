namespace QuantRelu.Certification.Exactly;

/// <summary>A continuous function on an interval that is a polynomial between rational knots.</summary>
/// <param name="From">The lower end of the interval.</param>
/// <param name="Parts">The polynomials from left to right, each with the upper end of its part; the last one is that of the interval.</param>
internal sealed record PiecewisePolynomial(Rational From, IReadOnlyList<(Rational To, Polynomial Value)> Parts)
{
    /// <summary>The greatest degree of a part.</summary>
    public int Degree => Parts.Max(p => p.Value.Degree);

    /// <summary>The parts within an interval inside of that of the function, cut at its ends.</summary>
    public IEnumerable<(Rational From, Rational To, Polynomial Value)> On(Rational from, Rational to)
    {
        Rational low = From;
        foreach ((Rational high, Polynomial value) in Parts)
        {
            (Rational left, Rational right) = (low > from ? low : from, high < to ? high : to);
            if (left < right)
            {
                yield return (left, right, value);
            }

            low = high;
        }
    }

    /// <summary>What an operation makes of every part.</summary>
    public PiecewisePolynomial Map(Func<Polynomial, Polynomial> operation) => new(From, [.. Parts.Select(p => (p.To, operation(p.Value)))]);

    /// <summary>What an operation makes of the parts of two functions on one interval.</summary>
    public PiecewisePolynomial Combine(PiecewisePolynomial other, Func<Polynomial, Polynomial, Polynomial> operation)
    {
        var parts = new List<(Rational, Polynomial)>();
        for (int i = 0, j = 0; i < Parts.Count && j < other.Parts.Count;)
        {
            ((Rational a, Polynomial f), (Rational b, Polynomial g)) = (Parts[i], other.Parts[j]);
            parts.Add((a < b ? a : b, operation(f, g)));
            (i, j) = (a <= b ? i + 1 : i, b <= a ? j + 1 : j);
        }

        return new PiecewisePolynomial(From, parts);
    }

    /// <summary>|f|; null where a sign changes at a root that is not rational, or not known to be.</summary>
    public PiecewisePolynomial? Abs()
    {
        var parts = new List<(Rational, Polynomial)>();
        foreach ((Rational from, Rational to, Polynomial f) in On(From, Parts[^1].To))
        {
            Polynomial negative = -1 * f;
            if (f.NegativeOn(from, to) is null)
            {
                parts.Add((to, f));
            }
            else if (negative.NegativeOn(from, to) is null)
            {
                parts.Add((to, negative));
            }
            else if (f.Degree == 1)
            {
                parts.Add((-f[0] / f[1], f[1].Sign < 0 ? f : negative));
                parts.Add((to, f[1].Sign < 0 ? negative : f));
            }
            else
            {
                return null;
            }
        }

        return new PiecewisePolynomial(From, parts);
    }
}
