using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>All planes and the path, amplified to the output.</summary>
internal static class CrossbarSum
{
    /// <summary>Adds the sum to a plan.</summary>
    /// <param name="frame">The plan.</param>
    /// <param name="planes">The planes.</param>
    /// <param name="columns">The columns, whose path joins last: V alone is at least what is left of it.</param>
    /// <param name="sums">The sums that are known.</param>
    /// <returns>The output; null when the parameters leave no room for it.</returns>
    public static PlannedUnit? Plan(CrossbarFrame frame, IReadOnlyList<BitPlane> planes, ColumnPlan columns, KnownSums sums)
    {
        // A table on the root, which is its own constant: a plane would read one unit twice.
        if (planes.Any(p => p.Unit.Readings.Count < 2))
        {
            return null;
        }

        CrossbarParameters p = frame.Parameters;
        List<(Summand Summand, PlannedUnit Unit)> summands = [.. planes.GroupBy(plane => plane.Table)
            .SelectMany(table => CrossbarPlanes.Groups(
                frame, table.Select(plane => (plane.Unit, plane.Exponent)), 1 - p.StepExponent - frame.LogHeight(table.Key.Level) - frame.LogSign))
            .Select(g => (new Summand(g.Unit.Layer, g.Exponent, g.Unit.RowWeights), g.Unit))
            .OrderByDescending(s => s.Item1.Exponent).ThenBy(s => s.Item1.Layer)];
        PlannedUnit path = columns.Path, ramp = columns.AddRamp();
        summands.Add((new Summand(path.Layer, columns.LogPath - p.StepExponent, path.RowWeights, 2), path));
        if (sums.Find([.. summands.Select(s => s.Summand)], p.StepFactor, p.MostDepth, columns.LeastExponent) is not { } steps)
        {
            return null;
        }

        PlannedUnit sum = summands[0].Unit;
        foreach (AmplifierStep step in steps)
        {
            sum = frame.Plan.Add(step.Layer, "sum", sum, step.Halves);
            foreach (Joining joining in step.Joinings
                .OrderByDescending(j => summands[j.Summand].Summand.Exponent).ThenBy(j => summands[j.Summand].Summand.Layer))
            {
                PlannedUnit unit = summands[joining.Summand].Unit;
                int sign = unit == path ? columns.Sign : 1;
                sum.Read(frame.Halved(unit, joining.Halvings), sign * joining.Halves);
                if (unit == path)
                {
                    sum.Read(frame.Halved(ramp, joining.Halvings), -sign * joining.Halves / 2);
                }
            }
        }

        frame.Constants.Add(sum, -p.Norm);
        return sum;
    }
}
