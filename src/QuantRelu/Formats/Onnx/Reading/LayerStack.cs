using System.Runtime.InteropServices;
using QuantRelu.Graph;

namespace QuantRelu.Formats.Onnx.Reading;

/// <summary>
/// A layered network that grows unit by unit. A unit reads the layer before alone; what it needs of an earlier one is held in between by units of weight 1,
/// σ(v) = v, which is exact as inputs u in [0,1] and the values of ReLU units are not negative.
/// </summary>
internal sealed class LayerStack
{
    private readonly List<List<Unit>> _layers = [];
    private readonly List<(int Layer, int Index)> _units = [];
    private readonly Dictionary<int, int> _holders = [];
    private readonly Dictionary<Rational, int> _codes = [];
    private readonly List<Rational> _values = [];
    private readonly int _inputs;
    private readonly Activation _activation;
    private readonly Budget _budget;

    /// <summary>A network without a layer; its inputs are the units 0 to d - 1.</summary>
    public LayerStack(int inputs, Activation activation, Budget budget)
    {
        (_inputs, _activation, _budget) = (inputs, activation, budget);
        _units.AddRange(Enumerable.Range(0, inputs).Select(i => (0, i)));
    }

    /// <summary>What hidden units apply to their sums.</summary>
    public Activation Activation => _activation;

    /// <summary>Makes units of sums, all in one layer, the first that they can stand in, and returns them.</summary>
    public UnitSum[] Activated(IReadOnlyList<UnitSum> sums)
    {
        int layer = Before(sums) + 1;
        return [.. sums.Select(s => UnitSum.Of(Add(layer, s), 1, default))];
    }

    /// <summary>The network whose outputs are sums.</summary>
    /// <param name="outputs">The sums.</param>
    /// <param name="codebook">The codebook for the weights that the network has, ascending.</param>
    public Network ToNetwork(IReadOnlyList<UnitSum> outputs, Func<ImmutableArray<Rational>, Codebook> codebook)
    {
        int last = Before(outputs) + 1;
        if (_layers.Count >= last)
        {
            _layers.RemoveRange(last - 1, _layers.Count - last + 1);
        }

        foreach (UnitSum output in outputs)
        {
            Add(last, output);
        }

        Codebook values = codebook([.. _values.Order()]);
        int[] codes = [.. _values.Select(values.CodeOf)];
        SparseLayer[] layers = [.. _layers.Select(l => Sparse(l, codes))];
        return new Network(_inputs, values, [new Stage([BlockArray.Single(new Block(_inputs, layers))])], _activation);
    }

    private static SparseLayer Sparse(List<Unit> units, int[] codes)
    {
        var starts = new int[units.Count + 1];
        for (int i = 0; i < units.Count; i++)
        {
            starts[i + 1] = starts[i] + units[i].Columns.Length;
        }

        return new SparseLayer(
            ImmutableCollectionsMarshal.AsImmutableArray(starts),
            [.. units.SelectMany(u => u.Columns)],
            [.. units.SelectMany(u => u.Codes).Select(c => codes[c])],
            [.. units.Select(u => u.Bias == SparseLayer.NoBias ? SparseLayer.NoBias : codes[u.Bias])]);
    }

    // The last layer that sums read.
    private int Before(IReadOnlyList<UnitSum> sums)
    {
        int before = 0;
        foreach (UnitSum sum in sums)
        {
            foreach ((int unit, _) in sum.Terms)
            {
                before = Math.Max(before, _units[unit].Layer);
            }
        }

        return before;
    }

    private int Add(int layer, UnitSum sum)
    {
        foreach ((int unit, _) in sum.Terms)
        {
            if (_units[unit].Layer != layer - 1)
            {
                sum = sum.Over(u => Held(u, layer - 1), _budget);
                break;
            }
        }

        while (_layers.Count < layer)
        {
            _layers.Add([]);
        }

        _budget.Take(sum.Terms.Length + 1);
        var columns = new int[sum.Terms.Length];
        var codes = new int[columns.Length];
        for (int k = 0; k < columns.Length; k++)
        {
            columns[k] = _units[sum.Terms[k].Unit].Index;
            codes[k] = Code(sum.Terms[k].Weight);
        }

        // Holders may stand in another order than what they hold.
        Array.Sort(columns, codes);
        _layers[layer - 1].Add(new Unit(columns, codes, sum.Constant.IsZero ? SparseLayer.NoBias : Code(sum.Constant)));
        _units.Add((layer, _layers[layer - 1].Count - 1));
        return _units.Count - 1;
    }

    private int Held(int unit, int layer)
    {
        while (_units[unit].Layer < layer)
        {
            if (!_holders.TryGetValue(unit, out int holder))
            {
                if (_activation.NegativeSlope.Sign != 0 && _units[unit].Layer > 0)
                {
                    throw Fault.Because("a connection skips a layer, which is read with ReLU units only: those of this file can be negative");
                }

                _holders[unit] = holder = Add(_units[unit].Layer + 1, UnitSum.Of(unit, 1, default));
            }

            unit = holder;
        }

        return unit;
    }

    private int Code(Rational value)
    {
        if (!_codes.TryGetValue(value, out int code))
        {
            _codes[value] = code = _values.Count;
            _values.Add(value);
        }

        return code;
    }

    private sealed class Unit(int[] columns, int[] codes, int bias)
    {
        public int[] Columns => columns;

        public int[] Codes => codes;

        public int Bias => bias;
    }
}
