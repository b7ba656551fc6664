using QuantRelu.Targets;

namespace QuantRelu.Formats.Certificates;

/// <summary>A claim that other programs can check: sup |network - target| ≤ <see cref="Error"/> on the target's domain.</summary>
public sealed record CertifiedClaim
{
    /// <summary>A claim.</summary>
    /// <param name="network">A network with one input and one output, all codes set, of any activation.</param>
    /// <param name="target">A target that is a formula in one variable, on the network's domain.</param>
    /// <param name="error">The claimed bound, not negative.</param>
    /// <exception cref="ArgumentException">The network or the target is of another kind; the message says what is expected.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The error is negative.</exception>
    public CertifiedClaim(Network network, Target target, Rational error)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(target);
        if (network.Inputs != 1 || !network.Outputs.IsOne)
        {
            throw new ArgumentException(
                $"A certificate is written for networks with 1 input and 1 output; this one has {network.Inputs} and {network.Outputs}.", nameof(network));
        }

        if (target.Dimension != 1)
        {
            throw new ArgumentException($"A certificate is written for targets of 1 variable; {target} has {target.Dimension}.", nameof(target));
        }

        Formula = target.Expression ?? throw new ArgumentException(
            $"A certificate needs a target that is a formula; {target} is given by "
                + (target.Table is null && target.Grid is null ? "code." : "samples."), nameof(target));
        Error = error.Sign >= 0 ? error
            : throw new ArgumentOutOfRangeException(nameof(error), error, $"The claimed error is {error.ToShortString()}; it must not be negative.");
        Network = network;
        Target = target;
    }

    /// <summary>The network, with its input u in [0, 1].</summary>
    public Network Network { get; }

    /// <summary>The target.</summary>
    public Target Target { get; }

    /// <summary>The claimed bound.</summary>
    public Rational Error { get; }

    /// <summary>The target as a formula in u.</summary>
    internal Expression Formula { get; }
}
