using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>The coordinate of a crossbar of small depth: x - 1/2 is split by its sign at once, and both sides are multiplied layer by layer.</summary>
internal static class SplitCoordinate
{
    /// <summary>Adds it to a plan; null when there is no room for it.</summary>
    public static CrossbarCoordinate? Plan(CrossbarFrame frame)
    {
        if (frame.Layers.Split is not { } chain)
        {
            return null;
        }

        List<PlannedUnit[]> sides = Split(frame, chain);
        int place = sides.Count - 1 - frame.Layers.Merging + frame.Parameters.Kind.Delay;
        if (place < chain.Factors)
        {
            return null;
        }

        PlannedUnit z = CrossbarCoordinate.Folds(frame, sides[place], -chain.LogGain(place));
        return new CrossbarCoordinate(z, Differences(frame, sides[^1]));
    }

    // σ(±(x - 1/2)), multiplied layer by layer up to the one before the pens.
    private static List<PlannedUnit[]> Split(CrossbarFrame frame, SplitChain chain)
    {
        LayerPlan plan = frame.Plan;
        int begin = frame.Layers.Pens - chain.Halves.Length - 1;
        PlannedUnit x = plan.Add(1, "x/2", plan.Input, 1);
        for (int layer = 2; layer < begin; layer++)
        {
            x = plan.Add(layer, "x/2", x, 2);
        }

        List<PlannedUnit[]> sides = [[Side(1), Side(-1)]];
        foreach (int halves in chain.Halves)
        {
            sides.Add([.. sides[^1].Select(side => plan.Add(side.Layer + 1, "side", side, halves))]);
        }

        return sides;

        PlannedUnit Side(int sign)
        {
            PlannedUnit side = plan.Add(begin, "side", x, 4 * sign);
            side.Bias = -sign;
            return side;
        }
    }

    // σ(±2^G(Rx - R/2) + 2^G δ/2) of what is split and amplified already.
    private static (PlannedUnit Before, PlannedUnit Behind) Differences(CrossbarFrame frame, PlannedUnit[] sides)
    {
        return (Difference(sides[0], sides[1]), Difference(sides[1], sides[0]));

        PlannedUnit Difference(PlannedUnit of, PlannedUnit from)
        {
            PlannedUnit pen = frame.Plan.Add(frame.Layers.Pens, "pen", of, 2);
            pen.Read(from, -2);
            frame.Constants.Add(pen, Dyadic.PowerOfTwo(frame.LogHeight(1)));
            return pen;
        }
    }
}
