using BenchmarkDotNet.Running;
using QuantRelu.Benchmarks;

// Benchmarks are chosen and configured by BenchmarkDotNet's own arguments, as in: --filter '*Fast*' --job medium.
BenchmarkSwitcher.FromAssembly(typeof(NetworkCase).Assembly).Run(args, Reporting.Config(args));
