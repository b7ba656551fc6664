using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Formats.C;

/// <summary>Writes the functions of a network: its blocks, a loop over the copies of each array, and the evaluation stage by stage.</summary>
internal sealed class CNetworkWriter(StreamWriter text, CollapsedNetwork network, FixedFormat format)
{
    private readonly CBlockWriter _blocks = new(text, format);
    private readonly string _codeType = network.Network.Codebook.Count <= 256 ? "uint8_t" : "uint16_t";

    /// <summary>Writes all of them.</summary>
    public void Write()
    {
        if (network.Stages.Any(s => s.Arrays.Any(a => HasCodes(a.Block))))
        {
            _blocks.WriteWeights(network.Network.Codebook);
        }

        for (int s = 0; s < network.Stages.Count; s++)
        {
            WriteStage(network.Stages[s], $"stage{s + 1}");
        }

        WriteEvaluation();
    }

    private static bool HasCodes(CollapsedBlock block) => block.Layers.Any(l => l.Any(u => u.Terms.Any(t => t.IsOpen)));

    private void WriteStage(CollapsedStage stage, string name)
    {
        var names = new Dictionary<CollapsedBlock, string>();
        for (int a = 0; a < stage.Arrays.Count; a++)
        {
            CollapsedArray array = stage.Arrays[a];
            if (!names.TryGetValue(array.Block, out string? block))
            {
                names[array.Block] = block = $"{name}_block{names.Count + 1}";
                _blocks.Write(block, array.Block, HasCodes(array.Block), _codeType, stage.Sums);
            }

            new CArrayWriter(text, array, $"{name}_array{a + 1}", block, stage.Sums).Write(HasCodes(array.Block) ? _codeType : null);
        }

        WriteStageFunction(stage, name);
    }

    private void WriteStageFunction(CollapsedStage stage, string name)
    {
        bool last = ReferenceEquals(stage, network.Stages[^1]);
        text.WriteLine($"static void {name}(const value in[], value out[])");
        text.WriteLine("{");
        if (!last || stage.Sums)
        {
            text.WriteLine("    long i;");
        }

        if (stage.Sums)
        {
            text.WriteLine($"    for (i = 0; i < {stage.Units}; i++) out[i] = 0;");
        }

        long unit = 0;
        for (int a = 0; a < stage.Arrays.Count; a++)
        {
            text.WriteLine($"    {name}_array{a + 1}(in, out + {unit});");
            unit += stage.Sums ? 0 : (long)stage.Arrays[a].Array.Copies * stage.Arrays[a].Block.Outputs;
        }

        if (!last)
        {
            text.WriteLine($"    for (i = 0; i < {stage.Units}; i++) out[i] = relu(out[i]);");
        }

        text.WriteLine("}");
        text.WriteLine();
    }

    private void WriteEvaluation()
    {
        int inputs = network.Network.Inputs;
        long most = network.Stages.Take(network.Stages.Count - 1).Select(s => s.Units).Append(inputs).Max();
        text.WriteLine($"void quantrelu_evaluate(const int64_t input[{inputs}], value output[{network.Stages[^1].Units}])");
        text.WriteLine("{");
        text.WriteLine($"    static value layers[2][{most}];");
        text.WriteLine("    int i;");
        text.WriteLine($"    for (i = 0; i < {inputs}; i++) layers[0][i] = (value)input[i] << {format.Bits - format.InputBits};");
        for (int s = 0; s < network.Stages.Count; s++)
        {
            string result = s == network.Stages.Count - 1 ? "output" : $"layers[{(s + 1) % 2}]";
            text.WriteLine($"    stage{s + 1}(layers[{s % 2}], {result});");
        }

        text.WriteLine("}");
    }
}
