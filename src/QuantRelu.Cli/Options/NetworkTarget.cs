using QuantRelu.Claims;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Cli.Options;

/// <summary>The target of a saved network.</summary>
internal static class NetworkTarget
{
    /// <summary>A target on the network's domain.</summary>
    /// <param name="network">The network.</param>
    /// <param name="text">The target; null for the one that the file names.</param>
    /// <exception cref="CommandFailure">The file names no target, or the text is none, or its samples are from another domain.</exception>
    public static Target Of(ConstructedNetwork network, string? text)
    {
        Domain domain = network.Provenance.Domain;
        text ??= network.Provenance.Target;
        if (text.Length == 0)
        {
            throw CommandFailure.BadInput("The file names no target; --target names one.");
        }

        Target target = TargetOptions.Read(text, text.StartsWith('@') ? null : domain.Dimension, domain: null);
        return target.Domain.Equals(domain) ? target : target.Table is null ? target.On(domain)
            : throw CommandFailure.BadInput($"The samples are from {target.Domain}, the network's domain is {domain}.");
    }

    /// <summary>What is claimed of a network for a target: nothing that the file says when it was said of another one.</summary>
    public static ConstructedNetwork Claimed(ConstructedNetwork network, Target target) => target.Name == network.Provenance.Target
        ? network
        : network with { Provenance = network.Provenance with { Target = target.Name, Error = null, ErrorBound = null, Measured = null, Certified = null } };
}
