using QuantRelu.Evaluation.Collapsed;
using QuantRelu.Graph;

namespace QuantRelu.Formats.C;

/// <summary>Writes the copies of a block as nested loops over their grid; the sources of the inputs move by the strides of the wiring.</summary>
internal sealed class CArrayWriter(StreamWriter text, CollapsedArray array, string name, string block, bool adds)
{
    private readonly int _inputs = array.Block.Inputs;
    private readonly IReadOnlyList<long> _radices = array.Array.Radices;

    /// <summary>Writes the function, with its table of codes when there is a type for them.</summary>
    public void Write(string? codeType)
    {
        bool selects = array.Array.Selection is not null;
        if (codeType is not null)
        {
            WriteTable($"{codeType} {name}_codes", array.Array.Codes is { } codes ? codes.Select(c => (long)c) : throw NoCodes());
        }

        if (selects)
        {
            WriteTable($"long {name}_selection", array.Array.Selection!.Value);
        }

        WriteWiring();
        text.WriteLine($"static void {name}(const value in[], value out[])");
        text.WriteLine("{");
        Declare(codeType, selects);
        string margin = Loops();
        Call(margin, codeType, selects);
        EndLoops();
        text.WriteLine("}");
        text.WriteLine();
    }

    private static InvalidOperationException NoCodes() => new("The network has no codes yet: it is a topology without a target.");

    private void WriteWiring()
    {
        if (_inputs == 0)
        {
            return;
        }

        WriteTable($"long {name}_base", array.Bases);
        for (int c = 0; c < _radices.Count; c++)
        {
            int axis = c;
            WriteTable($"long {name}_stride{c}", array.Strides.Select(s => s[axis]));
        }
    }

    private void Declare(string? codeType, bool selects)
    {
        if (_inputs > 0)
        {
            text.WriteLine($"    static value x[{_inputs}];");
            text.WriteLine($"    static long {string.Join(", ", Enumerable.Range(0, _radices.Count + 1).Select(c => $"at{c}[{_inputs}]"))};");
            text.WriteLine("    int i;");
        }
        else
        {
            text.WriteLine("    static const value x[1] = {0};");
            text.WriteLine("    (void)in;");
        }

        if (_radices.Count > 0)
        {
            text.WriteLine($"    long {string.Join(", ", Enumerable.Range(0, _radices.Count).Select(c => $"k{c}"))};");
        }

        if (codeType is not null)
        {
            text.WriteLine("    size_t code = 0;");
        }

        if (selects)
        {
            text.WriteLine("    long point = 0, next = 0;");
        }

        Each("    ", $"at0[i] = {name}_base[i]");
    }

    private string Loops()
    {
        string margin = "    ";
        for (int c = 0; c < _radices.Count; c++)
        {
            Each(margin, $"at{c + 1}[i] = at{c}[i]");
            text.WriteLine($"{margin}for (k{c} = 0; k{c} < {_radices[c]}; k{c}++) {{");
            margin += "    ";
        }

        return margin;
    }

    private void Call(string margin, string? codeType, bool selects)
    {
        if (selects)
        {
            text.WriteLine($"{margin}if (next < {array.Array.Copies} && {name}_selection[next] == point) {{");
        }

        Each(margin, $"x[i] = in[at{_radices.Count}[i]]");
        text.WriteLine($"{margin}{block}(x, out{(codeType is null ? string.Empty : $", {name}_codes + code")});");
        if (codeType is not null)
        {
            text.WriteLine($"{margin}code += {array.Array.Block.Slots};");
        }

        if (!adds)
        {
            text.WriteLine($"{margin}out += {array.Block.Outputs};");
        }

        if (selects)
        {
            text.WriteLine($"{margin}next++;");
            text.WriteLine($"{margin}}}");
            text.WriteLine($"{margin}point++;");
        }
    }

    private void EndLoops()
    {
        for (int c = _radices.Count - 1; c >= 0; c--)
        {
            string margin = new(' ', 4 * (c + 2));
            Each(margin, $"at{c + 1}[i] += {name}_stride{c}[i]");
            text.WriteLine($"{margin[4..]}}}");
        }
    }

    private void Each(string margin, string statement)
    {
        if (_inputs > 0)
        {
            text.WriteLine($"{margin}for (i = 0; i < {_inputs}; i++) {statement};");
        }
    }

    private void WriteTable(string declaration, IEnumerable<long> values)
    {
        const int PerLine = 24;
        text.WriteLine($"static const {declaration}[] = {{");
        foreach (long[] line in values.Chunk(PerLine))
        {
            text.WriteLine($"    {string.Join(", ", line)},");
        }

        text.WriteLine("};");
    }
}
