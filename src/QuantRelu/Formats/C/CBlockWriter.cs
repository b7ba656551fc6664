using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Formats.C;

/// <summary>Writes a block as a function of its inputs, and of its copy's codes where it has slots: one statement for each unit.</summary>
internal sealed class CBlockWriter(StreamWriter text, FixedFormat format)
{
    /// <summary>Writes the function that multiplies with a weight given by its code.</summary>
    /// <param name="codebook">The weights.</param>
    /// <param name="codes">The codes that slots hold.</param>
    public void WriteWeights(Codebook codebook, IEnumerable<int> codes)
    {
        text.WriteLine("static value weighted(unsigned code, value x)");
        text.WriteLine("{");
        text.WriteLine("    switch (code) {");
        foreach (int code in codes)
        {
            text.WriteLine($"    case {code}: return {ShiftSum.Expression(format.Shifts(codebook[code], "x"))};");
        }

        text.WriteLine("    default: return 0;");
        text.WriteLine("    }");
        text.WriteLine("}");
        text.WriteLine();
    }

    /// <summary>Writes one block; its outputs are added to y, or put there.</summary>
    public void Write(string name, CollapsedBlock block, string? codeType, bool adds)
    {
        string inputs = block.Inputs > 0 ? "const value x[], " : string.Empty, codes = codeType is null ? string.Empty : $", const {codeType} codes[]";
        text.WriteLine($"static void {name}({inputs}value y[]{codes})");
        text.WriteLine("{");
        for (int l = 0; l < block.Layers.Count; l++)
        {
            bool last = l == block.Layers.Count - 1;
            for (int i = 0; i < block.Layers[l].Count; i++)
            {
                string sum = Sum(block.Layers[l][i], l);
                if (!last)
                {
                    text.WriteLine($"    const value v{l + 1}_{i} = relu({ShiftSum.Expression(sum)});");
                }
                else if (!adds || sum.Length > 0)
                {
                    text.WriteLine($"    y[{i}] {(adds ? "+=" : "=")} {ShiftSum.Expression(sum)};");
                }
            }
        }

        text.WriteLine("}");
        text.WriteLine();
    }

    private string Sum(CollapsedUnit unit, int layer)
    {
        string sum = string.Concat(unit.Terms.Select(t => Term(t, layer == 0 ? $"x[{t.Source}]" : $"v{layer}_{t.Source}")));
        return unit.Bias.IsZero ? sum : $"{sum} {(unit.Bias.Sign < 0 ? '-' : '+')} {format.Literal(unit.Bias)}";
    }

    private string Term(Connection term, string source) =>
        (term.Coefficient.IsZero ? string.Empty : format.Shifts(term.Coefficient, source))
        + string.Concat(term.Slots.Select(s => $" + weighted(codes[{s}], {source})"));
}
