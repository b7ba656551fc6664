using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Analysis;

/// <summary>
/// The inputs of each block that switch it off: when such an input is 0, all outputs of the block are proved to be 0, in
/// exact and in rounded arithmetic alike. In the networks of Theorem 1 these are the factors h of ψ_m, by statement (i) of
/// Proposition 2; here the proof is found on the block itself.
/// </summary>
/// <remarks>
/// With the input set to 0, units that compute the same expression are given the same number, in whatever layers they stand; a sum is 0
/// when its terms, added in order, cancel one against the next (c·v, then -c·v), and a unit is 0 when only a bias ≤ 0 and
/// negative multiples of values ≥ 0 are left.
/// A value times a power of two keeps its number, so that chains of different lengths are compared.
/// </remarks>
internal sealed class BlockGates
{
    private readonly ImmutableArray<int>[][] _gates;

    private BlockGates(ImmutableArray<int>[][] gates) => _gates = gates;

    /// <summary>Finds the gates of every array of a network; only networks of ReLU units have any.</summary>
    public static BlockGates Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Activation == Activation.Relu
            ? Of(CollapsedNetwork.Of(network))
            : new BlockGates(network.Stages.Select(s => s.Arrays.Select(_ => ImmutableArray<int>.Empty).ToArray()).ToArray());
    }

    /// <summary>The block inputs of one array (by number of stage and array) each of which switches a copy off.</summary>
    public ImmutableArray<int> Of(int stage, int array) => _gates[stage][array];

    internal static BlockGates Of(CollapsedNetwork network)
    {
        var known = new Dictionary<CollapsedBlock, int[]>();
        return new BlockGates(network.Stages.Select((s, number) => s.Arrays
            .Select(a =>
            {
                // The terms of a sum are rectified only after they were added: a negative one counts.
                bool rectifiesOutputs = number < network.Stages.Count - 1 && !s.Sums;
                if (!known.TryGetValue(a.Block, out int[]? gates))
                {
                    var trial = new GateTrial(a.Block, rectifiesOutputs);
                    known[a.Block] = gates = [.. Enumerable.Range(0, a.Block.Inputs)
                        .Where(i => trial.MayBeGate(i) && IsZero(a.Block, i, first: number == 0, rectifiesOutputs))];
                }

                return gates.Select(i => a.Representative[i]).ToImmutableArray();
            }).ToArray()).ToArray());
    }

    private static bool IsZero(CollapsedBlock block, int input, bool first, bool rectifiesOutputs)
    {
        Value[] values = Enumerable.Range(1, block.Inputs).Select(i => new Value(i, 1)).ToArray();
        values[input] = default;
        var numbers = new Dictionary<string, int>();
        for (int l = 0; l < block.Layers.Count; l++)
        {
            bool rectified = l < block.Layers.Count - 1 || rectifiesOutputs;
            bool nonnegative = l > 0 || !first;
            values = block.Layers[l].Select(u => Unit(u, values, numbers, rectified, nonnegative)).ToArray();
        }

        return Array.TrueForAll(values, v => v.IsZero);
    }

    private static Value Unit(CollapsedUnit unit, Value[] values, Dictionary<string, int> numbers, bool rectified, bool nonnegative)
    {
        List<Term> left = Left(unit, values);
        bool falling = rectified && nonnegative && left.TrueForAll(t => t.Slots.Length == 0 && t.Coefficient.Sign < 0);
        if ((left.Count == 0 || falling) && (unit.Bias.IsZero || (rectified && unit.Bias.Sign < 0)))
        {
            return default;
        }

        if (left.Count == 1 && unit.Bias.IsZero && left[0].IsExactScaling && (nonnegative || !rectified))
        {
            return new Value(left[0].Number, left[0].Coefficient);
        }

        // Equal expressions have one number in whatever layers they stand; the negative numbers are free of the inputs' numbers.
        string key = $"{string.Join(';', left.Select(t => $"{t.Number}*{t.Coefficient}+{t.Slots}"))}|{unit.Bias}|{rectified}";
        if (!numbers.TryGetValue(key, out int number))
        {
            numbers[key] = number = -1 - numbers.Count;
        }

        return new Value(number, 1);
    }

    // The terms that are left when zeros are dropped and neighbours cancel.
    private static List<Term> Left(CollapsedUnit unit, Value[] values)
    {
        var left = new List<Term>();
        foreach (Connection connection in unit.Terms.Where(t => !values[t.Source].IsZero))
        {
            Value value = values[connection.Source];
            var term = new Term(value.Number, value.Scale * connection.Coefficient,
                string.Join(',', connection.Slots) + (connection.IsOpen ? $"*{value.Scale}" : string.Empty));
            if (left.Count == 1 && left[0].Slots.Length + term.Slots.Length == 0 && left[0].Number == term.Number && left[0].Coefficient == -term.Coefficient)
            {
                left.Clear();
            }
            else
            {
                left.Add(term);
            }
        }

        return left;
    }

    /// <summary>A value of a unit: number 0 is zero, equal numbers are equal values, here times a power of two, which rounds nothing.</summary>
    private readonly record struct Value(int Number, Rational Scale)
    {
        public bool IsZero => Number == 0;
    }

    private readonly record struct Term(int Number, Rational Coefficient, string Slots)
    {
        public bool IsExactScaling => Slots.Length == 0 && Coefficient.Sign > 0 && Coefficient.IsDyadic && Coefficient.ToDyadic().Mantissa.IsOne;
    }
}
