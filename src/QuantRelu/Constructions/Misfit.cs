namespace QuantRelu.Constructions;

/// <summary>Why a construction has no network for a request.</summary>
/// <param name="Reason">One sentence that names the obstacle.</param>
public sealed record Misfit(string Reason)
{
    /// <summary>The reason.</summary>
    public override string ToString() => Reason;
}
