namespace QuantRelu.Certification.Grids;

/// <summary>The places of a grid by their number, the last axis running fastest.</summary>
/// <param name="extents">How many there are along each axis.</param>
internal sealed class GridPlaces(int[] extents)
{
    /// <summary>How many there are.</summary>
    public int Count { get; } = extents.Aggregate(1, (product, e) => product * e);

    /// <summary>The number of a place.</summary>
    public int NumberOf(int[] place)
    {
        int number = 0;
        for (int k = 0; k < place.Length; k++)
        {
            number = (number * extents[k]) + place[k];
        }

        return number;
    }

    /// <summary>The place with a number.</summary>
    public int[] PlaceOf(int number)
    {
        int[] place = new int[extents.Length];
        for (int k = place.Length - 1; k >= 0; k--)
        {
            number = Math.DivRem(number, extents[k], out place[k]);
        }

        return place;
    }

    /// <summary>The numbers of all places between two, none when one end is above the other.</summary>
    public IEnumerable<int> Between(int[] low, int[] high)
    {
        int axis = low.Zip(high).All(p => p.First <= p.Second) ? 0 : -1;
        for (int[] at = [.. low]; axis >= 0; at[Math.Max(axis, 0)]++)
        {
            yield return NumberOf(at);
            for (axis = at.Length - 1; axis >= 0 && at[axis] == high[axis]; axis--)
            {
                at[axis] = low[axis];
            }
        }
    }
}
