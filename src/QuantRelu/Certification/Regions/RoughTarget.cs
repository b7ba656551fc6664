using QuantRelu.Analysis.Regions;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.Regions;

/// <summary>
/// A target where no Taylor polynomial is good enough: with kinks, with fast oscillation, or given by code. Each part is looked at by itself, on the box
/// around it: f is next to an affine function, from the gradient, which may jump at kinks, or the curvature, or what is stated of code; or it is in the
/// range of its values. All of them hold, and the best counts.
/// </summary>
/// <remarks>
/// With ∂_k f ∈ g_k ± r_k almost everywhere on the box c ± h, f is Lipschitz, and f(x) ∈ f(c) + Σ g_k (x_k - c_k) ± Σ r_k h_k. With the second derivatives
/// H_ij bounded there and the gradient known at c, f(x) ∈ f(c) + ∇f(c)(x - c) + Σ H_ij (x_i - c_i)(x_j - c_j)/2.
/// </remarks>
internal sealed class RoughTarget(Target target) : RegionTarget
{
    private const int Precision = 64;

    /// <inheritdoc/>
    public override PartBounds Bound(ConvexCell cell, RegionMap map, double blur, double known)
    {
        int d = cell.Dimension;
        double[] low = new double[d], high = new double[d];
        for (int k = 0; k < d; k++)
        {
            (low[k], high[k]) = (Math.Max(0, Math.BitDecrement(cell[k].Low)), Math.Min(1, Math.BitIncrement(cell[k].High)));
        }

        double noise = 0;
        (double lower, int place) = Lower(cell, map, blur, ref noise);
        double upper = Affine(low, high) is { } affine ? NextTo(affine, cell, map, blur) : double.PositiveInfinity;
        if (upper > Math.Max(known, 2 * lower))
        {
            upper = Math.Min(upper, Within(Range(low, high), cell, map, blur));
        }

        return new PartBounds(double.IsFinite(upper) ? upper : double.PositiveInfinity, lower, place, noise + (2 * (target.Boxes?.Noise ?? 0)));
    }

    /// <summary>f ∈ value + Σ slopes_k (x_k - center_k) ± radius on a box.</summary>
    private sealed record AffineTarget(double[] Center, double Value, double[] Slopes, double Radius);

    private (double Lower, int Place) Lower(ConvexCell cell, RegionMap map, double blur, ref double noise)
    {
        (double best, int place) = (0, 0);
        for (int i = 0; i < cell.Vertices.Length; i++)
        {
            HomogeneousPoint vertex = cell.Vertices[i];
            (double low, double high) = AtVertex(vertex, cell.Dimension).ToDoubles();
            (double network, double doubt) = map.At(vertex, blur);
            doubt += Rounding * Math.Abs(network);
            double least = Math.Max(low - network, network - high) - doubt;
            noise = Math.Max(noise, high - low + (2 * doubt));
            (best, place) = least > best ? (least, i) : (best, place);
        }

        return (best, place);
    }

    private Interval AtVertex(HomogeneousPoint vertex, int dimension)
    {
        var intervals = new IntervalAlgebra(Precision);
        Interval[] u = [.. Enumerable.Range(0, dimension).Select(k => intervals.Constant(vertex.Coordinate(k)))];
        return target.Range(u, intervals);
    }

    private AffineTarget? Affine(double[] low, double[] high)
    {
        double[] center = [.. low.Zip(high, (a, b) => a + ((b - a) / 2))];
        double[] half = [.. center.Select((c, k) => Math.BitIncrement(Math.Max(high[k] - c, c - low[k])))];
        if (target.Boxes is { } boxes)
        {
            return boxes.Affine(low, high, center, half) is { } stated
                ? new AffineTarget(center, stated.Value, [.. stated.Slopes.Select((s, k) => s / half[k])], stated.Radius * (1 + Rounding))
                : null;
        }

        return FromJets(low, high, center, half);
    }

