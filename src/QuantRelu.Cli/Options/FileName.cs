namespace QuantRelu.Cli.Options;

/// <summary>What the name of an output file says of its content: an ending that this tool knows is that of one kind of file.</summary>
internal static class FileName
{
    /// <summary>What stands in files of an ending, for those that some command writes.</summary>
    private static readonly Dictionary<string, string> Contents = new(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = "JSON",
        [".qrn"] = "a saved network",
        [".onnx"] = "an ONNX model",
        [".qonnx"] = "an ONNX model",
        [".vnnlib"] = "a VNN-LIB property",
        [".sollya"] = "a Sollya script",
        [".smt2"] = "SMT-LIB",
        [".smtlib"] = "SMT-LIB",
        [".dot"] = "a Graphviz graph",
        [".gv"] = "a Graphviz graph",
        [".c"] = "C",
        [".v"] = "Verilog",
        [".svg"] = "a picture",
        [".png"] = "a picture",
        [".html"] = "a page",
        [".htm"] = "a page",
        [".csv"] = "CSV",
        [".jsonl"] = "JSON lines",
        [".ndjson"] = "JSON lines",
    };

    /// <summary>True when the name ends in one of the endings.</summary>
    public static bool EndsIn(string path, params IEnumerable<string> endings) => endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses a name that says other content than what would be written; an unknown ending says nothing.</summary>
    /// <param name="path">The name.</param>
    /// <param name="written">What would be written, with its verb.</param>
    /// <param name="endings">The endings of that.</param>
    /// <exception cref="CommandFailure">The name contradicts it.</exception>
    public static void Check(string path, string written, params IEnumerable<string> endings)
    {
        if (path != Terminal.Dash && !EndsIn(path, endings) && Contents.TryGetValue(Path.GetExtension(path), out string? content))
        {
            throw CommandFailure.BadInput($"'{path}' is the name of {content}, but {written}: a name in {TypedOption.Listed([.. endings])} fits.");
        }
    }
}
