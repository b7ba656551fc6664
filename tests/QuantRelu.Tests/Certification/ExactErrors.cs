using QuantRelu.Certification;

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

    /// <summary>
    /// sup |N(u) - (1 - 2u_1)(1 - 2u_2)| for a network that is affine on every triangle between the lines u_1 = i/n, u_2 = j/n, u_1 + u_2 = k/n: the
    /// difference is affine along the first two, so that it is greatest at a corner or at the vertex of a parabola along the third.
    /// </summary>
    public static Rational FromProduct(Network network, int n)
    {
        Rational Error(Rational u, Rational v) => ExactEvaluator.Evaluate(network, [u, v])[0] - ((1 - (2 * u)) * (1 - (2 * v)));
        Rational worst = 0;
        for (int i = 0; i <= n; i++)
        {
            for (int j = 0; j <= n; j++)
            {
                (Rational u, Rational v) = (Rational.Create(i, n), Rational.Create(j, n));
                Rational here = Error(u, v);
                worst = Max(worst, Rational.Abs(here));
                if (i == n || j == 0)
                {
                    continue;
                }

                // At s steps of 1/n along (1, -1) it is here + b s + 4 s²/n².
                Rational curvature = Rational.Create(4, n * n), slope = Error(u + Rational.Create(1, n), v - Rational.Create(1, n)) - here - curvature;
                Rational s = -slope / (2 * curvature);
                worst = s > 0 && s < 1 ? Max(worst, Rational.Abs(Error(u + (s / n), v - (s / n)))) : worst;
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
