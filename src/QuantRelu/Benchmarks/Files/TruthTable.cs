using QuantRelu.Formats.Tables;

namespace QuantRelu.Benchmarks.Files;

/// <summary>The truth as a table: all numbers are exact, and those of a point have spaces between them.</summary>
internal static class TruthTable
{
    /// <summary>A row for every instance.</summary>
    public static DataTable Of(BenchmarkSet set) => new(
        ["instance", "answer", "extremum", "margin", "witness", "float32Witness", "onnx", "vnnlib"],
        set.Instances.Select(i => new DataCell[]
        {
            i.Name,
            i.IsSatisfiable ? "sat" : "unsat",
            i.Extremum.ToString(),
            i.Margin.ToString(),
            Point(i.Witness),
            Point(i.Float32Witness),
            i.NetworkFile,
            i.QuestionFile,
        }));

    private static DataCell Point(Witness? witness) => witness is null ? default(DataCell) : string.Join(' ', witness.Input);
}
