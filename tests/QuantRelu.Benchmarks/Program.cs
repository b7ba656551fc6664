using BenchmarkDotNet.Running;
using QuantRelu.Benchmarks;
using QuantRelu.Benchmarks.Peers;

// "peers" measures evaluation beside others and writes the page on it, or prints the rows of one network;
// all else are BenchmarkDotNet's own arguments, as in: --filter '*Fast*' --job medium.
if (args is ["peers", .. var rest])
{
    PeerTable.Write(Path.Combine("samples", "SPEED.md"), rest is [var name] ? name : null);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(NetworkCase).Assembly).Run(args, Reporting.Config(args));
}
