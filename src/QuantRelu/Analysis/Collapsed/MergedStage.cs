using QuantRelu.Graph;

namespace QuantRelu.Analysis.Collapsed;

/// <summary>A stage of merged blocks, before the codebook of all their weights is known.</summary>
internal sealed class MergedStage
{
    private readonly CollapsedStage _stage;
    private Func<long, long> _sourceOf = source => source;
    private readonly Dictionary<CollapsedBlock, MergedBlock> _blocks = [];

    /// <summary>Merges the blocks of a stage.</summary>
    public MergedStage(CollapsedStage stage, Codebook codebook)
    {
        _stage = stage;
        foreach (IGrouping<CollapsedBlock, CollapsedArray> same in stage.Arrays.GroupBy(a => a.Block))
        {
            _blocks[same.Key] = new MergedBlock(same.Key, [.. same], codebook);
        }
    }

    // What the arrays read, and whether it is the same in every copy.
    private IEnumerable<(long Source, bool IsSteady)> Reads => _stage.Arrays
        .SelectMany(a => _blocks[a.Block].Inputs.Select(i => (a.Bases[i], a.Strides[i].All(s => s == 0))));

    /// <summary>All weights and biases.</summary>
    public IEnumerable<Rational> Values => _blocks.Values.SelectMany(b => b.Values);

    /// <summary>Makes equal sums one, and leaves out those that the next stage does not read; where it reads the same of them in every copy.</summary>
    public void MergeSums(MergedStage next)
    {
        if (!_stage.Sums || next.Reads.Any(r => !r.IsSteady))
        {
            return;
        }

        string[] keys = [.. Enumerable.Range(0, (int)_stage.Units).Select(o => string.Join('\n', _blocks.Values.Select(b => b.OutputKeys.ElementAt(o))))];
        int[] first = [.. keys.Select(k => Array.IndexOf(keys, k))];
        int[] kept = [.. next.Reads.Select(r => first[r.Source]).Distinct().Order()];
        if (kept.Length == 0)
        {
            return;
        }

        foreach (MergedBlock block in _blocks.Values)
        {
            block.Keep(kept);
        }

        next._sourceOf = source => Array.IndexOf(kept, first[source]);
    }

    /// <summary>The stage over a codebook that holds them.</summary>
    public Stage Over(Codebook codebook)
    {
        Dictionary<CollapsedBlock, Block> blocks = _blocks.ToDictionary(b => b.Key, b => b.Value.Over(codebook));
        return new Stage([.. _stage.Arrays.Select(a => Rewired(a, blocks[a.Block], _blocks[a.Block], codebook))], _stage.Sums);
    }

    private BlockArray Rewired(CollapsedArray array, Block block, MergedBlock merged, Codebook codebook) => new(
        block,
        array.Array.Radices,
        [.. merged.Inputs.Select(i => _sourceOf(array.Bases[i]))],
        [.. merged.Inputs.Select(i => array.Strides[i])],
        merged.Codes(array, codebook),
        array.Array.Selection);
}