    private AffineTarget? FromJets(double[] low, double[] high, double[] center, double[] half)
    {
        int d = low.Length;
        var scalar = new DoubleIntervalAlgebra();
        DoubleInterval[] box = [.. low.Zip(high, DoubleInterval.Create)], point = [.. center.Select(c => DoubleInterval.Create(c, c))];
        var plane = JetSpace.Create(d, 1);
        if (Jet(scalar, JetSpace.Create(d, 2), KinkRule.OnBox, box) is { } curved && Jet(scalar, plane, KinkRule.AtPointOfBox, point) is { } touching)
        {
            // Each second-order coefficient with its product of half widths.
            double bend = 0;
            for (int i = plane.Count; i < curved.Length; i++)
            {
                double size = curved[i].Magnitude;
                for (int k = 0; k < d; k++)
                {
                    size *= Math.Pow(half[k], JetSpace.Create(d, 2)[i][k]);
                }

                bend += size;
            }

            return Of(center, half, touching, bend);
        }

        return Jet(scalar, plane, KinkRule.AlmostEverywhereOnBox, box) is { } sloped
            && target.Expression!.Evaluate(scalar, point) is { IsBounded: true } value
            ? Of(center, half, [value, .. sloped[1..]], 0)
            : null;
    }

    // From intervals of the value at the middle and of the slopes; lexicographic order puts the last axis first.
    private static AffineTarget Of(double[] center, double[] half, DoubleInterval[] jet, double bend)
    {
        int d = center.Length;
        double[] slopes = new double[d];
        double value = Middle(jet[0]), radius = (Width(jet[0]) / 2) + bend + (Rounding * Math.Abs(value));
        for (int k = 0; k < d; k++)
        {
            slopes[k] = Middle(jet[d - k]);
            radius += ((Width(jet[d - k]) / 2) + (Rounding * Math.Abs(slopes[k]))) * half[k];
        }

        return new AffineTarget(center, value, slopes, (radius * (1 + Rounding)) + Tiny);
    }

    private static double Middle(DoubleInterval i) => i.Lower + ((i.Upper - i.Lower) / 2);

    private static double Width(DoubleInterval i) => (i.Upper - i.Lower) * (1 + Rounding);

    private DoubleInterval[]? Jet(DoubleIntervalAlgebra scalar, JetSpace space, KinkRule kinks, DoubleInterval[] at)
    {
        var jets = new JetAlgebra<DoubleInterval>(scalar, space, kinks);
        var coefficients = new DoubleInterval[space.Count];
        target.Expression!.Evaluate(jets, [.. at.Select((a, k) => jets.Variable(k, a))]).CopyTo(coefficients);
        return Array.TrueForAll(coefficients, c => c.IsBounded) ? coefficients : null;
    }

    // An affine function less another is greatest at a vertex.
    private static double NextTo(AffineTarget affine, ConvexCell cell, RegionMap map, double blur)
    {
        double upper = 0;
        foreach (HomogeneousPoint vertex in cell.Vertices)
        {
            (double network, double doubt) = map.At(vertex, blur);
            (double value, double size) = (affine.Value, Math.Abs(affine.Value) + Math.Abs(network));
            for (int k = 0; k < affine.Slopes.Length; k++)
            {
                double term = affine.Slopes[k] * (vertex.Near(k) - affine.Center[k]);
                value += term;
                size += Math.Abs(term) + Math.Abs(affine.Slopes[k] * vertex.Near(k));
            }

            upper = Math.Max(upper, Math.Abs(value - network) + doubt + (Rounding * size));
        }

        return (upper + affine.Radius) * (1 + Rounding);
    }

    private static double Within((double Low, double High) range, ConvexCell cell, RegionMap map, double blur)
    {
        double upper = 0;
        foreach (HomogeneousPoint vertex in cell.Vertices)
        {
            (double network, double doubt) = map.At(vertex, blur);
            double size = Rounding * (Math.Abs(network) + Math.Max(Math.Abs(range.Low), Math.Abs(range.High)));
            upper = Math.Max(upper, Math.Max(range.High - network, network - range.Low) + doubt + size);
        }

        return upper * (1 + Rounding);
    }

    private (double Low, double High) Range(double[] low, double[] high)
    {
        if (target.Expression is { } formula)
        {
            DoubleInterval values = formula.Evaluate(new DoubleIntervalAlgebra(), [.. low.Zip(high, DoubleInterval.Create)]);
            return (values.Lower, values.Upper);
        }

        return target.Range([.. low.Zip(high, (a, b) => Interval.Create(Dyadic.FromDouble(a), Dyadic.FromDouble(b)))], new IntervalAlgebra(Precision))
            .ToDoubles();
    }
}
