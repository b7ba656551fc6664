namespace QuantRelu.Certification.Exactly;

/// <summary>
/// Counts real roots by Sturm's theorem: for p without multiple roots, p_0 = p, p_1 = p', p_(i+1) = -(p_(i-1) mod p_i), and V(u) the number of changes of sign
/// in p_0(u), p_1(u), ..., zeros left out, the number of roots in (a, b] is V(a) - V(b).
/// </summary>
internal sealed class SturmChain
{
    private readonly List<Polynomial> _chain = [];

    private SturmChain(Polynomial simple)
    {
        (Polynomial a, Polynomial b) = (simple, simple.Derivative());
        while (b.Degree >= 0)
        {
            _chain.Add(a);
            (a, b) = (b, (-1 * (a % b)).Normalized());
        }

        _chain.Add(a);
    }

    /// <summary>The chain for the distinct roots of a polynomial that is not 0.</summary>
    public static SturmChain Of(Polynomial p) => new(p.SquareFree());

    /// <summary>The number of roots in the open interval.</summary>
    public int Between(Rational from, Rational to) => Changes(from) - Changes(to) - (_chain[0].At(to).IsZero ? 1 : 0);

    private int Changes(Rational u)
    {
        int[] signs = [.. _chain.Select(p => p.At(u).Sign).Where(s => s != 0)];
        return signs.Zip(signs.Skip(1)).Count(s => s.First != s.Second);
    }
}
