using BenchmarkDotNet.Running;
using QuantRelu.Benchmarks;
using QuantRelu.Benchmarks.Peers;

// "peers" measures evaluation beside others and writes the page on it; all else are BenchmarkDotNet's own arguments, as in: --filter '*Fast*' --job medium.
if (args is ["peers", .. var rest])
{
    PeerTable.Write(rest is [var path] ? path : Path.Combine("samples", "SPEED.md"));
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(NetworkCase).Assembly).Run(args, Reporting.Config(args));
}
