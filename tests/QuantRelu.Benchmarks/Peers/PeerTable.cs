using System.Globalization;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>Runs <see cref="PeerBenchmarks"/> and writes what was measured as a page.</summary>
internal static class PeerTable
{
    private static readonly string[] Peers =
        [nameof(PeerBenchmarks.RowsInC), nameof(PeerBenchmarks.OwnC), nameof(PeerBenchmarks.OnnxRuntime), nameof(PeerBenchmarks.MathNet)];

    /// <summary>Measures and writes the page.</summary>
    public static void Write(string path)
    {
        Job job = Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(5)
            .WithIterationTime(TimeInterval.FromMilliseconds(60));
        ManualConfig config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance).WithOptions(ConfigOptions.DisableOptimizationsValidator);
        Summary summary = BenchmarkRunner.Run<PeerBenchmarks>(config);
        File.WriteAllText(path, Page(summary, PeerBenchmarks.Peak()).ReplaceLineEndings("\n"));
    }

    private static string Page(Summary summary, double peak)
    {
        IEnumerable<string> rows = PeerCase.All.Select(c => Row(c, method => Time(summary, c, method), peak));
        return $"""
            # How fast networks are evaluated

            Written by `dotnet run -c Release --project tests/QuantRelu.Benchmarks -- peers`, which measures all of it,
            on {Machine()}.
            The ratios count; the times are those of this machine on that day.

            Ours is `FastEvaluator` on one core, in nanoseconds a point: one call for each point, or for 256 or 4,096 points. *On the grid* the coordinates
            have 12 fraction bits, as sensors, tables and the project's C have them; there `FastEvaluator.Precision` proves that nothing is rounded, so that
            once many points were asked for it evaluates the pieces of the network, or its folded rows, in place of its layers, with the same bits.
            *Anywhere* they are any doubles; then layers are evaluated.

            Behind them stand how many times as long others take for the same points of the grid: *rows* is a plain loop over compressed sparse rows in C,
            in doubles, `gcc -O3 -march=native`, in tiles of 16 points where there are many; *own C* is what `export --format c` writes, compiled likewise;
            *ONNX Runtime* on one core evaluates dense matrices in float32, or the blocks of a network whose matrices are large; *MathNet* multiplies sparse
            matrices. All of them are checked against the exact values first; ours and the own C agree with them to the bit. A dash stands where something
            is absent, or its matrices would be too large. *Of peak* is the weights that were evaluated, in the time that ours takes on the grid, over what
            one core can load, multiply and add, {Number(peak)} terms a nanosecond: above 100 % weights were not needed.

            | network | weights | points at once | on the grid, ns | anywhere, ns | rows in C | own C | ONNX Runtime | MathNet | of peak |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            {string.Join('\n', rows)}

            """;
    }

    private static string Row(PeerCase c, Func<string, double?> time, double peak)
    {
        double? ours = time(nameof(PeerBenchmarks.Ours)), anywhere = time(nameof(PeerBenchmarks.OursAnywhere));
        long weights = PeerSet.Of(c.Network).Weights;
        IEnumerable<string> ratios = Peers.Select(p => time(p) is { } t && ours is { } o ? $"{Number(t / o)}×" : "–");
        string share = ours is { } own ? (weights / own / peak).ToString("P0", CultureInfo.InvariantCulture) : "–";
        return $"| {c.Network} | {weights.ToString("N0", CultureInfo.InvariantCulture)} | {c.Points.ToString("N0", CultureInfo.InvariantCulture)} "
            + $"| {Number(ours)} | {Number(anywhere)} | {string.Join(" | ", ratios)} | {share} |";
    }

    // Nanoseconds a point; null where a way is absent.
    private static double? Time(Summary summary, PeerCase c, string method)
    {
        BenchmarkReport? report = summary.Reports.FirstOrDefault(r =>
            r.BenchmarkCase.Descriptor.WorkloadMethod.Name == method && r.BenchmarkCase.Parameters.Items.Any(i => Equals(i.Value, c)));
        return report?.ResultStatistics is { } statistics ? statistics.Median / PeerBenchmarks.PointsOf(method, c) : null;
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
