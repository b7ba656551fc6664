using System.Numerics;
using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Formats.C;

/// <summary>Writes a block as a function of its inputs, and of its copy's codes where it has slots: one statement for each unit.</summary>
internal sealed class CBlockWriter(StreamWriter text, FixedFormat format)
{
    /// <summary>Writes the function that multiplies with a codebook value given by its code.</summary>
    public void WriteWeights(Codebook codebook)
    {
        text.WriteLine("static value weighted(unsigned code, value x)");
        text.WriteLine("{");
        text.WriteLine("    switch (code) {");
        for (int code = 0; code < codebook.Count; code++)
        {
            text.WriteLine($"    case {code}: return{Shifts(codebook[code], "x")};");
        }

        text.WriteLine("    default: return 0;");
        text.WriteLine("    }");
        text.WriteLine("}");
        text.WriteLine();
    }

    /// <summary>Writes one block; its outputs are added to y, or put there.</summary>
    public void Write(string name, CollapsedBlock block, bool hasCodes, string codeType, bool adds)
    {
        text.WriteLine($"static void {name}(const value x[], value y[]{(hasCodes ? $", const {codeType} codes[]" : string.Empty)})");
        text.WriteLine("{");
        if (block.Inputs == 0)
        {
            text.WriteLine("    (void)x;");
        }

        for (int l = 0; l < block.Layers.Count; l++)
        {
            bool last = l == block.Layers.Count - 1;
            for (int i = 0; i < block.Layers[l].Count; i++)
            {
                string sum = Sum(block.Layers[l][i], l);
                text.WriteLine(last ? $"    y[{i}] {(adds ? "+=" : "=")}{sum};" : $"    const value v{l + 1}_{i} = relu({sum.TrimStart()});");
            }
        }

        foreach (string unused in Unused(block))
        {
            text.WriteLine($"    (void){unused};");
        }

        text.WriteLine("}");
        text.WriteLine();
    }

    private static IEnumerable<string> Unused(CollapsedBlock block)
    {
        for (int l = 0; l < block.Layers.Count - 1; l++)
        {
            var read = block.Layers[l + 1].SelectMany(u => u.Terms).Select(t => t.Source).ToHashSet();
            for (int i = 0; i < block.Layers[l].Count; i++)
            {
                if (!read.Contains(i))
                {
                    yield return $"v{l + 1}_{i}";
                }
            }
        }
    }

    private string Sum(CollapsedUnit unit, int layer)
    {
        string sum = string.Concat(unit.Terms.Select(t => Term(t, layer == 0 ? $"x[{t.Source}]" : $"v{layer}_{t.Source}")));
        if (!unit.Bias.IsZero)
        {
            sum += $" {(unit.Bias.Sign < 0 ? '-' : '+')} {format.Literal(unit.Bias)}";
        }

        return sum.Length == 0 ? " 0" : sum.StartsWith(" + ", StringComparison.Ordinal) ? sum[2..] : sum;
    }

    private static string Term(Connection term, string source) =>
        (term.Coefficient.IsZero ? string.Empty : Shifts(term.Coefficient, source)) + string.Concat(term.Slots.Select(s => $" + weighted(codes[{s}], {source})"));

    // One shift for each binary digit 1 of the coefficient.
    private static string Shifts(Rational coefficient, string source)
    {
        Dyadic value = coefficient.ToDyadic();
        BigInteger mantissa = BigInteger.Abs(value.Mantissa);
        var terms = new List<string>();
        for (int i = 0; mantissa >> i > 0; i++)
        {
            if (!(mantissa >> i).IsEven)
            {
                terms.Add($" {(value.Sign < 0 ? '-' : '+')} {Shift(source, value.Exponent + i)}");
            }
        }

        return string.Concat(terms);
    }

    private static string Shift(string source, int places) => places == 0 ? source : places > 0 ? $"({source} << {places})" : $"({source} >> {-places})";
}
