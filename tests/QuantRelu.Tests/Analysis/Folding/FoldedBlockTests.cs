using CsCheck;
using FluentAssertions;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Analysis.Folding;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Tests.Analysis.Folding;

public class FoldedBlockTests
{
    private static readonly Gen<Rational[]> Inputs = Gen.Int[0, 24].Array[16].Select(k => k.Select(i => Rational.Create(i, 8)).ToArray());

    [Fact]
    public void A_folded_block_computes_what_the_units_of_the_block_compute_in_every_copy() =>
        Gen.Select(SampleNetworks.Any, Inputs, Gen.Int[0, 1000]).Sample((network, at, pick) =>
        {
            foreach ((Stage stage, BlockArray array) in network.Stages.SelectMany(s => s.Arrays.Select(a => (s, a))))
            {
                bool rectifies = stage != network.Stages[^1] && !stage.Sums;
                ReadOnlySpan<ushort> codes = array.Block.Slots > 0 ? array.CopyCodes(pick % (long)array.Copies) : [];
                Rational[] weights = [.. codes.ToArray().Select(c => network.Codebook[c])];
                Rational[] inputs = [.. Enumerable.Range(0, array.Block.Inputs).Select(i => at[i % at.Length])];
                var block = CollapsedBlock.Of(array.Block, network.Codebook, [.. Enumerable.Range(0, inputs.Length)], mergeOutputs: true);
                Rational[] outputs = Folded(FoldedBlock.Of(block, rectifies), inputs, weights);
                block.OutputOf.Select(o => outputs[o]).Should().Equal(UnitByUnit(array.Block, network.Codebook, inputs, weights, rectifies));
            }
        }, iter: 20);

    [Fact]
    public void What_is_held_halved_and_added_has_no_kinks()
    {
        // max(u, 0), then half of it, then half of that and 1/2: 1/4 u + 1/2 for u ≥ 0.
        var hold = new SparseLayer([0, 1], [0], [1], [SparseLayer.NoBias]);
        var half = new SparseLayer([0, 1], [0], [0], [SparseLayer.NoBias]);
        var raised = new SparseLayer([0, 1], [0], [0], [0]);
        var block = CollapsedBlock.Of(new Block(1, [hold, half, raised]), new Codebook([Dyadic.Half, 1]), [0], mergeOutputs: true);
        var folded = FoldedBlock.Of(block, rectifiesOutputs: true);
        folded.Kinks.Should().BeEmpty();
        FoldedRow output = folded.Outputs.Should().ContainSingle().Which;
        output.Constant.Should().Be((Rational)Dyadic.Half);
        output.Linear.Terms.Should().Equal(new Dictionary<int, Rational> { [0] = Rational.Create(1, 4) });
    }

    private static Rational[] Folded(FoldedBlock block, Rational[] inputs, Rational[] weights)
    {
        List<Rational> values = [.. inputs];
        foreach (FoldedRow kink in block.Kinks)
        {
            values.Add(Activation.Relu.Apply(Value(kink)));
        }

        return [.. block.Outputs.Select(Value)];

        Rational Value(FoldedRow row) => row.Linear.Terms.Aggregate(row.Constant, (sum, t) => sum + (t.Value * values[t.Key]))
            + row.Open.Aggregate((Rational)0, (sum, t) => sum + (weights[t.Slot] * t.Multiplier * (t.Value == OpenTerm<Rational>.One ? 1 : values[t.Value])));
    }

    private static Rational[] UnitByUnit(Block block, Codebook codebook, Rational[] inputs, Rational[] weights, bool rectifies)
    {
        Rational[] values = inputs;
        for (int l = 0; l < block.Depth; l++)
        {
            SparseLayer layer = block.Layers[l];
            values = [.. Enumerable.Range(0, layer.Units).Select(unit =>
            {
                Rational sum = layer.Biases[unit] == SparseLayer.NoBias ? 0 : codebook[layer.Biases[unit]];
                for (int k = layer.RowStarts[unit]; k < layer.RowStarts[unit + 1]; k++)
                {
                    int code = layer.Codes[k];
                    sum += (code >= 0 ? codebook[code] : weights[SparseLayer.SlotNumber(code)]) * values[layer.Columns[k]];
                }

                return l < block.Depth - 1 || rectifies ? Activation.Relu.Apply(sum) : sum;
            })];
        }

        return values;
    }
}
