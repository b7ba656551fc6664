using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;

namespace QuantRelu.Benchmarks;

/// <summary>How benchmarks are run and shown: short runs unless the arguments name a job, allocated memory, operations a second.</summary>
internal static class Reporting
{
    private static readonly string[] JobOptions = ["--job", "-j"];

    /// <summary>The configuration that the arguments are added to.</summary>
    public static IConfig Config(string[] args)
    {
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumn(StatisticColumn.OperationsPerSecond)
            .WithSummaryStyle(SummaryStyle.Default.WithRatioStyle(RatioStyle.Trend))
            .HideColumns(Column.Error, Column.StdDev, Column.RatioSD, Column.AllocRatio, Column.Gen0, Column.Gen1, Column.Gen2)
            .WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared));
        return args.Any(a => JobOptions.Any(option => a == option || a.StartsWith(option + "=", StringComparison.Ordinal)))
            ? config
            : config.AddJob(Job.ShortRun);
    }
}
