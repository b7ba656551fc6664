using System.Numerics;

namespace QuantRelu.Circuits;

/// <summary>
/// Whether every source of a construction is an output that the stage before has: a source beyond the copies of its array would be
/// another array's unit.
/// </summary>
internal static class WiringCheck
{
    /// <summary>Checks all stages.</summary>
    /// <exception cref="ArgumentException">A source does not exist, or an array or stage does not fit together.</exception>
    public static void Run(int inputs, IReadOnlyList<CircuitStage> stages)
    {
        Require(stages.Count > 0, "A construction has at least one stage.");
        (int Outputs, BigInteger Copies)[] before = [(inputs, BigInteger.One)];
        for (int s = 0; s < stages.Count; s++)
        {
            ImmutableArray<CircuitArray> arrays = stages[s].Arrays;
            Require(!arrays.IsDefaultOrEmpty, $"Stage {s + 1} has no array.");
            for (int a = 0; a < arrays.Length; a++)
            {
                Check(arrays[a], before, $"Stage {s + 1}, array {a}");
                bool fits = !stages[s].Sums || arrays[a].Outputs.Length == arrays[0].Outputs.Length;
                Require(fits, $"Stage {s + 1} sums arrays with different numbers of outputs.");
            }

            before = [.. arrays.Select(a => (a.Outputs.Length, stages[s].Sums ? BigInteger.One : a.Copies))];
        }
    }

    private static void Check(CircuitArray array, (int Outputs, BigInteger Copies)[] before, string where)
    {
        bool whole = array.Circuit is not null && !array.Outputs.IsDefaultOrEmpty && !array.Grids.IsDefaultOrEmpty;
        Require(whole, $"{where}: a circuit, at least one output and at least one grid are needed.");
        array.Circuit!.MustOwn(array.Outputs);
        foreach (Wiring grid in array.Grids)
        {
            Require(!grid.Radices.IsDefault && grid.Radices.All(r => r >= 1), $"{where}: every axis of a grid has at least one place.");
            int sources = grid.Sources.IsDefault ? 0 : grid.Sources.Length;
            Require(sources == array.Circuit.Inputs, $"{where}: there are {sources} sources for {array.Circuit.Inputs} inputs.");
            for (int i = 0; i < sources; i++)
            {
                Check(grid.Sources[i], grid.Radices, before, $"{where}, input {i}");
            }
        }
    }

    private static void Check(Source source, ImmutableArray<long> radices, (int Outputs, BigInteger Copies)[] before, string where)
    {
        bool exists = source.Array >= 0 && source.Array < before.Length;
        Require(exists, $"{where} reads array {source.Array}; the stage before has arrays 0 to {before.Length - 1}.");
        (int outputs, BigInteger copies) = before[source.Array];
        Within(source.Output, source.OutputStrides, radices, outputs, $"{where} reads outputs");
        Within(source.Copy, source.CopyStrides, radices, copies, $"{where} reads copies");
    }

    // Over the whole grid, whichever of its points are selected.
    private static void Within(long first, ImmutableArray<long>? strides, ImmutableArray<long> radices, BigInteger count, string what)
    {
        BigInteger lowest = first, highest = first;
        if (strides is { } steps)
        {
            int given = steps.IsDefault ? 0 : steps.Length;
            Require(given == radices.Length, $"{what} with {given} strides on a grid of {radices.Length} axes.");
            for (int c = 0; c < given; c++)
            {
                BigInteger reach = (BigInteger)steps[c] * (radices[c] - 1);
                lowest += BigInteger.Min(0, reach);
                highest += BigInteger.Max(0, reach);
            }
        }

        Require(lowest >= 0 && highest < count, $"{what} {lowest} to {highest}; there are {count}.");
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException(rule, "stages");
        }
    }
}
