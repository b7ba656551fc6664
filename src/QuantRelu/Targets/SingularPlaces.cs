using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// Looks for the places at which a function or a derivative of it may fail to be bounded: boxes without a bound in interval arithmetic are halved until
/// they are tiny. That says little of a place, for x/x has one at 0; but a function has bounded derivatives wherever there is none.
/// </summary>
internal static class SingularPlaces
{
    private const int MostHalvings = 40;
    private const int MostPlaces = 8;
    private const double Work = 1_000_000;

    /// <summary>Middles of tiny boxes, a few of them at most, which are not next to each other.</summary>
    /// <param name="formula">The function, in u.</param>
    /// <param name="dimension">Of how many variables.</param>
    /// <param name="order">The highest total order of a derivative.</param>
    public static IReadOnlyList<double[]> Of(Expression formula, int dimension, int order)
    {
        double cost = RigorousNorm.CostOfBox(formula, dimension, order);
        if (cost > Work)
        {
            return [];
        }

        var jets = new JetAlgebra<DoubleInterval>(new DoubleIntervalAlgebra(), JetSpace.Create(dimension, order), KinkRule.AlmostEverywhereOnBox);
        int boxes = (int)(Work / cost);
        var found = new List<double[]>();
        var open = new PriorityQueue<HalvedBox, (int, int)>();
        open.Enqueue(HalvedBox.Unit(dimension), (0, 0));

        // From the largest box that is left down to the first tiny one in it; what is left near that one is not looked at.
        while (found.Count < MostPlaces && open.TryDequeue(out HalvedBox? next, out _) && next.Depth <= MostHalvings * dimension / 2)
        {
            HalvedBox? box = IsBounded(formula, jets, next) ? null : next;
            while (box is not null && box.Depth < MostHalvings * dimension && boxes > 0)
            {
                HalvedBox[] halves = box.Halve(box.LongestSide);
                box = null;
                foreach (HalvedBox half in halves)
                {
                    if (boxes-- > 0 && box is not null)
                    {
                        open.Enqueue(half, (half.Depth, boxes));
                    }
                    else if (!IsBounded(formula, jets, half))
                    {
                        box = half;
                    }
                }
            }

            if (box?.Depth == MostHalvings * dimension)
            {
                found.Add(box.Centre);
            }
        }

        return found;
    }

    private static bool IsBounded(Expression formula, JetAlgebra<DoubleInterval> jets, HalvedBox box)
    {
        Jet<DoubleInterval>[] variables = [.. box.Low.Select((low, axis) => jets.Variable(axis, DoubleInterval.Create(low, box.High[axis])))];
        Jet<DoubleInterval> jet = formula.Evaluate<Jet<DoubleInterval>>(jets, variables);
        return Enumerable.Range(0, jets.Space.Count).All(k => jet[k].IsBounded);
    }
}
