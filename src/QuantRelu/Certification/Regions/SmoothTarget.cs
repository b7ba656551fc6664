using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Regions;

/// <summary>
/// A target with a Taylor polynomial. On a part with vertices v and the network N, let H be the Hessian of f there, and D = diag(d_k) with
/// d_k ≥ Σ_{j≠k} |H_kj| - H_kk and d_k ≥ 0 throughout, which makes H + D positive semidefinite (Gershgorin). Then f - N + Σ d_k (x_k - m_k)²/2 is convex,
/// and so at most its greatest value at a vertex: f - N ≤ max_v ((f - N)(v) + Σ d_k (v_k - m_k)²/2), for any m; and the same for N - f. Ours.
/// </summary>
internal sealed class SmoothTarget(TaylorPolynomial polynomial) : RegionTarget
{
    /// <inheritdoc/>
    public override PartBounds Bound(ConvexCell cell, RegionMap map, double blur, double known)
    {
        int d = cell.Dimension;
        Span<double> above = stackalloc double[d], below = stackalloc double[d], t = stackalloc double[d], mean = stackalloc double[d];
        Bends(cell, above, below);
        mean.Clear();
        (double upper, double lower, double value, double most) = (0, 0, 0, 0);
        int place = 0;
        for (int i = 0; i < cell.Vertices.Length; i++)
        {
            HomogeneousPoint vertex = cell.Vertices[i];
            (double bendAbove, double bendBelow) = (0, 0);
            for (int k = 0; k < d; k++)
            {
                t[k] = vertex.Near(k) - polynomial.Center[k];
                mean[k] += t[k];
                double off = vertex.Near(k) - cell[k].Center;
                bendAbove += above[k] * off * off;
                bendBelow += below[k] * off * off;
            }

            (double network, double doubt) = map.At(vertex, blur);
            double target = polynomial.At(t), error = target - network;
            double noise = polynomial.Noise + doubt + (Rounding * (Math.Abs(target) + bendAbove + bendBelow));
            value += network;
            most = Math.Max(most, noise);
            upper = Math.Max(upper, Math.Max(error + (bendAbove / 2), (bendBelow / 2) - error) + noise);
            if (Math.Abs(error) - noise > lower)
            {
                (lower, place) = (Math.Abs(error) - noise, i);
            }
        }

        upper = (upper * (1 + Rounding)) + Tiny;
        if (upper > known)
        {
            int count = cell.Vertices.Length;
            for (int k = 0; k < d; k++)
            {
                mean[k] /= count;
            }

            double target = polynomial.At(mean), between = Math.Abs(target - (value / count)) - most - (Rounding * (Math.Abs(target) + Math.Abs(value)));
            (lower, place) = between > lower ? (between, -1) : (lower, place);
        }

        return new PartBounds(double.IsFinite(upper) ? upper : double.PositiveInfinity, lower, place, 2 * most);
    }

    // The d_k of f, and those of -f.
    private void Bends(ConvexCell cell, Span<double> above, Span<double> below)
    {
        int d = cell.Dimension;
        Span<double> middle = stackalloc double[d], radius = stackalloc double[d];
        for (int k = 0; k < d; k++)
        {
            middle[k] = cell[k].Center - polynomial.Center[k];
            radius[k] = cell[k].Half;
        }

        above.Clear();
        below.Clear();
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double second = polynomial.Second(i, j, middle), spread = polynomial.Spread(i, j, radius);
                if (i == j)
                {
                    above[i] += spread - second;
                    below[i] += spread + second;
                }
                else
                {
                    double size = Math.Abs(second) + spread;
                    (above[i], above[j]) = (above[i] + size, above[j] + size);
                    (below[i], below[j]) = (below[i] + size, below[j] + size);
                }
            }
        }

        for (int k = 0; k < d; k++)
        {
            (above[k], below[k]) = (Math.Max(0, above[k]) * (1 + Rounding), Math.Max(0, below[k]) * (1 + Rounding));
        }
    }
}
