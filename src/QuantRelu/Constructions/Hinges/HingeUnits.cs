using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// The units of a <see cref="HingeFunction"/> over a coordinate that is there as z·2^-a: a hinge that reads q copies of it is σ(±½q·2^-a (z - i/2^p)), and its
/// constant q·i·2^-(a+p) has a digit 2^-k, which takes k layers: that decides in which layer the units can stand.
/// </summary>
internal static class HingeUnits
{
    /// <summary>How many copies of the coordinate the units ask for.</summary>
    public static int Demand(HingeFunction f) => Math.Max(Math.Abs(f.Slope), f.Hinges.Select(h => h.Cheapest.Copies).DefaultIfEmpty(0).Max());

    /// <summary>The first layer in which the coordinate can stand, with what its folds and the constants of the units need.</summary>
    /// <param name="source">The function and its coordinate.</param>
    /// <param name="reduction">a.</param>
    /// <param name="foldFactor">How often a unit of a wave reads its coordinate.</param>
    public static int LeastLayer(HingeSource source, int reduction, int foldFactor)
    {
        HingeFunction f = source.Function;
        (int layer, int scale) = HeldCoordinate.FoldedAt(source.Direction, source.Folds, foldFactor);
        int steps = layer == 0 ? 1 : 0, least = layer;
        while (!HeldCoordinate.Reaches(least - layer, scale, reduction, layer == 0) || least - layer < steps)
        {
            least++;
        }

        return f.Hinges.Aggregate(
            least, (l, hinge) => Math.Max(l, HeldCoordinate.LayerFor((long)hinge.Cheapest.Copies * hinge.At, -reduction - f.LogCells)));
    }

    /// <summary>Writes the units, and what they count into a sum: all of the function but its constant.</summary>
    /// <param name="layers">The layers that are written.</param>
    /// <param name="f">The function.</param>
    /// <param name="z">The coordinate, over units of a layer.</param>
    /// <param name="reduction">a.</param>
    /// <param name="layer">That layer.</param>
    /// <param name="sum">The sum.</param>
    public static void Add(IntegerLayers layers, HingeFunction f, IntegerSum z, int reduction, int layer, IntegerSum sum)
    {
        foreach (Hinge hinge in f.Hinges.OrderByDescending(h => SignedDigits.Count(h.At)))
        {
            (int _, int units, int copies) = hinge.Cheapest;
            int side = f.LooksLeft(hinge) ? -1 : 1;
            IntegerSum unit = new IntegerSum().Add(z, side * copies);
            layers.AddConstant(unit, -side * (long)copies * hinge.At, -reduction - f.LogCells, layer);
            sum.Add(layers.Add(layer + 1, unit), hinge.Change > 0 ? units : -units);
        }

        if (f.Slope != 0)
        {
            sum.Add(layers.Add(layer + 1, new IntegerSum().Add(z, Math.Abs(f.Slope))), Math.Sign(f.Slope));
        }
    }
}
