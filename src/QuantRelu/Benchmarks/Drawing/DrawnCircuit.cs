using QuantRelu.Graph;

namespace QuantRelu.Benchmarks.Drawing;

/// <summary>A circuit that was drawn, realized: it approximates nothing, and nothing is claimed of its error.</summary>
internal static class DrawnCircuit
{
    /// <summary>The network with what its files say of it.</summary>
    public static ConstructedNetwork Of(Network network, CodebookFamily family, string name) => new(network, new Provenance
    {
        Target = name,
        Domain = Domain.Unit(network.Inputs),
        Lambda = family.Limit,
        Quantization = family.Quantization,
        Structure = Structure.Dependent,
        Construction = "benchmark",
    });
}
