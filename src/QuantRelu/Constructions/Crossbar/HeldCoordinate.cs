using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>The coordinate of a crossbar of any depth: x is held, multiplied by R digit by digit, while small constants come about.</summary>
internal static class HeldCoordinate
{
    /// <summary>Adds it to a plan; null when there is no room for it.</summary>
    public static CrossbarCoordinate? Plan(CrossbarFrame frame)
    {
        (int first, int last) = (frame.Layers.FirstFold, frame.Layers.Pens - 1);
        if (first > last || Hold(frame, first, last) is not { } held)
        {
            return null;
        }

        PlannedUnit z = CrossbarCoordinate.Folds(frame, FirstFold(frame, held[first]), 2 - BitOperations.Log2((uint)frame.Parameters.FirstFold));
        return new CrossbarCoordinate(z, FirstPens(frame, held[last]));
    }

    // x/2, then Rx/2 by Horner's rule over the binary digits of R while x is held: Rx/2 from the layer of the first fold on.
    private static PlannedUnit[]? Hold(CrossbarFrame frame, int first, int last)
    {
        (LayerPlan plan, CrossbarParameters p) = (frame.Plan, frame.Parameters);
        int digits = p.Stretch.FractionBits;
        int room = last - first > 1 ? (last - first) / 2 : last - first;
        if (first - digits < 1 || p.HeldDoublings > room)
        {
            return null;
        }

        var held = new PlannedUnit[last + 1];
        PlannedUnit x = plan.Add(1, "x/2", plan.Input, 1), multiple = x;
        held[1] = x;
        for (int layer = 2; layer <= first; layer++)
        {
            int digit = first - layer;
            bool multiplies = digit < digits;
            PlannedUnit next = plan.Add(layer, "x/2", x, 2);
            if (multiplies)
            {
                PlannedUnit product = plan.Add(layer, "Rx/2", multiple, 1);
                if (!((p.Stretch.ToScaledInteger(digits) >> (digits - digit)) & 1).IsZero)
                {
                    product.Read(x, 2);
                }

                multiple = product;
            }
            else
            {
                multiple = next;
            }

            x = next;
            held[layer] = multiple;
        }

        for (int layer = first + 1; layer <= last; layer++)
        {
            int behind = last - layer;
            bool doubles = last - first > 1 ? behind % 2 == 1 && behind / 2 < p.HeldDoublings : behind < p.HeldDoublings;
            held[layer] = multiple = plan.Add(layer, "Rx", multiple, doubles ? 4 : 2);
        }

        return held;
    }

    // σ(±(Rx - R/2)), scaled.
    private static List<PlannedUnit> FirstFold(CrossbarFrame frame, PlannedUnit held)
    {
        List<PlannedUnit> parts = [];
        foreach (int sign in new[] { 1, -1 })
        {
            PlannedUnit part = frame.Plan.Add(held.Layer + 1, "fold", held, sign * frame.Parameters.FirstFold);
            frame.Constants.Add(part, -sign * frame.Parameters.Stretch.Scale(BitOperations.Log2((uint)frame.Parameters.FirstFold) - 3));
            parts.Add(part);
        }

        return parts;
    }

    // σ(±2^G(Rx - R/2) + 2^G δ/2).
    private static (PlannedUnit Before, PlannedUnit Behind) FirstPens(CrossbarFrame frame, PlannedUnit held)
    {
        return (Side(1), Side(-1));

        PlannedUnit Side(int sign)
        {
            CrossbarParameters p = frame.Parameters;
            PlannedUnit side = frame.Plan.Add(frame.Layers.Pens, "pen", held, sign << (p.Gain + 2 - p.HeldDoublings));
            frame.Constants.Add(side, -sign * p.Stretch.Scale(p.Gain - 1));
            frame.Constants.Add(side, Dyadic.PowerOfTwo(frame.LogHeight(1)));
            return side;
        }
    }
}
