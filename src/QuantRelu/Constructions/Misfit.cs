using QuantRelu.Targets;

namespace QuantRelu.Constructions;

/// <summary>Why a construction has no network for a request.</summary>
/// <param name="Reason">One sentence that names the obstacle.</param>
/// <param name="IsLimit">True when there is such a network, but beyond what can be computed or counted.</param>
public sealed record Misfit(string Reason, bool IsLimit = false)
{
    /// <summary>A norm that cannot be found: beyond the range of doubles it is a limit, else a fault of the target.</summary>
    public static Misfit Of(NormFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new(failure.Message, failure.IsOverflow);
    }

    /// <summary>The reason.</summary>
    public override string ToString() => Reason;

    /// <summary>The reason as an exception.</summary>
    internal Exception ToException() => IsLimit ? new LimitException(Reason) : new TargetException(Reason);
}
