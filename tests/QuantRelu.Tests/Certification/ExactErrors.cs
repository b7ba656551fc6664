using QuantRelu.Certification;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Tests.Certification;

/// <summary>The exact greatest difference from targets that are simple enough, by rational arithmetic on the network's pieces.</summary>
internal static class ExactErrors
{
    /// <summary>sup |N(u) - (a + b u + c u²)|: on each piece at an end or where the derivative is 0.</summary>
    public static Rational FromQuadratic(Network network, Rational a, Rational b, Rational c)
    {
        Rational worst = 0;
        foreach (LinearPiece piece in LinearPiece.Of(network))
        {
            foreach (Rational u in Candidates(piece, b, c))
            {
                worst = Max(worst, Rational.Abs(piece.At(u) - (a + (b * u) + (c * u * u))));
            }
        }

        return worst;
    }

    /// <summary>sup |N - f| for an f that is linear between the ascending knots, which are in [0, 1].</summary>
    public static Rational FromLines(Network network, Func<Rational, Rational> f, params Rational[] knots)
    {
        Rational worst = 0;
        foreach (LinearPiece piece in LinearPiece.Of(network))
        {
            foreach (Rational u in knots.Where(k => k > piece.From && k < piece.To).Append(piece.From).Append(piece.To))
            {
                worst = Max(worst, Rational.Abs(piece.At(u) - f(u)));
            }
        }

        return worst;
    }

    private static IEnumerable<Rational> Candidates(LinearPiece piece, Rational b, Rational c)
    {
        yield return piece.From;
        yield return piece.To;
        if (!c.IsZero && (piece.Slope - b) / (2 * c) is var u && u > piece.From && u < piece.To)
        {
            yield return u;
        }
    }

    private static Rational Max(Rational a, Rational b) => a > b ? a : b;
}
