namespace QuantRelu.Certification.Exactly;

/// <summary>A polynomial c_0 + c_1 u + ... + c_k u^k with rational coefficients, c_k ≠ 0; no coefficients for the number 0.</summary>
internal sealed class Polynomial
{
    private readonly Rational[] _coefficients;

    private Polynomial(Rational[] coefficients)
    {
        int count = coefficients.Length;
        while (count > 0 && coefficients[count - 1].IsZero)
        {
            count--;
        }

        _coefficients = coefficients[..count];
    }

    /// <summary>k; -1 for the number 0.</summary>
    public int Degree => _coefficients.Length - 1;

    /// <summary>Coefficients, that of u^0 first.</summary>
    public static Polynomial Of(params Rational[] coefficients) => new(coefficients);

    public static Polynomial operator +(Polynomial a, Polynomial b)
    {
        var sum = new Rational[Math.Max(a._coefficients.Length, b._coefficients.Length)];
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = a[i] + b[i];
        }

        return new Polynomial(sum);
    }

    public static Polynomial operator -(Polynomial a, Polynomial b) => a + (-1 * b);

    public static Polynomial operator *(Rational factor, Polynomial a) => new(Array.ConvertAll(a._coefficients, c => factor * c));

    public static Polynomial operator *(Polynomial a, Polynomial b)
    {
        var product = new Rational[Math.Max(0, a._coefficients.Length + b._coefficients.Length - 1)];
        for (int i = 0; i <= a.Degree; i++)
        {
            for (int j = 0; j <= b.Degree; j++)
            {
                product[i + j] += a[i] * b[j];
            }
        }

        return new Polynomial(product);
    }

    /// <summary>The remainder of a division by a polynomial that is not 0.</summary>
    public static Polynomial operator %(Polynomial a, Polynomial b) => Divide(a, b).Remainder;

    /// <summary>c_i.</summary>
    public Rational this[int i] => i < _coefficients.Length ? _coefficients[i] : 0;

    /// <summary>The value.</summary>
    public Rational At(Rational u)
    {
        Rational value = 0;
        for (int i = Degree; i >= 0; i--)
        {
            value = (value * u) + _coefficients[i];
        }

        return value;
    }

    /// <summary>
    /// A point of [from, to] at which the polynomial is below 0; null when there is none, however near it comes. The ends, the middle of each interval
    /// without a root, and points between all roots are enough to look at: between them the sign does not change.
    /// </summary>
    public Rational? NegativeOn(Rational from, Rational to)
    {
        foreach (Rational end in new[] { from, to })
        {
            if (At(end).Sign < 0)
            {
                return end;
            }
        }

        if (Degree <= 1)
        {
            return null;
        }

        if (Degree == 2)
        {
            Rational vertex = -this[1] / (2 * this[2]);
            return vertex > from && vertex < to && At(vertex).Sign < 0 ? vertex : null;
        }

        return NegativeBetween(from, to, SturmChain.Of(this));
    }

    /// <summary>p'.</summary>
    public Polynomial Derivative() => new([.. _coefficients.Select((c, i) => i * c).Skip(1)]);

    /// <summary>The polynomial with the same roots, each of them simple.</summary>
    public Polynomial SquareFree()
    {
        (Polynomial a, Polynomial b) = (this, Derivative());
        while (b.Degree >= 0)
        {
            (a, b) = (b, (a % b).Monic());
        }

        return Divide(this, a).Quotient;
    }

    /// <summary>A positive multiple whose leading coefficient is ±1, so that coefficients stay short.</summary>
    public Polynomial Normalized() => Degree < 0 ? this : (1 / Rational.Abs(_coefficients[^1])) * this;

    private Polynomial Monic() => Degree < 0 ? this : (1 / _coefficients[^1]) * this;

    // Not below 0 at the ends.
    private Rational? NegativeBetween(Rational from, Rational to, SturmChain roots)
    {
        int inside = roots.Between(from, to);
        if (inside == 1 && At(from).Sign > 0 && At(to).Sign > 0)
        {
            return null;
        }

        Rational middle = (from + to) / 2;
        return At(middle).Sign < 0 ? middle
            : inside == 0 ? null
            : NegativeBetween(from, middle, roots) ?? NegativeBetween(middle, to, roots);
    }

    private static (Polynomial Quotient, Polynomial Remainder) Divide(Polynomial a, Polynomial b)
    {
        Rational[] rest = [.. a._coefficients];
        var quotient = new Rational[Math.Max(0, a.Degree - b.Degree + 1)];
        for (int i = quotient.Length - 1; i >= 0; i--)
        {
            quotient[i] = rest[i + b.Degree] / b[b.Degree];
            for (int j = 0; j <= b.Degree; j++)
            {
                rest[i + j] -= quotient[i] * b[j];
            }
        }

        return (new Polynomial(quotient), new Polynomial(rest));
    }
}
