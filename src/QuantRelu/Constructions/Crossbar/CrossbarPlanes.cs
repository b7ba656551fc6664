using QuantRelu.Circuits;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>A bit plane of a table of values: one weight ±1/2 for every node of a level.</summary>
internal sealed record BitPlane(PlannedUnit Unit, ValueTable Table, int Number)
{
    /// <summary>The w of its weight 2^w, in steps 2s.</summary>
    public int Exponent => Table.Exponents[Number];
}

/// <summary>The bit planes of the values at the centres of pairs of cells, and how they are put together in groups before they join the sum.</summary>
internal static class CrossbarPlanes
{
    /// <summary>Adds the planes of tables to a plan.</summary>
    public static ImmutableArray<BitPlane> Plan(CrossbarFrame frame, CrossbarTree tree, IEnumerable<ValueTable> tables)
    {
        int sign = 1 << frame.LogSign;
        var planes = ImmutableArray.CreateBuilder<BitPlane>();
        foreach (ValueTable table in tables)
        {
            for (int i = 0; i < table.Exponents.Length; i++)
            {
                int layer = frame.Layers.Pens + table.Level;
                PlannedUnit plane = frame.Plan.Add(layer + 1, $"plane {i} of level {table.Level}");
                plane.Read(tree.Levels[table.Level], sign, frame.Parameters.Nodes(table.Level));
                plane.Read(frame.Constants.At(-frame.LogHeight(table.Level), layer), sign);
                planes.Add(new BitPlane(plane, table, i));
            }
        }

        return planes.ToImmutable();
    }

    /// <summary>
    /// Planes of neighbouring weights, halved, or made as small as the codebook makes them in a layer, and added up with the ratios of their weights.
    /// </summary>
    /// <param name="frame">The plan.</param>
    /// <param name="planes">Planes, each with the w of its weight 2^w.</param>
    /// <param name="logUnit">How much a plane of the weight 1 counts: an exponent of two.</param>
    /// <returns>What there is to add up, and its exponent: how much it counts in the output, divided by the odd factor of the step.</returns>
    public static IEnumerable<(PlannedUnit Unit, int Exponent)> Groups(
        CrossbarFrame frame, IEnumerable<(PlannedUnit Unit, int Exponent)> planes, int logUnit)
    {
        CrossbarParameters p = frame.Parameters;
        List<(PlannedUnit Unit, int Exponent)> left = [.. planes.OrderByDescending(plane => plane.Exponent)];
        while (left.Count > 0)
        {
            int top = left[0].Exponent;
            List<(PlannedUnit Unit, int Exponent)> group = left.FindAll(plane => plane.Exponent > top - p.Group);
            left.RemoveAll(group.Contains);
            int lowest = group[^1].Exponent, exponent = lowest + logUnit;
            PlannedUnit first = group[0].Unit;
            int scale = p.Kind.SmallWeights;
            if (group.Count == 1)
            {
                yield return scale == 0 ? (first, exponent) : (frame.Halved(first, 1, scale), exponent + 1 + scale);
                continue;
            }

            PlannedUnit sum = frame.Plan.Add(first.Layer + 2, "sum of planes");
            group.ForEach(plane => sum.Read(frame.Halved(plane.Unit, 1, scale), 1 << (plane.Exponent - lowest)));
            yield return (sum, exponent + 2 + scale);
        }
    }
}
