using QuantRelu.Analysis;

namespace QuantRelu.Tests.Certification.Regions;

/// <summary>The exact greatest difference of a network with two inputs from targets that are simple enough, by rational arithmetic on its regions.</summary>
internal static class PlaneErrors
{
    /// <summary>
    /// sup |N - (a x² + b xy + c y²)|: on each region at a vertex, at the vertex of a parabola along an edge, or where the gradient is 0.
    /// </summary>
    public static Rational FromQuadratic(Network network, Rational a, Rational b, Rational c)
    {
        Rational worst = 0;
        foreach (LinearRegion region in LinearRegions.Of(network).Enumerate())
        {
            Rational Error(Rational x, Rational y) => region.At([x, y]) - ((a * x * x) + (b * x * y) + (c * y * y));
            for (int i = 0; i < region.Vertices.Length; i++)
            {
                ImmutableArray<Rational> p = region.Vertices[i], q = region.Vertices[(i + 1) % region.Vertices.Length];
                worst = Max(worst, Rational.Abs(Error(p[0], p[1])));
                Rational dx = q[0] - p[0], dy = q[1] - p[1], bend = (a * dx * dx) + (b * dx * dy) + (c * dy * dy);
                if (!bend.IsZero)
                {
                    // Error(p + t(q - p)) = e + (difference of ends + bend) t - bend t².
                    Rational t = (Error(q[0], q[1]) - Error(p[0], p[1]) + bend) / (2 * bend);
                    worst = t.Sign > 0 && t < 1 ? Max(worst, Rational.Abs(Error(p[0] + (t * dx), p[1] + (t * dy)))) : worst;
                }
            }

            Rational determinant = (4 * a * c) - (b * b);
            if (!determinant.IsZero)
            {
                Rational x = ((2 * c * region.Slopes[0]) - (b * region.Slopes[1])) / determinant;
                Rational y = ((2 * a * region.Slopes[1]) - (b * region.Slopes[0])) / determinant;
                worst = IsInside(region, x, y) ? Max(worst, Rational.Abs(Error(x, y))) : worst;
            }
        }

        return worst;
    }

    /// <summary>sup |N - f| for an f that is affine on both sides of x = y: at a vertex, or where an edge meets that line.</summary>
    public static Rational FromDiagonal(Network network, Func<Rational, Rational, Rational> f)
    {
        Rational worst = 0;
        foreach (LinearRegion region in LinearRegions.Of(network).Enumerate())
        {
            for (int i = 0; i < region.Vertices.Length; i++)
            {
                ImmutableArray<Rational> p = region.Vertices[i], q = region.Vertices[(i + 1) % region.Vertices.Length];
                worst = Max(worst, Rational.Abs(region.At(p) - f(p[0], p[1])));
                Rational left = p[0] - p[1], right = q[0] - q[1];
                if (left.Sign * right.Sign < 0)
                {
                    Rational t = left / (left - right), u = p[0] + (t * (q[0] - p[0]));
                    worst = Max(worst, Rational.Abs(region.At([u, u]) - f(u, u)));
                }
            }
        }

        return worst;
    }

    private static bool IsInside(LinearRegion region, Rational x, Rational y)
    {
        for (int i = 0; i < region.Vertices.Length; i++)
        {
            ImmutableArray<Rational> p = region.Vertices[i], q = region.Vertices[(i + 1) % region.Vertices.Length];
            if ((((q[0] - p[0]) * (y - p[1])) - ((q[1] - p[1]) * (x - p[0]))).Sign < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static Rational Max(Rational a, Rational b) => a > b ? a : b;
}
