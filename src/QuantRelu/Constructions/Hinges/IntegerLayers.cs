using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Hinges;

/// <summary>A unit of layers that are being written.</summary>
/// <param name="Layer">Its layer, from 1; inputs have 0.</param>
/// <param name="Index">Its number in the layer.</param>
internal readonly record struct UnitOf(int Layer, int Index);

/// <summary>Writes an <see cref="IntegerNetwork"/> unit by unit, with the constants that its rows ask for.</summary>
internal sealed class IntegerLayers(int inputs)
{
    private readonly List<List<(Dictionary<int, int> Row, int Bias)>> _layers = [];
    private readonly Dictionary<(int Power, int Layer), UnitOf> _constants = [];

    /// <summary>A unit of a layer that reads the layer before.</summary>
    public UnitOf Add(int layer, IntegerSum sum)
    {
        while (_layers.Count < layer)
        {
            _layers.Add([]);
        }

        List<(Dictionary<int, int>, int)> rows = _layers[layer - 1];
        rows.Add((sum.Terms, sum.Bias));
        return new UnitOf(layer, rows.Count - 1);
    }

    /// <summary>The same, or the unit of that row that there is.</summary>
    public UnitOf AddOnce(int layer, IntegerSum sum)
    {
        int known = _layers.Count < layer ? -1 : _layers[layer - 1].FindIndex(unit => unit.Bias == sum.Bias && unit.Row.Count == sum.Terms.Count
            && unit.Row.All(term => sum.Terms.TryGetValue(term.Key, out int factor) && factor == term.Value));
        return known < 0 ? Add(layer, sum) : new UnitOf(layer, known);
    }

    /// <summary>Adds number·2^exponent to a sum of a layer + 1: the bias where it is free, else units of this layer that are constants.</summary>
    public void AddConstant(IntegerSum sum, long number, int exponent, int layer)
    {
        foreach ((int e, int sign) in SignedDigits.Of(number).Reverse())
        {
            if (e + exponent == 0 && sum.Bias == 0)
            {
                sum.Bias = sign;
            }
            else
            {
                sum.Add(Constant(-(e + exponent), layer), sign);
            }
        }
    }

    /// <summary>The network; the only unit of the last layer is its output.</summary>
    public IntegerNetwork ToNetwork() => new(inputs, [.. _layers.Select((rows, l) => (IReadOnlyList<IntegerRow>)[.. rows.Select(r =>
    {
        int[] row = new int[l == 0 ? inputs : _layers[l - 1].Count];
        foreach ((int j, int a) in r.Row)
        {
            row[j] = a;
        }

        return new IntegerRow(row, r.Bias);
    })])]);

    // The constant 2^-power in a layer: 1/2 is a bias, and another one is half of the larger one before, or held, whichever adds fewer weights.
    private UnitOf Constant(int power, int layer)
    {
        if (!_constants.TryGetValue((power, layer), out UnitOf unit))
        {
            var sum = new IntegerSum();
            if (power == 1)
            {
                sum.Bias = 1;
            }
            else if (power < 1)
            {
                sum.Add(Constant(power + 1, layer - 1), power == 0 ? 2 : 4);
                sum.Bias = power == 0 ? 1 : 0;
            }
            else
            {
                (int _, bool holds) = Cheapest(power, layer);
                sum.Add(Constant(holds ? power : power - 1, layer - 1), holds ? 2 : 1);
            }

            _constants[(power, layer)] = unit = Add(layer, sum);
        }

        return unit;
    }

    // The weights that a constant adds, and whether it is held.
    private (int Weights, bool Holds) Cheapest(int power, int layer)
    {
        if (power <= 1 || _constants.ContainsKey((power, layer)))
        {
            return (_constants.ContainsKey((power, layer)) ? 0 : 1, false);
        }

        int halved = 1 + Cheapest(power - 1, layer - 1).Weights;
        if (layer - 1 < power)
        {
            return (halved, false);
        }

        int copy = _constants.TryGetValue((power, layer - 1), out UnitOf before)
            ? _layers[before.Layer - 1][before.Index] is var (row, bias) ? row.Values.Sum(Math.Abs) + Math.Abs(bias) : 0
            : 1 + Cheapest(power, layer - 1).Weights;
        int held = 2 + copy;
        return held < halved ? (held, true) : (halved, false);
    }
}

/// <summary>Σ a_j v_j + b over the units of one layer, being written.</summary>
internal sealed class IntegerSum
{
    /// <summary>The coefficient of each unit by its number.</summary>
    public Dictionary<int, int> Terms { get; } = [];

    /// <summary>b.</summary>
    public int Bias { get; set; }

    /// <summary>‖row‖₁.</summary>
    public int Norm => Terms.Values.Sum(Math.Abs);

    /// <summary>Adds a multiple of a unit.</summary>
    public IntegerSum Add(UnitOf unit, int coefficient)
    {
        int sum = Terms.GetValueOrDefault(unit.Index) + coefficient;
        if (sum == 0)
        {
            Terms.Remove(unit.Index);
        }
        else
        {
            Terms[unit.Index] = sum;
        }

        return this;
    }

    /// <summary>Adds a multiple of another sum.</summary>
    public IntegerSum Add(IntegerSum other, int factor)
    {
        foreach ((int unit, int a) in other.Terms)
        {
            Add(new UnitOf(0, unit), factor * a);
        }

        return this;
    }
}
