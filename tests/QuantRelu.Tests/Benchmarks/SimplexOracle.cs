using QuantRelu.Tests.Formats.VnnLib;

namespace QuantRelu.Tests.Benchmarks;

/// <summary>
/// The range of a model on a box of any dimension, from the model's bytes: the box is cut into simplices, and, layer by layer, a simplex with an edge at
/// whose ends a unit has two signs is cut in two at the unit's root on that edge. In the end every value is affine on every simplex, so that the greatest and
/// least outputs are at corners.
/// </summary>
internal sealed class SimplexOracle(ExactVerifier model)
{
    /// <summary>The least and the greatest output.</summary>
    public (Rational Least, Rational Greatest) Range(Domain box)
    {
        Rational[] outputs = [.. Simplices(box).SelectMany(s => Outputs(s, 0))];
        return (outputs.Min(), outputs.Max());
    }

    private IEnumerable<Rational> Outputs(Rational[][] corners, int layer)
    {
        Rational[][] sums = [.. corners.Select(c => model.Sums(layer, c))];
        if (layer == model.Depth - 1)
        {
            return sums.Select(s => s[0]);
        }

        return Cut(sums, 0).SelectMany(part => Outputs([.. part.Select(ExactVerifier.Positive)], layer + 1));
    }

    private static IEnumerable<Rational[][]> Cut(Rational[][] sums, int unit)
    {
        for (; unit < sums[0].Length; unit++)
        {
            int above = Array.FindIndex(sums, s => s[unit].Sign > 0), below = Array.FindIndex(sums, s => s[unit].Sign < 0);
            if (above >= 0 && below >= 0)
            {
                Rational part = sums[above][unit] / (sums[above][unit] - sums[below][unit]);
                Rational[] root = [.. sums[above].Zip(sums[below], (a, b) => a + (part * (b - a)))];
                root[unit] = 0;
                return Cut(With(sums, above, root), unit).Concat(Cut(With(sums, below, root), unit));
            }
        }

        return [sums];
    }

    private static Rational[][] With(Rational[][] sums, int corner, Rational[] instead) => [.. sums.Select((s, i) => i == corner ? instead : s)];

    // One simplex for every order of the axes: from the lowest corner along one axis after the other.
    private static IEnumerable<Rational[][]> Simplices(Domain box) => Orders([.. Enumerable.Range(0, box.Dimension)]).Select(order =>
    {
        Rational[] corner = [.. box.Sides.Select(s => s.Low)];
        var corners = new List<Rational[]> { corner };
        foreach (int axis in order)
        {
            corner = [.. corner.Select((u, k) => k == axis ? box.High(k) : u)];
            corners.Add(corner);
        }

        return corners.ToArray();
    });

    private static IEnumerable<int[]> Orders(int[] axes) => axes.Length == 0
        ? [[]]
        : axes.SelectMany(first => Orders([.. axes.Where(a => a != first)]).Select(rest => new[] { first }.Concat(rest).ToArray()));
}
