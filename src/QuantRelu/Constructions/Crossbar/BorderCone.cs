using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// e + min(max(path - e, -R), R), R = 2σ(m - 2^-a/2 - z/ℓ): the path, which between pairs of cells gives way to what both cells store as its end.
/// </summary>
/// <param name="Path">(ν'/16)(m + it), ν' = 2^-Halvings ν.</param>
/// <param name="Halvings">How often all is halved on the way.</param>
internal sealed record BorderCone(PlannedUnit Path, int Halvings)
{
    /// <summary>Adds it to a plan; null where the planes of ends cannot be added up.</summary>
    /// <param name="frame">The plan.</param>
    /// <param name="ends">E = (e + m)/2 in bit planes.</param>
    /// <param name="sum">(ν/4)(z/ℓ + path).</param>
    /// <param name="ramp">(ν/2)z/ℓ, in the same layer.</param>
    /// <param name="logUnit">log ν.</param>
    /// <param name="sums">The sums that are known.</param>
    public static BorderCone? Plan(CrossbarFrame frame, PathEnds ends, PlannedUnit sum, PlannedUnit ramp, int logUnit, KnownSums sums)
    {
        LayerPlan plan = frame.Plan;
        int logHeight = frame.LogHeight(frame.Parameters.Levels), pieces = frame.Parameters.Columns;
        (PlannedUnit Unit, int Exponent)[] groups =
        [
            .. CrossbarPlanes.Groups(frame, ends.Planes.Select((plane, i) => (plane, i)), logUnit - 1 - logHeight)
                .OrderByDescending(g => g.Exponent).ThenBy(g => g.Unit.Layer),
        ];

        // As small as the heaviest planes are without being amplified; the sum has too long a row to be read by two halves.
        int halvings = Math.Max(1, groups[0].Exponent);
        Summand[] summands = [.. groups.Select(g => new Summand(g.Unit.Layer, g.Exponent - halvings, g.Unit.RowWeights))];
        if (sums.Find(summands, 1, FinalGain.AnyNumber, 0) is not { } steps)
        {
            return null;
        }

        PlannedUnit end = groups[0].Unit;
        foreach (AmplifierStep step in steps)
        {
            end = plan.Add(step.Layer, "end", end, step.Halves);
            foreach (Joining joining in step.Joinings)
            {
                end.Read(frame.Halved(groups[joining.Summand].Unit, joining.Halvings), joining.Halves);
            }
        }

        end = Held(end, sum.Layer + halvings + 1);
        int layer = end.Layer;
        PlannedUnit path = Held(frame.Halved(sum, halvings), layer), before = Held(frame.Halved(ramp, halvings), layer - 1);
        PlannedUnit place = plan.Add(layer, "ramp", before, 1), room = plan.Add(layer, "room", before, -2);
        Dyadic unit = Dyadic.PowerOfTwo(logUnit - halvings), middle = unit.Scale(-3) * Dyadic.Create(pieces, 0);
        frame.Constants.Add(room, unit.Scale(-1) * (Dyadic.Create(pieces, 0) - Dyadic.PowerOfTwo(-frame.Parameters.LogMargin - 1)));
        PlannedUnit joined = plan.Add(layer + 2, "path");
        joined.Read(Side(1), 1);
        joined.Read(Side(-1), -1);
        joined.Read(plan.Add(layer + 1, "room", room, 1), -1);
        joined.Read(plan.Add(layer + 1, "end", end, 1), 1);
        return new BorderCone(joined, halvings);

        PlannedUnit Side(int sign)
        {
            PlannedUnit side = plan.Add(layer + 1, "path", path, 1);
            side.Read(place, -1);
            side.Read(end, -1);
            side.Read(room, sign);
            frame.Constants.Add(side, middle);
            return side;
        }

        PlannedUnit Held(PlannedUnit unit, int until)
        {
            while (unit.Layer < until)
            {
                unit = plan.Add(unit.Layer + 1, unit.Name, unit, 2);
            }

            return unit;
        }
    }

    /// <summary>Adds twice what <see cref="Path"/> is where the path is 0.</summary>
    /// <param name="frame">The plan.</param>
    /// <param name="logUnit">log ν.</param>
    public PlannedUnit AddMiddle(CrossbarFrame frame, int logUnit)
    {
        PlannedUnit middle = frame.Plan.Add(Path.Layer, "middle of path");
        frame.Constants.Add(middle, Dyadic.Create(frame.Parameters.Columns, logUnit - Halvings - 3));
        return middle;
    }
}
