namespace QuantRelu.Studies.Counterparts;

/// <summary>The function that is linear between values at knots.</summary>
/// <param name="Knots">The knots, ascending, at least two.</param>
/// <param name="Values">The value at each.</param>
internal sealed record Polyline(double[] Knots, double[] Values)
{
    /// <summary>The value at a place; beyond the ends that of the outer lines.</summary>
    public double At(double x)
    {
        int piece = Math.Clamp(Array.BinarySearch(Knots, x) is var i && i >= 0 ? i : ~i - 1, 0, Knots.Length - 2);
        double share = (x - Knots[piece]) / (Knots[piece + 1] - Knots[piece]);
        return ((1 - share) * Values[piece]) + (share * Values[piece + 1]);
    }
}
