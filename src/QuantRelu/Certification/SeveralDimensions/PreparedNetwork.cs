using System.Collections.Concurrent;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Analysis.Folding;
using QuantRelu.Analysis.Roots;

namespace QuantRelu.Certification.SeveralDimensions;

/// <summary>Copies of a block as functions, with their wiring.</summary>
/// <param name="Wiring">Where each copy reads, among the collapsed units of the stage before.</param>
/// <param name="Functions">What the block computes.</param>
/// <param name="Gates">The inputs each of which makes all outputs 0 when it is 0.</param>
/// <param name="First">The unit of the first output of copy 0, when the stage does not sum.</param>
internal sealed record PreparedArray(CollapsedArray Wiring, RoundedBlock Functions, int[] Gates, long First)
{
    private readonly ConcurrentDictionary<long, Weight[][]> _weights = [];

    /// <summary>Number of copies.</summary>
    public long Copies => (long)Wiring.Array.Copies;

    /// <summary>True when what a copy computes but for the weights of its codes depends on its inputs alone, and there are others like it.</summary>
    public bool IsShared => Copies > 1 && !Functions.HasOpenBases;

    /// <summary>For each output the weights of a copy's codes.</summary>
    public Weight[][] Weights(long copy, Weight[] codebook) =>
        _weights.GetOrAdd(copy, c => [.. Functions.Outputs.Select(row => row.Open.Select(open => WeightOf(open, c, codebook)).ToArray())]);

    /// <summary>The weight that a copy's codes decide.</summary>
    public Weight WeightOf(RoundedOpenValue open, long copy, Weight[] codebook)
    {
        ReadOnlySpan<ushort> codes = Wiring.Array.CopyCodes(copy);
        double weight = 0, error = 0, size = 0;
        foreach ((int slot, Weight multiplier) in open.Factors)
        {
            Weight factor = codebook[codes[slot]].Times(multiplier);
            weight += factor.Value;
            size += Math.Abs(factor.Value);
            error += factor.Error;
        }

        return new Weight(weight, error + ((open.Factors.Count + 2) * PolynomialModel.Epsilon * size));
    }
}

/// <summary>Arrays side by side, or added up.</summary>
internal sealed record PreparedStage(PreparedArray[] Arrays, bool Sums, bool IsLast);

/// <summary>A network as stages of functions, and its weights as doubles with what they are rounded by.</summary>
internal sealed class PreparedNetwork
{
    private PreparedNetwork(int inputs, PreparedStage[] stages, Weight[] weights)
    {
        Inputs = inputs;
        Stages = stages;
        Weights = weights;
    }

    /// <summary>d.</summary>
    public int Inputs { get; }

    /// <summary>The stages.</summary>
    public PreparedStage[] Stages { get; }

    /// <summary>True when many copies are added up of which most are switched off at any place.</summary>
    public bool HasGrid => Stages.Any(s => s.Sums && s.Arrays.Any(a => a.IsShared && a.Gates.Length > 0));

    /// <summary>The codebook.</summary>
    public Weight[] Weights { get; }

    /// <summary>Prepares a network of ReLU units with all codes set.</summary>
    public static PreparedNetwork Of(Network network)
    {
        CollapsedNetwork collapsed = CollapsedNetwork.Of(network);
        BlockGates gates = BlockGates.Of(collapsed);
        var table = new FunctionTable();
        var known = new Dictionary<(CollapsedBlock, bool), RoundedBlock>();
        var stages = new List<PreparedStage>();
        for (int s = 0; s < collapsed.Stages.Count; s++)
        {
            CollapsedStage stage = collapsed.Stages[s];
            bool last = s == collapsed.Stages.Count - 1;
            long first = 0;
            var arrays = new List<PreparedArray>();
            for (int a = 0; a < stage.Arrays.Count; a++)
            {
                CollapsedArray wiring = stage.Arrays[a];
                (CollapsedBlock, bool) key = (wiring.Block, !last && !stage.Sums);
                if (!known.TryGetValue(key, out RoundedBlock? functions))
                {
                    known[key] = functions = RoundedBlock.Of(BlockFunctions.Of(FoldedBlock.Of(wiring.Block, key.Item2)), table);
                }

                arrays.Add(new PreparedArray(wiring, functions, [.. gates.Of(s, a).Select(g => Array.IndexOf(wiring.Representative, g))], first));
                first += (long)wiring.Array.Copies * wiring.Block.Outputs;
            }

            stages.Add(new PreparedStage([.. arrays], stage.Sums, last));
        }

        return new PreparedNetwork(network.Inputs, [.. stages], [.. network.Codebook.Values.Select(Weight.Of)]);
    }
}
