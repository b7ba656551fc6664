using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Studies.Growth;

/// <summary>A polynomial with rational coefficients that counts something: exact, as the counts are.</summary>
public sealed class CountPolynomial
{
    private static readonly string[] Powers = ["", "", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

    /// <summary>A polynomial by its coefficients.</summary>
    /// <param name="coefficients">That of x^0 first; none for the number 0.</param>
    public CountPolynomial(params IEnumerable<Rational> coefficients)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        Rational[] all = [.. coefficients];
        Coefficients = [.. all[..(Array.FindLastIndex(all, c => !c.IsZero) + 1)]];
    }

    /// <summary>The coefficients, that of x^0 first, the last one not 0.</summary>
    public ImmutableArray<Rational> Coefficients { get; }

    /// <summary>The degree; -1 for the number 0.</summary>
    public int Degree => Coefficients.Length - 1;

    /// <summary>The coefficient of x^k, 0 above the degree.</summary>
    public Rational this[int k] => k < Coefficients.Length ? Coefficients[k] : 0;

    /// <summary>The one polynomial of degree below the number of points that goes through them, by Newton's divided differences.</summary>
    /// <param name="points">Points with different x.</param>
    public static CountPolynomial Through(IReadOnlyList<(Rational X, Rational Y)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        Rational[] differences = [.. points.Select(p => p.Y)];
        CountPolynomial sum = new(), product = new(1);
        for (int order = 0; order < points.Count; order++)
        {
            sum += differences[0] * product;
            product *= new CountPolynomial(-points[order].X, 1);
            for (int i = 0; i + order + 1 < points.Count; i++)
            {
                differences[i] = (differences[i + 1] - differences[i]) / (points[i + order + 1].X - points[i].X);
            }
        }

        return sum;
    }

    /// <summary>The sum of two polynomials.</summary>
    public static CountPolynomial operator +(CountPolynomial a, CountPolynomial b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new(Enumerable.Range(0, Math.Max(a.Coefficients.Length, b.Coefficients.Length)).Select(k => a[k] + b[k]));
    }

    /// <summary>A multiple of a polynomial.</summary>
    public static CountPolynomial operator *(Rational factor, CountPolynomial a)
    {
        ArgumentNullException.ThrowIfNull(a);
        return new(a.Coefficients.Select(c => factor * c));
    }

    /// <summary>The product of two polynomials.</summary>
    public static CountPolynomial operator *(CountPolynomial a, CountPolynomial b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var product = new Rational[Math.Max(0, a.Coefficients.Length + b.Coefficients.Length - 1)];
        for (int i = 0; i < a.Coefficients.Length; i++)
        {
            for (int j = 0; j < b.Coefficients.Length; j++)
            {
                product[i + j] += a[i] * b[j];
            }
        }

        return new(product);
    }

    /// <summary>The value at x, by Horner's rule.</summary>
    public Rational At(Rational x) => Coefficients.Reverse().Aggregate((Rational)0, (value, c) => (value * x) + c);

    /// <summary>The polynomial of x ↦ inner(x).</summary>
    public CountPolynomial Of(CountPolynomial inner) =>
        Coefficients.Reverse().Aggregate(new CountPolynomial(), (value, c) => (value * inner) + new CountPolynomial(c));

    /// <summary>The polynomial in words, highest power first, such as L²/2 + 69L/2 + 209.</summary>
    /// <param name="variable">What x is called.</param>
    public string ToString(string variable)
    {
        string text = string.Concat(Enumerable.Range(0, Coefficients.Length).Reverse().Where(k => !this[k].IsZero).Select(k => Term(k, variable)));
        return text.Length == 0 ? "0" : text[..3] == " + " ? text[3..] : $"-{text[3..]}";
    }

    /// <summary>The polynomial in x.</summary>
    public override string ToString() => ToString("x");

    private string Term(int k, string variable)
    {
        Rational size = Rational.Abs(this[k]);
        string power = k == 0 ? string.Empty : k < Powers.Length ? variable + Powers[k] : $"{variable}^{k}";
        string over = size.Denominator.IsOne ? string.Empty : $"/{size.Denominator}";
        string factor = k > 0 && size.Numerator.IsOne ? string.Empty : $"{size.Numerator}";
        return $"{(this[k].Sign > 0 ? " + " : " - ")}{factor}{power}{over}";
    }
}
