namespace QuantRelu.Benchmarks.Drawing;

/// <summary>A network that was drawn.</summary>
/// <param name="Name">What it is, in letters that a file's name may have.</param>
/// <param name="Constructed">The network.</param>
/// <param name="Command">The command line that makes it again; null where it can only be drawn again.</param>
internal sealed record BenchmarkNetwork(string Name, ConstructedNetwork Constructed, string? Command);
