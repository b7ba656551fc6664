using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Subnetworks;

/// <summary>
/// A bit plane P = σ(Σ ±v + offset), of values with 0 ≤ P: it counts 2^Exponent·(the odd factor) in the output for each 1 of its own.
/// </summary>
/// <param name="Unit">The unit.</param>
/// <param name="Exponent">The exponent.</param>
/// <param name="Offset">What is added to the signed values so that the plane is never negative.</param>
/// <param name="Most">The greatest value of the plane.</param>
internal sealed record SummedPlane(PlannedUnit Unit, int Exponent, Dyadic Offset, Dyadic Most);

/// <summary>
/// Adds bit planes up to F = o·Σ_i 2^{e_i} (P_i - offset_i), o odd, each unit on the way a sum of planes ≥ 0, and none of the offsets left in the output.
/// </summary>
/// <remarks>
/// F + Ω = o·Σ_i 2^{e_i} P_i, Ω = o·Σ_i 2^{e_i} offset_i. A bias -½ of a unit of the sum that counts g takes ½·g of Ω away, for one weight a copy, and the
/// output takes what is left. That a sum so lessened stays ≥ 0 follows from F ≥ -M: the planes that have not joined yet are at most o·Σ 2^{e_i} max P_i,
/// so that those which have are at least Ω - M - o·Σ 2^{e_i} max P_i. At the end Ω ≥ M is left at least: where F is below -M by its
/// rounding, as f never is, it is cut at -M, and that can only bring it nearer to f.
/// </remarks>
internal sealed class PlaneSum
{
    private const int MostLayers = 400;
    private const int MostCuts = 9;

    private readonly LayerPlan _plan;
    private readonly PowersOfTwo _constants;
    private readonly List<Step> _steps = [];

    private readonly long _odd;

    private PlaneSum(LayerPlan plan, PowersOfTwo constants, long odd) => (_plan, _constants, _odd) = (plan, constants, odd);

    /// <summary>Writes the sum and makes the constants of the plan.</summary>
    /// <param name="plan">The units so far; those of the sum are added.</param>
    /// <param name="constants">The constants that the plan wants.</param>
    /// <param name="planes">The planes.</param>
    /// <param name="odd">o.</param>
    /// <param name="norm">M: F ≥ -M but for rounding.</param>
    /// <param name="rounding">By how much F may be below -M.</param>
    /// <param name="mostHalves">The most copies of a unit of the sum.</param>
    /// <param name="mostDepth">The last layer in which the output may stand; null for no limit.</param>
    /// <returns>False when a constant cannot be had where it is wanted, or the planes cannot be summed by the last layer.</returns>
    public static bool TryWrite(
        LayerPlan plan, PowersOfTwo constants, IEnumerable<SummedPlane> planes, long odd, Dyadic norm, Dyadic rounding, int mostHalves, int? mostDepth)
    {
        // What waits is halved in every layer: the plane that is heaviest in layers to come begins.
        SummedPlane[] order = [.. planes.OrderByDescending(p => p.Exponent - p.Unit.Layer)];
        Summand[] summands = [.. order.Select(p => new Summand(p.Unit.Layer, p.Exponent, p.Unit.RowWeights + Math.Abs(p.Unit.Bias)))];
        Amplifier? amplifier = summands[0].Exponent < 0
            ? null
            : Amplifier.Find(summands, new FinalGain(mostHalves), odd, mostHalves, mostDepth ?? MostLayers);
        if (amplifier is null)
        {
            return false;
        }

        var sum = new PlaneSum(plan, constants, odd);
        sum.Write(order, amplifier);
        sum.Cut(order, norm, rounding);
        if (!constants.Grow(orders: 8))
        {
            return false;
        }

        plan.Finish(sum._steps[^1].Unit);
        return true;
    }

    /// <summary>The least power of two that is no less than the greatest sum of the signed values of a plane.</summary>
    public static Dyadic OffsetAbove(Dyadic most)
    {
        var power = Dyadic.PowerOfTwo((int)most.Order);
        return power.Scale(-1) == most ? most : power;
    }

    private void Write(SummedPlane[] planes, Amplifier amplifier)
    {
        PlannedUnit sum = planes[0].Unit;
        var gain = Dyadic.Create(_odd, planes[0].Exponent);
        var joined = new HashSet<int> { 0 };
        List<PlannedUnit>[] halved = [.. planes.Select(p => new List<PlannedUnit> { p.Unit })];
        foreach (AmplifierStep step in amplifier.Steps)
        {
            sum = _plan.Add(step.Layer, "sum", sum, step.Halves);
            gain = (gain / (Rational)Dyadic.Create(step.Halves, -1)).ToDyadic();
            foreach (Joining joining in step.Joinings)
            {
                List<PlannedUnit> chain = halved[joining.Summand];
                while (chain.Count <= joining.Halvings)
                {
                    chain.Add(_plan.Add(chain[^1].Layer + 1, "plane, halved", chain[^1], 1));
                }

                sum.Read(chain[joining.Halvings], joining.Halves);
                joined.Add(joining.Summand);
            }

            if (_steps.Count > 0)
            {
                _steps[^1] = _steps[^1] with { Copies = step.Halves };
            }

            Dyadic waiting = Total(planes.Where((_, i) => !joined.Contains(i)), p => p.Most);
            _steps.Add(new Step(sum, gain, Copies: 1, waiting));
        }
    }

    // Which biases make the offset that is left the cheapest.
    private void Cut(SummedPlane[] planes, Dyadic norm, Dyadic rounding)
    {
        Dyadic offset = Total(planes, p => p.Offset);
        int hidden = _steps.Count - 1;
        int[] places = [.. Enumerable.Range(0, hidden).OrderBy(i => _steps[i].Copies).ThenByDescending(i => _steps[i].Gain).Take(MostCuts).Order()];
        Dyadic[] least = [.. places.Select(i => _steps[i].Waiting.IsZero ? norm : norm + rounding + _steps[i].Waiting)];
        (int Cost, int Choice, Dyadic Left) best = (int.MaxValue, 0, offset);
        Try(0, offset, 0, 0);
        for (int i = 0; i < places.Length; i++)
        {
            _steps[places[i]].Unit.Bias = -(best.Choice >> i & 1);
        }

        _constants.Add(_steps[^1].Unit, -best.Left);

        void Try(int i, Dyadic left, int cost, int choice)
        {
            if (i == places.Length)
            {
                cost += CostOf(left);
                best = cost < best.Cost ? (cost, choice, left) : best;
            }
            else if (cost < best.Cost)
            {
                Step step = _steps[places[i]];
                Dyadic less = left - step.Gain.Scale(-1);
                Try(i + 1, left, cost, choice);
                if (less >= least[i])
                {
                    Try(i + 1, less, cost + step.Copies, choice | (1 << i));
                }
            }
        }
    }

    // About what a constant costs that is taken from the output.
    private static int CostOf(Dyadic value) => SignedDigits.Of(value).Sum(d => d.Exponent switch
    {
        < -1 => 1 - d.Exponent,
        -1 => 1,
        0 => 4,
        int e => 4 + (14 * e),
    });

    private Dyadic Total(IEnumerable<SummedPlane> planes, Func<SummedPlane, Dyadic> value) =>
        planes.Aggregate(Dyadic.Zero, (sum, p) => sum + (Dyadic.Create(_odd, p.Exponent) * value(p)));

    private readonly record struct Step(PlannedUnit Unit, Dyadic Gain, int Copies, Dyadic Waiting);
}
