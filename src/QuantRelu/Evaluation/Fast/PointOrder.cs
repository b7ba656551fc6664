namespace QuantRelu.Evaluation.Fast;

/// <summary>
/// An order of points in which those that follow each other are neighbours: the unit cube is cut into equal boxes, each for about one chunk, and the
/// points go box by box, rows of boxes there and back. Within a box they stay in the order in which they were given.
/// </summary>
internal static class PointOrder
{
    /// <summary>The numbers of the points, box by box.</summary>
    /// <param name="points">The coordinates, point by point.</param>
    /// <param name="d">Coordinates of a point.</param>
    /// <param name="perBox">About so many points come into a box where they are evenly spread.</param>
    public static int[] Of(ReadOnlySpan<double> points, int d, int perBox)
    {
        int count = points.Length / d;
        int side = (int)Math.Clamp(Math.Pow((double)count / perBox, 1.0 / d), 1, Math.Pow(1 << 20, 1.0 / d));
        var boxes = new int[count];
        var starts = new int[(int)Math.Pow(side, d) + 2];
        for (int p = 0; p < count; p++)
        {
            boxes[p] = Box(points.Slice(p * d, d), side);
            starts[boxes[p] + 1]++;
        }

        for (int box = 1; box < starts.Length; box++)
        {
            starts[box] += starts[box - 1];
        }

        var order = new int[count];
        for (int p = 0; p < count; p++)
        {
            order[starts[boxes[p]]++] = p;
        }

        return order;
    }

    private static int Box(ReadOnlySpan<double> point, int side)
    {
        int box = 0;
        foreach (double u in point)
        {
            int place = (int)Math.Clamp(u * side, 0, side - 1);
            box = (box * side) + (box % 2 == 0 ? place : side - 1 - place);
        }

        return box;
    }
}
