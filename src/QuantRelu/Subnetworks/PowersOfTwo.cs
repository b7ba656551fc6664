using System.Numerics;
using System.Runtime.CompilerServices;
using QuantRelu.Circuits;
using QuantRelu.Numerics;

namespace QuantRelu.Subnetworks;

/// <summary>
/// The constants of a planned network: 2^-j in the layers where they are read. A constant begins as σ(½) in any layer, and from layer to layer it is
/// halved (1 weight), held (about 3) or doubled (16); all of them together are a forest on the grid of exponents and layers. Wanted constants are joined
/// to it one by one, each where that is cheapest; of several orders the cheapest is taken. A codebook with a small power of two makes a constant that much
/// smaller in a layer, for 1 weight.
/// </summary>
/// <param name="plan">The units.</param>
/// <param name="small">How much smaller than 1/2 the small weights are: an exponent of two, 0 where there are none.</param>
internal sealed class PowersOfTwo(LayerPlan plan, int small = 0)
{
    private const int Hold = 3;
    private const int Doubling = 16;
    private readonly SortedDictionary<(int Layer, int Exponent), PlannedUnit> _wanted = [];

    /// <summary>2^-j in a layer.</summary>
    public PlannedUnit At(int exponent, int layer)
    {
        if (!_wanted.TryGetValue((layer, exponent), out PlannedUnit? unit))
        {
            _wanted[(layer, exponent)] = unit = plan.Add(layer, $"2^{-exponent}");
        }

        return unit;
    }

    /// <summary>Adds a constant to what a unit reads: its signed digits, the half as a bias.</summary>
    public void Add(PlannedUnit unit, Dyadic value)
    {
        foreach ((int exponent, int digit) in SignedDigits.Of(value))
        {
            int before = unit.Layer - 1;
            if (exponent == -1 && unit.Bias == 0)
            {
                unit.Bias = digit;
            }
            else if (exponent == 0 && unit.Bias == 0)
            {
                unit.Bias = digit;
                unit.Read(At(1, before), 2 * digit);
            }
            else if (exponent < -1)
            {
                unit.Read(At(-exponent - 1, before), digit);
            }
            else
            {
                int halves = Math.Min(8, 1 << Math.Min(3, exponent + 2));
                unit.Read(At(BitOperations.Log2((uint)halves) - 1 - exponent, before), digit * halves);
            }
        }
    }

    /// <summary>Makes all constants that are wanted.</summary>
    /// <param name="orders">How many orders are tried.</param>
    /// <returns>
    /// False when one is wanted before halvings and small weights, or doublings where it is above 1/2, make it. To go beyond it with small weights and back
    /// by doublings, which is dear, is not tried.
    /// </returns>
    public bool Grow(int orders)
    {
        (int Layer, int Exponent)[] wanted = [.. _wanted.Keys];
        if (wanted.Any(w => !CanBegin(w)))
        {
            return false;
        }

        Forest? best = null;
        (int Layer, int Exponent)[] order = [.. wanted.OrderBy(w => w.Layer - w.Exponent).ThenBy(w => w.Layer)];
        uint draw = 1;
        for (int k = 0; k < orders; k++)
        {
            (int Layer, int Exponent)[] tried = [.. order];
            for (int swap = 0; swap < k % 4 && k > 0; swap++)
            {
                int from = Next(ref draw, tried.Length), to = Next(ref draw, tried.Length);
                (tried[from], tried[to]) = (tried[to], tried[from]);
            }

            Forest forest = Join(tried, holdFirst: k % 8 < 4);
            if (best is null || forest.Cost <= best.Cost)
            {
                (best, order) = (forest, tried);
            }
        }

        Make(best!);
        return true;
    }

    /// <summary>The fewest layers that make a constant 2^-scale times as great, by halvings and small weights, or by doublings.</summary>
    public static int FewestLayers(int scale, int small) => scale <= small || small == 0 ? Math.Abs(scale) : (scale / (1 + small)) + (scale % (1 + small));

