using QuantRelu.Analysis.Collapsed;

namespace QuantRelu.Formats.C;

/// <summary>Writes the copies of a block as nested loops over their grid; the sources of the inputs move by the strides of the wiring.</summary>
/// <param name="text">Where to.</param>
/// <param name="array">The array.</param>
/// <param name="name">Its name.</param>
/// <param name="block">The name of its block's function.</param>
/// <param name="codeType">The type of codes; null where there are none.</param>
/// <param name="adds">True when the copies add to the same outputs.</param>
internal sealed class CArrayWriter(StreamWriter text, CollapsedArray array, string name, string block, string? codeType, bool adds)
{
    private readonly int _inputs = array.Block.Inputs;
    private readonly IReadOnlyList<long> _radices = array.Array.Radices;
    private readonly bool _selects = array.Array.Selection is not null;

    /// <summary>The parameters of every function that reads <paramref name="inputs"/> values.</summary>
    public static string Parameters(int inputs) => inputs > 0 ? "const value in[], value out[]" : "value out[]";

    /// <summary>The farthest place among the values before that the loops of an array with inputs come to.</summary>
    public static long FarthestPlace(CollapsedArray array) => array.Bases
        .Select((first, i) => Math.Abs(first) + array.Strides[i].Select((s, c) => Math.Abs(s) * array.Array.Radices[c]).Sum()).Max();

    /// <summary>Writes the function and its tables.</summary>
    public void Write()
    {
        if (codeType is not null)
        {
            WriteTable(codeType, "codes", array.Array.Codes!.Value.Select(c => (long)c));
        }

        if (array.Array.Selection is { } selection)
        {
            WriteTable(IntegerType.Holding(selection[^1]), "selection", selection);
        }

        WriteWiring();
        text.WriteLine($"static void {name}({Parameters(_inputs)})");
        text.WriteLine("{");
        Declare();
        string margin = Loops();
        Call(margin);
        EndLoops();
        text.WriteLine("}");
        text.WriteLine();
    }

    // The type of places among the values before: the farthest that the loops come, a step beyond the last copy.
    private string PlaceType => IntegerType.Holding(FarthestPlace(array));

    private void WriteWiring()
    {
        if (_inputs == 0)
        {
            return;
        }

        WriteTable(PlaceType, "base", array.Bases);
        for (int c = 0; c < _radices.Count; c++)
        {
            int axis = c;
            WriteTable(PlaceType, $"stride{c}", array.Strides.Select(s => s[axis]));
        }
    }

    private void Declare()
    {
        if (_inputs > 0)
        {
            text.WriteLine($"    static value x[{_inputs}];");
            text.WriteLine($"    static {PlaceType} {string.Join(", ", Enumerable.Range(0, _radices.Count + 1).Select(c => $"at{c}[{_inputs}]"))};");
            text.WriteLine("    int i;");
        }

        foreach (int c in Enumerable.Range(0, _radices.Count))
        {
            text.WriteLine($"    {IntegerType.Holding(_radices[c])} k{c};");
        }

        if (codeType is not null)
        {
            text.WriteLine("    size_t code = 0;");
        }

        if (_selects)
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

    private void Call(string margin)
    {
        string own = _selects ? margin + "    " : margin;
        if (_selects)
        {
            text.WriteLine($"{margin}if (next < {array.Array.Copies} && {name}_selection[next] == point) {{");
        }

        Each(own, $"x[i] = in[at{_radices.Count}[i]]");
        text.WriteLine($"{own}{block}({(_inputs > 0 ? "x, " : string.Empty)}out{(codeType is null ? string.Empty : $", {name}_codes + code")});");
        if (codeType is not null)
        {
            text.WriteLine($"{own}code += {array.Array.Block.Slots};");
        }

        if (!adds && _radices.Count > 0)
        {
            text.WriteLine($"{own}out += {array.Block.Outputs};");
        }

        if (_selects)
        {
            text.WriteLine($"{own}next++;");
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

    private void WriteTable(string type, string table, IEnumerable<long> values)
    {
        const int PerLine = 24;
        text.WriteLine($"static const {type} {name}_{table}[] = {{");
        foreach (long[] line in values.Chunk(PerLine))
        {
            text.WriteLine($"    {string.Join(", ", line)},");
        }

        text.WriteLine("};");
    }
}
