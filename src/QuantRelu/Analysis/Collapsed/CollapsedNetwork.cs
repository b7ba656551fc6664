using QuantRelu.Graph;

namespace QuantRelu.Analysis.Collapsed;

/// <summary>Copies of a collapsed block, with the affine wiring of the array that it stands for.</summary>
/// <param name="Array">The array of the network.</param>
/// <param name="Block">Its block without copies.</param>
/// <param name="Representative">For each collapsed input, a block input that carries it.</param>
/// <param name="Bases">For each collapsed input, the source of copy 0 among the collapsed units before.</param>
/// <param name="Strides">For each collapsed input, the step of the source along each grid axis.</param>
internal sealed record CollapsedArray(BlockArray Array, CollapsedBlock Block, int[] Representative, long[] Bases, ImmutableArray<long>[] Strides)
{
    /// <summary>The collapsed units that one copy reads.</summary>
    public long[] Sources(long copy)
    {
        var sources = new long[Bases.Length];
        Sources(copy, sources);
        return sources;
    }

    /// <summary>Writes the collapsed units that one copy reads.</summary>
    public void Sources(long copy, Span<long> sources) => Array.Follow(copy, Bases, Strides, sources);
}

/// <summary>A stage of collapsed arrays.</summary>
/// <param name="Arrays">The arrays, as in the network's stage.</param>
/// <param name="Sums">True when all copies share the outputs.</param>
/// <param name="Units">Collapsed units of its last layer.</param>
internal sealed record CollapsedStage(IReadOnlyList<CollapsedArray> Arrays, bool Sums, long Units);

/// <summary>A network in which equal units are one, block by block and across the stages: what the fast evaluator and the analyses work on.</summary>
internal sealed class CollapsedNetwork
{
    private CollapsedNetwork(Network network, IReadOnlyList<CollapsedStage> stages)
    {
        Network = network;
        Stages = stages;
    }

    /// <summary>The network that it stands for.</summary>
    public Network Network { get; }

    /// <summary>The stages.</summary>
    public IReadOnlyList<CollapsedStage> Stages { get; }

    /// <summary>Collapses a network.</summary>
    public static CollapsedNetwork Of(Network network)
    {
        var stages = new List<CollapsedStage>();
        var before = UnitMap.OfInputs(network.Inputs);
        for (int s = 0; s < network.Stages.Length; s++)
        {
            Stage stage = network.Stages[s];
            bool merge = s < network.Stages.Length - 1 && !stage.Sums;
            CollapsedStage? collapsed = merge ? Collapse(network, stage, before, mergeOutputs: true) : null;
            if (collapsed is null || !UnitMap.Of(stage, collapsed).Resolves(network.Stages[s + 1]))
            {
                // The next stage reads across blocks in a way that has no affine rule among collapsed units: keep them all.
                collapsed = Collapse(network, stage, before, mergeOutputs: false);
            }

            stages.Add(collapsed);
            before = UnitMap.Of(stage, collapsed);
        }

        return new CollapsedNetwork(network, stages);
    }

    private static CollapsedStage Collapse(Network network, Stage stage, UnitMap before, bool mergeOutputs)
    {
        var arrays = new CollapsedArray[stage.Arrays.Length];
        foreach (IGrouping<Block, int> same in Enumerable.Range(0, arrays.Length).GroupBy(a => stage.Arrays[a].Block))
        {
            (long First, ImmutableArray<long> Steps)[][] sources = same.Select(a => Sources(stage.Arrays[a], before)).ToArray();
            int[] inputClass = Classes(same.Key.Inputs, sources, out int[] representative);
            CollapsedBlock block = CollapsedBlock.Of(same.Key, network.Codebook, inputClass, mergeOutputs);
            foreach ((int a, (long First, ImmutableArray<long> Steps)[] source) in same.Zip(sources))
            {
                arrays[a] = new CollapsedArray(stage.Arrays[a], block, representative, representative.Select(i => source[i].First).ToArray(),
                    representative.Select(i => source[i].Steps).ToArray());
            }
        }

        long units = stage.Sums ? arrays[0].Block.Outputs : arrays.Sum(a => (long)a.Array.Copies * a.Block.Outputs);
        return new CollapsedStage(arrays, stage.Sums, units);
    }

    private static (long First, ImmutableArray<long> Steps)[] Sources(BlockArray array, UnitMap before) => Enumerable.Range(0, array.Block.Inputs)
        .Select(i => before.Resolve(array, i) ?? throw new InvalidOperationException($"Block input {i} reads across the blocks of the stage before."))
            .ToArray();

    // Two inputs are one when every array of the block feeds them from the same units.
    private static int[] Classes(int inputs, (long First, ImmutableArray<long> Steps)[][] sources, out int[] representative)
    {
        var known = new Dictionary<string, int>();
        var first = new List<int>();
        var classes = new int[inputs];
        for (int i = 0; i < inputs; i++)
        {
            string key = string.Join('|', sources.Select(s => $"{s[i].First}:{string.Join(',', s[i].Steps)}"));
            if (!known.TryGetValue(key, out classes[i]))
            {
                known[key] = classes[i] = first.Count;
                first.Add(i);
            }
        }

        representative = [.. first];
        return classes;
    }
}
