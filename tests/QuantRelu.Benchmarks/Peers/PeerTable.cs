using System.Globalization;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Environments;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>Measures <see cref="PeerTimes"/> and writes them as a page.</summary>
internal static class PeerTable
{
    private static readonly string[] Peers =
    [
        nameof(PeerBenchmarks.RowsInC),
        nameof(PeerBenchmarks.OwnC),
        nameof(PeerBenchmarks.OwnCInside),
        nameof(PeerBenchmarks.OnnxRuntime),
        nameof(PeerBenchmarks.MathNet),
    ];

    /// <summary>Measures and writes the page.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="name">A part of a network's name, to print its rows only; null for the page.</param>
    public static void Write(string path, string? name)
    {
        double peak = MachinePeak.TermsPerNanosecond();
        var rows = new List<string>();
        foreach (PeerCase which in PeerCase.All.Where(c => c.Network.Name.Contains(name ?? string.Empty, StringComparison.Ordinal)))
        {
            rows.Add(Row(which, PeerTimes.Of(which), peak));
            Console.WriteLine(rows[^1]);
        }

        if (name is null)
        {
            File.WriteAllText(path, Page(rows, peak).ReplaceLineEndings("\n"));
        }
    }

    private static string Page(IEnumerable<string> rows, double peak)
    {
        int[] asked = [.. SpeedNetwork.All.Select(n => PeerSet.Of(n)).Where(s => s.Fast.Form is not null).Select(s => s.Asked)];
        return $"""
            # How fast networks are evaluated

            Written by `dotnet run -c Release --project tests/QuantRelu.Benchmarks -- peers`, which measures all of it,
            on {Machine()}.
            The ratios count: all ways of a row take turns, a millisecond each, and of each the fastest turn is taken. The times are those of this machine
            on that day.

            Ours is `FastEvaluator` on one core, in nanoseconds a point: one call for each point, or for 256 or 4,096 points. *On the grid* the coordinates
            have 12 fraction bits, as sensors, tables and the project's C have them, or fewer where more are not proved to be exact; there
            `FastEvaluator.Precision` proves that nothing is rounded, so that once many points were asked for, here {Number(asked.Min())} to
            {Number(asked.Max())}, it evaluates the affine pieces of the network, or its folded rows, several points in a vector, in place of its layers, with
            the same bits. Networks of more than 4,000,000 weights, and those whose rows are longer than what layers add at a point, go layer by layer.
            *Anywhere* they are any doubles; then layers are evaluated.

            Behind them stand how many times as long others take for the same points of the grid: *rows* is a plain loop over compressed sparse rows in C,
            in doubles, `gcc -O3 -march=native`, in tiles of 16 points where there are many; *own C* is what `export --format c` writes, compiled likewise
            and called for each point, and *inlined* is the same where the compiler can put it into the loop over the points and make vectors of it;
            *ONNX Runtime* on one core evaluates dense matrices in float32, or the blocks of a network whose matrices are large; *MathNet* multiplies sparse
            matrices. All of them are checked against the exact values first; ours and the own C agree with them to the bit. A dash stands where something
            is absent, or its matrices would be too large. *Of peak* is the weights that were evaluated, in the time that ours takes on the grid, over what
            one core can load, multiply and add, {Number(peak)} terms a nanosecond: above 100 % weights were not needed.

            | network | weights | points at once | on the grid, ns | anywhere, ns | rows in C | own C | inlined | ONNX Runtime | MathNet | of peak |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            {string.Join('\n', rows)}

            """;
    }

    private static string Row(PeerCase c, IReadOnlyDictionary<string, double> times, double peak)
    {
        double? Time(string way) => times.TryGetValue(way, out double time) ? time : null;
        double ours = times[nameof(PeerBenchmarks.Ours)];
        long weights = PeerSet.Of(c.Network).Weights;
        IEnumerable<string> ratios = Peers.Select(p => Time(p) is { } t ? $"{Number(t / ours)}×" : "–");
        return $"| {c.Network} | {weights.ToString("N0", CultureInfo.InvariantCulture)} | {c.Points.ToString("N0", CultureInfo.InvariantCulture)} "
            + $"| {Number(ours)} | {Number(Time(nameof(PeerBenchmarks.OursAnywhere)))} | {string.Join(" | ", ratios)} "
            + $"| {(weights / ours / peak).ToString("P0", CultureInfo.InvariantCulture)} |";
    }

    private static string Number(double? value) => value is not { } v ? "–"
        : v >= 100 ? v.ToString("N0", CultureInfo.InvariantCulture) : v.ToString(v >= 10 ? "F0" : v >= 1 ? "F1" : "F2", CultureInfo.InvariantCulture);

    private static string Machine()
    {
        string vectors = Vector512.IsHardwareAccelerated ? "AVX-512" : Vector256.IsHardwareAccelerated ? "AVX2" : "128 bits";
        string name = HostEnvironmentInfo.GetCurrent().Cpu.Value?.ProcessorName ?? "an unknown processor";
        return $"{name}, {Environment.ProcessorCount} cores, vectors of {vectors}, .NET {Environment.Version}";
    }
}
