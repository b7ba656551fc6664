using System.Numerics;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;

namespace QuantRelu.Formats;

/// <summary>
/// Repeated blocks of networks that a flat file lists weight by weight. Where it says that the paper's construction made its network, the construction
/// makes it again; and if both are the same network, unit by unit, the one that has its blocks is taken. What the file says is not believed: it only
/// tells what to compare with.
/// </summary>
internal static class FlatStructure
{
    // Smaller networks are searched as fast without.
    private const int FewestWeights = 100_000;

    /// <summary>The same network with its blocks where they can be had again, otherwise as it is.</summary>
    /// <param name="flat">A network in a file, and what the file says of it.</param>
    public static ConstructedNetwork Recover(ConstructedNetwork flat) =>
        flat.Network.Count().Weights >= FewestWeights && Rebuilt(flat) is { } network ? flat with { Network = network } : flat;

    /// <summary>The network that the paper's construction makes of what the file says, if it is the same.</summary>
    /// <param name="flat">A network in a file, and what the file says of it.</param>
    public static Network? Rebuilt(ConstructedNetwork flat)
    {
        (Network network, Provenance told) = (flat.Network, flat.Provenance);
        Construction paper = PaperConstructions.Independent;
        if (told.Construction != paper.Name || told.Structure != paper.Structure || network.Activation != Activation.Relu
            || Request(network, told) is not { } request)
        {
            return null;
        }

        BigInteger weights = network.Count().Weights;
        try
        {
            return Enum.GetValues<ParameterChoice>()
                .Select(choice => paper.TryPlan(request with { Parameters = choice }, out NetworkPlan? plan, out _) ? plan : null)
                .Where(plan => plan?.Counts?.Weights == weights)
                .Select(plan => plan!.Build().Network)
                .FirstOrDefault(network.SameAs);
        }
        catch (Exception e) when (e is TargetException or LimitException)
        {
            return null; // Whoever wrote the file said what cannot be.
        }
    }

    private static NetworkRequest? Request(Network network, Provenance told) =>
        told.Error is { Sign: > 0 } error && error <= AskedError.Greatest && told.Smoothness is null or (>= 1 and <= NetworkRequest.MostSmooth)
            && Family(network, told) is { } family && told.TryReadTarget(out Target? target, out _)
            ? new NetworkRequest(target, told.Error.Value) { Family = family, Smoothness = told.Smoothness }
            : null;

    private static CodebookFamily? Family(Network network, Provenance told) => told.Quantization switch
    {
        Quantization.None => null,
        Quantization.Given => CodebookFamily.Of(network.Codebook),
        _ => told.Lambda is >= 2 and var lambda ? CodebookFamily.Of(lambda, told.Quantization) : null,
    };
}
