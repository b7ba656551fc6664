namespace QuantRelu.Tests.Analysis.Regions;

/// <summary>
/// The regions of a small network with two inputs by brute force: for every pattern of units that are on or off, the unit square is cut by the half planes
/// that the pattern asks for.
/// </summary>
internal static class ActivationPatterns
{
    /// <summary>For every affine function A x + B y + C that the network is somewhere, the area on which it is.</summary>
    public static Dictionary<(Rational A, Rational B, Rational C), Rational> Areas(DenseNetworks.Layer[] layers)
    {
        var areas = new Dictionary<(Rational, Rational, Rational), Rational>();
        int units = layers[..^1].Sum(l => l.Biases.Length);
        for (int pattern = 0; pattern < 1 << units; pattern++)
        {
            (Rational A, Rational B, Rational C)[] values = [(1, 0, 0), (0, 1, 0)];
            (Rational X, Rational Y)[] polygon = [(0, 0), (1, 0), (1, 1), (0, 1)];
            int unit = 0;
            foreach (DenseNetworks.Layer layer in layers[..^1])
            {
                (Rational A, Rational B, Rational C)[] sums = Sums(layer, values);
                for (int i = 0; i < sums.Length; i++, unit++)
                {
                    bool isOn = ((pattern >> unit) & 1) == 1;
                    (Rational a, Rational b, Rational c) = sums[i];
                    polygon = Clip(polygon, isOn ? (a, b, c) : (-a, -b, -c));
                    sums[i] = isOn ? sums[i] : default;
                }

                values = sums;
            }

            Rational area = Area(polygon);
            if (!area.IsZero)
            {
                // Where a sum is 0 on the whole polygon, on and off are the same function, and both patterns come here.
                (Rational, Rational, Rational) map = Sums(layers[^1], values)[0];
                areas[map] = areas.GetValueOrDefault(map) + area;
            }
        }

        return areas;
    }

    private static (Rational A, Rational B, Rational C)[] Sums(DenseNetworks.Layer layer, (Rational A, Rational B, Rational C)[] values) =>
        [.. layer.Weights.Select((row, i) => row.Zip(values).Aggregate(
            ((Rational)0, (Rational)0, layer.Biases[i]),
            (s, t) => (s.Item1 + (t.First * t.Second.A), s.Item2 + (t.First * t.Second.B), s.Item3 + (t.First * t.Second.C))))];

    private static (Rational X, Rational Y)[] Clip((Rational X, Rational Y)[] polygon, (Rational A, Rational B, Rational C) half)
    {
        var kept = new List<(Rational, Rational)>();
        for (int i = 0; i < polygon.Length; i++)
        {
            ((Rational X, Rational Y) p, (Rational X, Rational Y) q) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            Rational f = (half.A * p.X) + (half.B * p.Y) + half.C, g = (half.A * q.X) + (half.B * q.Y) + half.C;
            if (f.Sign >= 0)
            {
                kept.Add(p);
            }

            if (f.Sign * g.Sign < 0)
            {
                Rational t = f / (f - g);
                kept.Add((p.X + (t * (q.X - p.X)), p.Y + (t * (q.Y - p.Y))));
            }
        }

        return [.. kept];
    }

    private static Rational Area((Rational X, Rational Y)[] polygon)
    {
        Rational twice = 0;
        for (int i = 0; i < polygon.Length; i++)
        {
            ((Rational X, Rational Y) p, (Rational X, Rational Y) q) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            twice += (p.X * q.Y) - (q.X * p.Y);
        }

        return twice / 2;
    }
}
