namespace QuantRelu.Formats.C;

/// <summary>The head of a C file: what it computes, the formats of input and output, its error, and the type of all values.</summary>
internal static class CHeader
{
    private const string WideType = """
        #ifndef __SIZEOF_INT128__
        #error "This network needs integers of 128 bits."
        #endif
        __extension__ typedef __int128 value;
        """;

    /// <summary>Writes it.</summary>
    public static void Write(
        StreamWriter text, ConstructedNetwork constructed, ICProgram program, IReadOnlyList<InputMap> inputs, string error, string comparison)
    {
        FixedFormat format = program.Format;
        string[] paragraphs =
        [
            .. CommentText.About(constructed), "Integers, additions and shifts only; no multiplication, no division, no floating point.", string.Empty,
            .. Function(constructed, program, inputs), string.Empty, .. CommentText.Wrapped(error), string.Empty,
            .. CommentText.Wrapped(comparison), string.Empty, .. Types(program),
        ];
        text.WriteLine("/*");
        foreach (string line in paragraphs)
        {
            text.WriteLine($" * {line}".TrimEnd());
        }

        text.WriteLine($$"""
             */
            #include <stddef.h>
            #include <stdint.h>

            {{(format.Width == 128 ? WideType : $"typedef {format.Type} value;")}}
            """.ReplaceLineEndings("\n"));
        text.WriteLine();
    }

    private static IEnumerable<string> Function(ConstructedNetwork constructed, ICProgram program, IReadOnlyList<InputMap> inputs) =>
    [
        $"void quantrelu_evaluate(const {InputFunctions.RawType(inputs)} raw[{inputs.Count}], value output[{constructed.Network.Outputs}])",
        .. inputs.Select((map, i) => $"  raw[{i}]: {Input(map, $"x{(inputs.Count > 1 ? $"{i + 1}" : string.Empty)}", $"raw[{i}]")}"),
        $"          u = (x - a) / (b - a), cut to 0..1 and held with {program.Format.InputBits} fraction bits"
            + (inputs.All(m => m.Deviation.IsZero) ? ", exactly" : string.Empty),
        $"  output: {Output(program)}, y the network's value at that u, exactly",
    ];

    private static string Input(InputMap map, string x, string raw) =>
        $"{x} = {map.Offset} + {map.Scale} {raw}, {raw} from {Math.Min(map.First, map.Last)} to {Math.Max(map.First, map.Last)}; others count as the nearest "
            + "of these";

    private static string Output(ICProgram program) => program.OutputMultiple.IsOne
        ? $"signed fixed point with {program.OutputBits} fraction bits: output = y 2^{program.OutputBits}"
        : $"signed: output = y {program.OutputMultiple} 2^{program.OutputBits}";

    private static string[] Types(ICProgram program) => [$"Every value fits into {program.Format.ValueBits} bits and a sign. {program.Remark}"];
}