    /// <summary>The fewest layers in which each of the constants from 1/2 down to 2^-scale of it can be made.</summary>
    public static int FewestLayersOfAll(int scale, int small) => scale <= small || small == 0 ? Math.Abs(scale) : (scale / (1 + small)) + small;

    private bool CanBegin((int Layer, int Exponent) w) => w.Layer - FewestLayers(w.Exponent - 1, small) >= 1;

    // Of a number of layers, those that hold; below 0 where they are too few. Small weights are used as seldom as the layers allow.
    private (int Holds, int Smalls) Moves(int layers, int scale)
    {
        int smalls = small == 0 || scale <= layers ? 0 : (scale - layers + small - 1) / small;
        return smalls > 0 && smalls * (1 + small) > scale ? (-1, 0) : (layers - Math.Abs(scale) + (smalls * small), smalls);
    }

    private static int Next(ref uint draw, int below)
    {
        draw = (draw * 1664525) + 1013904223;
        return (int)((draw >> 8) % (uint)below);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Forest Join((int Layer, int Exponent)[] order, bool holdFirst)
    {
        var forest = new Forest();
        foreach ((int layer, int exponent) in order)
        {
            if (forest.From.ContainsKey((layer, exponent)))
            {
                continue;
            }

            int moves = FewestLayers(exponent - 1, small);
            int cost = 1 + (exponent > 0 ? moves : Doubling * moves);
            (int Layer, int Exponent) begin = (layer - moves, 1);
            foreach ((int fromLayer, int fromExponent) in forest.From.Keys)
            {
                int layers = layer - fromLayer, scale = exponent - fromExponent;
                (int holds, int smalls) = Moves(layers, scale);
                int joined = (scale >= 0 ? scale - (smalls * small) : -scale * Doubling) + (holds * Hold);
                if (holds >= 0 && joined < cost)
                {
                    (cost, begin) = (joined, (fromLayer, fromExponent));
                }
            }

            forest.Cost += cost;
            (int Holds, int Smalls) chosen = Moves(layer - begin.Layer, exponent - begin.Exponent);
            forest.Walk(begin, (layer, exponent), holdFirst, chosen.Holds, chosen.Smalls, 1 + small);
        }

        return forest;
    }

    private void Make(Forest forest)
    {
        var units = new Dictionary<(int Layer, int Exponent), PlannedUnit>();
        foreach ((int Layer, int Exponent) place in forest.From.Keys.OrderBy(p => p.Layer).ThenBy(p => p.Exponent))
        {
            PlannedUnit unit = units[place] = _wanted.GetValueOrDefault(place) ?? plan.Add(place.Layer, $"2^{-place.Exponent}");
            if (forest.From[place] is { } before)
            {
                int scale = place.Exponent - before.Exponent;
                unit.Read(units[before], scale > 1 ? 1 : 1 << (1 - scale), scale: scale > 1 ? small : 0);
            }
            else
            {
                unit.Bias = 1;
            }
        }
    }

    private sealed class Forest
    {
        public int Cost { get; set; }

        public Dictionary<(int Layer, int Exponent), (int Layer, int Exponent)?> From { get; } = [];

        public void Walk((int Layer, int Exponent) from, (int Layer, int Exponent) to, bool holdFirst, int holds, int smalls, int small)
        {
            From.TryAdd(from, null);
            int step = Math.Sign(to.Exponent - from.Exponent);
            while (from != to)
            {
                bool hold = holds > 0 && (holdFirst || from.Exponent == to.Exponent);
                holds -= hold ? 1 : 0;
                int scale = hold ? 0 : smalls-- > 0 ? small : step;
                (int Layer, int Exponent) next = (from.Layer + 1, from.Exponent + scale);
                From.TryAdd(next, from);
                from = next;
            }
        }
    }
}
