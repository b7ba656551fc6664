namespace QuantRelu.Cli.Options;

/// <summary>The target of a saved network.</summary>
internal static class NetworkTarget
{
    /// <summary>A target on the network's domain.</summary>
    /// <param name="network">The network.</param>
    /// <param name="text">The target; null for the one in the file.</param>
    /// <exception cref="CommandFailure">The file does not hold its target, or the text is none, or its samples are from another domain.</exception>
    public static Target Of(ConstructedNetwork network, string? text)
    {
        Domain domain = network.Provenance.Domain;
        if (text is null)
        {
            return network.Provenance.TryReadTarget(out Target? own, out string? problem)
                ? own
                : throw CommandFailure.BadInput($"{problem}; --target names one.");
        }

        Target target = TargetOptions.Read(text, TargetOptions.IsSamples(text) ? null : domain.Dimension, domain: null);
        return target.Domain.Equals(domain) ? target : target.Table is null && target.Grid is null ? target.On(domain)
            : throw CommandFailure.BadInput($"The samples are from {target.Domain}, the network's domain is {domain}.");
    }

    /// <summary>What is claimed of a network for a target: nothing that the file says when it was said of another one.</summary>
    public static ConstructedNetwork Claimed(ConstructedNetwork network, Target target) => network with { Provenance = network.Provenance.For(target) };
}
