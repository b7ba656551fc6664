using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>The coordinate of a crossbar: Rx up to the first pens, and z, the distance to the centre of x's pair of cells.</summary>
/// <param name="Z">z, scaled.</param>
/// <param name="Pens">The pens of the first fold, for the child before it and the child behind it.</param>
internal sealed record CrossbarCoordinate(PlannedUnit Z, (PlannedUnit Before, PlannedUnit Behind) Pens)
{
    /// <summary>Adds the coordinate to a plan; null when the parameters leave no room for it.</summary>
    public static CrossbarCoordinate? Plan(CrossbarFrame frame) =>
        frame.Parameters.SplitsFirst ? SplitCoordinate.Plan(frame) : HeldCoordinate.Plan(frame);

    /// <summary>z: p folds of Rx - R/2, whose parts are scaled by 2^-scale.</summary>
    /// <param name="frame">The plan.</param>
    /// <param name="parts">Units whose sum is |Rx - R/2|, scaled.</param>
    /// <param name="scale">The scale.</param>
    public static PlannedUnit Folds(CrossbarFrame frame, IReadOnlyList<PlannedUnit> parts, int scale)
    {
        int layer = parts[0].Layer, levels = frame.Parameters.Levels;
        for (int i = 0; i < frame.Layers.Merging; i++)
        {
            int small = i == 0 ? frame.Parameters.Kind.SmallWeights : 0;
            PlannedUnit merged = frame.Plan.Add(++layer, "fold");
            foreach (PlannedUnit part in parts)
            {
                merged.Read(part, 1, scale: small);
            }

            (parts, scale) = ([merged], scale + 1 + small);
        }

        int halvings = frame.Layers.Halvings;
        for (int step = 1; step <= levels; step++)
        {
            int left = levels - step, halving = halvings > left ? 1 : halvings < -left ? -1 : 0;
            (layer, scale, halvings) = (layer + 1, scale + halving, halvings - halving);
            List<PlannedUnit> next = [];
            foreach (int sign in step < levels ? new[] { 1, -1 } : [1])
            {
                PlannedUnit part = frame.Plan.Add(layer, "fold");
                foreach (PlannedUnit before in parts)
                {
                    part.Read(before, sign * (2 << 1 >> (halving + 1)));
                }

                if (step < levels)
                {
                    frame.Constants.Add(part, -sign * frame.Fold(step + 1).Scale(-scale));
                }

                next.Add(part);
            }

            parts = next;
        }

        return parts[0];
    }
}
