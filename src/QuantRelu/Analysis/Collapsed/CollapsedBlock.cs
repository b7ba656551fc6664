using QuantRelu.Graph;

namespace QuantRelu.Analysis.Collapsed;

/// <summary>One connection of a collapsed unit: the source, the sum of the fixed weights, and the slots whose weights are added to it.</summary>
internal sealed record Connection(int Source, Rational Coefficient, IReadOnlyList<int> Slots)
{
    /// <summary>True when a copy's codes decide the coefficient: that is what <em>open</em> means wherever a network is analysed.</summary>
    public bool IsOpen => Slots.Count > 0;
}

/// <summary>One unit that stands for all its equal copies: terms in the order in which they are added up, then the bias.</summary>
internal sealed record CollapsedUnit(IReadOnlyList<Connection> Terms, Rational Bias);

/// <summary>
/// A block in which units that compute the same are one unit with merged coefficients: the copies that a small codebook
/// needs are gone, and eight connections of weight 1/2 are one coefficient 4. It computes exactly the block's function.
/// </summary>
internal sealed class CollapsedBlock
{
    private CollapsedBlock(int inputs, IReadOnlyList<IReadOnlyList<CollapsedUnit>> layers, int[] outputOf)
    {
        Inputs = inputs;
        Layers = layers;
        OutputOf = outputOf;
    }

    /// <summary>Number of distinct inputs.</summary>
    public int Inputs { get; }

    /// <summary>The layers.</summary>
    public IReadOnlyList<IReadOnlyList<CollapsedUnit>> Layers { get; }

    /// <summary>For each unit of the block's last layer, the collapsed unit that stands for it.</summary>
    public int[] OutputOf { get; }

    /// <summary>Units of the last layer.</summary>
    public int Outputs => Layers[^1].Count;

    /// <summary>Collapses a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="codebook">The values of its codes.</param>
    /// <param name="inputClass">For each block input, the number of the distinct value that it carries, numbered by first occurrence.</param>
    /// <param name="mergeOutputs">False to keep every unit of the last layer.</param>
    public static CollapsedBlock Of(Block block, Codebook codebook, int[] inputClass, bool mergeOutputs)
    {
        int[] classOf = inputClass;
        var constants = new HashSet<int>();
        var layers = new List<IReadOnlyList<CollapsedUnit>>();
        for (int l = 0; l < block.Depth; l++)
        {
            var units = new List<CollapsedUnit>();
            var known = new Dictionary<string, int>();
            var next = new int[block.Layers[l].Units];
            for (int i = 0; i < next.Length; i++)
            {
                CollapsedUnit unit = Merge(block.Layers[l], i, codebook, classOf, constants);
                string key = mergeOutputs || l < block.Depth - 1 ? Key(unit) : $"{i}";
                if (!known.TryGetValue(key, out next[i]))
                {
                    known[key] = next[i] = units.Count;
                    units.Add(unit);
                }
            }

            constants = Enumerable.Range(0, units.Count).Where(i => units[i].Terms.All(t => !t.IsOpen && constants.Contains(t.Source))).ToHashSet();
            layers.Add(units);
            classOf = next;
        }

        return new CollapsedBlock(inputClass.DefaultIfEmpty(-1).Max() + 1, layers, classOf);
    }

    // Later sources first, constants after them and the bias last: a product that is 0 then cancels before anything else is added to it, in
    // rounded arithmetic too, and blocks that were written alike add in the same order.
    private static CollapsedUnit Merge(SparseLayer layer, int unit, Codebook codebook, int[] classOf, HashSet<int> constants)
    {
        var sums = new SortedDictionary<int, Rational>();
        var slots = new SortedDictionary<int, List<int>>();
        for (int k = layer.RowStarts[unit]; k < layer.RowStarts[unit + 1]; k++)
        {
            int source = classOf[layer.Columns[k]];
            int code = layer.Codes[k];
            sums.TryAdd(source, 0);
            if (code >= 0)
            {
                sums[source] += codebook[code];
            }
            else
            {
                slots.TryAdd(source, []);
                slots[source].Add(SparseLayer.SlotNumber(code));
            }
        }

        Connection[] terms = sums.Reverse().OrderBy(s => constants.Contains(s.Key)).Where(s => !s.Value.IsZero || slots.ContainsKey(s.Key))
            .Select(s => new Connection(s.Key, s.Value, slots.TryGetValue(s.Key, out List<int>? open) ? open : [])).ToArray();
        return new CollapsedUnit(terms, layer.Biases[unit] == SparseLayer.NoBias ? 0 : codebook[layer.Biases[unit]]);
    }

    private static string Key(CollapsedUnit unit) =>
        string.Join(';', unit.Terms.Select(t => $"{t.Source}*{t.Coefficient}+{string.Join(',', t.Slots)}")) + "|" + unit.Bias;
}
