using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Formats.C;

/// <summary>Writes the functions of a network: its inputs, its blocks, a loop over the copies of each array, and the evaluation stage by stage.</summary>
internal sealed class CNetworkWriter(StreamWriter text, CollapsedNetwork network, FixedFormat format, IReadOnlyList<InputMap> inputs)
{
    private readonly CBlockWriter _blocks = new(text, format);
    private readonly string _codeType = $"uint{8 * BlockCost.CodeBytes(network)}_t";

    /// <summary>Writes all of them.</summary>
    public void Write()
    {
        if (network.Stages.Count > 1 || network.Stages[0].Arrays[0].Block.Layers.Count > 1)
        {
            text.WriteLine("static inline value relu(value z)\n{\n    return z > 0 ? z : 0;\n}\n");
        }

        int[] codes = [.. Arrays.Where(a => HasCodes(a.Block)).SelectMany(a => a.Array.Codes!.Value).Select(c => (int)c).Distinct().Order()];
        if (codes.Length > 0)
        {
            _blocks.WriteWeights(network.Network.Codebook, codes);
        }

        for (int s = 0; s < network.Stages.Count; s++)
        {
            WriteStage(network.Stages[s], $"stage{s + 1}");
        }

        WriteEvaluation();
    }

    private IEnumerable<CollapsedArray> Arrays => network.Stages.SelectMany(s => s.Arrays).Where(a => !AddsNothing(a));

    private static bool HasCodes(CollapsedBlock block) => BlockCost.HasCodes(block);

    private bool AddsNothing(CollapsedArray array) => network.Stages.Any(s => s.Arrays.Contains(array) && BlockCost.AddsNothing(s, array));

    private void WriteStage(CollapsedStage stage, string name)
    {
        var names = new Dictionary<CollapsedBlock, string>();
        var body = new List<string>();
        long unit = 0;
        foreach (CollapsedArray array in stage.Arrays.Where(a => !AddsNothing(a)))
        {
            string? codeType = HasCodes(array.Block) ? _codeType : null;
            if (!names.TryGetValue(array.Block, out string? block))
            {
                names[array.Block] = block = $"{name}_block{names.Count + 1}";
                _blocks.Write(block, array.Block, codeType, stage.Sums);
            }

            string function = $"{name}_array{body.Count + 1}";
            new CArrayWriter(text, array, function, block, codeType, stage.Sums).Write();
            body.Add($"{function}({(array.Block.Inputs > 0 ? "in, " : string.Empty)}out{(unit == 0 ? string.Empty : $" + {unit}")});");
            unit += stage.Sums ? 0 : (long)array.Array.Copies * array.Block.Outputs;
        }

        WriteStageFunction(stage, name, body);
    }

    private void WriteStageFunction(CollapsedStage stage, string name, IReadOnlyList<string> body)
    {
        bool last = ReferenceEquals(stage, network.Stages[^1]);
        text.WriteLine($"static void {name}({CArrayWriter.Parameters(Reads(stage))})");
        text.WriteLine("{");
        if (!last || stage.Sums)
        {
            text.WriteLine($"    {IntegerType.Holding(stage.Units)} i;");
        }

        if (stage.Sums)
        {
            text.WriteLine($"    for (i = 0; i < {stage.Units}; i++) out[i] = 0;");
        }

        foreach (string call in body)
        {
            text.WriteLine($"    {call}");
        }

        if (!last)
        {
            text.WriteLine($"    for (i = 0; i < {stage.Units}; i++) out[i] = relu(out[i]);");
        }

        text.WriteLine("}");
        text.WriteLine();
    }

    // How many values a stage reads at most in one copy; 0 when it is constant.
    private int Reads(CollapsedStage stage) => stage.Arrays.Where(a => !AddsNothing(a)).Select(a => a.Block.Inputs).DefaultIfEmpty(0).Max();

    private void WriteEvaluation()
    {
        var functions = new InputFunctions(text, format, inputs);
        bool reads = Reads(network.Stages[0]) > 0;
        string[] names = reads ? [.. inputs.Select(functions.NameOf)] : [];
        text.WriteLine($"void quantrelu_evaluate(const {InputFunctions.RawType(inputs)} raw[{inputs.Count}], value output[{network.Stages[^1].Units}])");
        text.WriteLine("{");
        if (reads || network.Stages.Count > 1)
        {
            long most = network.Stages.SkipLast(1).Select(s => s.Units).Append(inputs.Count).Max();
            text.WriteLine($"    static value layers[2][{most}];");
        }

        if (!reads)
        {
            text.WriteLine("    (void)raw;");
        }

        for (int i = 0; i < names.Length; i++)
        {
            text.WriteLine($"    layers[0][{i}] = {names[i]}(raw[{i}]);");
        }

        for (int s = 0; s < network.Stages.Count; s++)
        {
            string result = s == network.Stages.Count - 1 ? "output" : $"layers[{(s + 1) % 2}]";
            text.WriteLine($"    stage{s + 1}({(Reads(network.Stages[s]) > 0 ? $"layers[{s % 2}], " : string.Empty)}{result});");
        }

        text.WriteLine("}");
    }
}
