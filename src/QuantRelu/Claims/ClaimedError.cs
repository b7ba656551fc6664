namespace QuantRelu.Claims;

/// <summary>A claim sup |network - target| ≤ <paramref name="Value"/> and what it rests on.</summary>
/// <param name="Value">The claimed bound.</param>
/// <param name="Source">Where it is from.</param>
public sealed record ClaimedError(Rational Value, ClaimSource Source)
{
    /// <summary>
    /// What a file claims: the upper end of a certified error, else the bound that its construction proves, else the ε it was built for; null when it
    /// claims nothing.
    /// </summary>
    public static ClaimedError? Of(Provenance provenance)
    {
        ArgumentNullException.ThrowIfNull(provenance);
        return provenance.Certified is { } certified ? new(certified.Upper, ClaimSource.Certified)
            : provenance.TheoremBound is { } proved ? new(Dyadic.FromDouble(proved), ClaimSource.Construction)
            : provenance.ErrorBound is { } bound ? new(Dyadic.FromDouble(bound), ClaimSource.Assumption)
            : provenance.Error is { } asked ? new(asked, ClaimSource.Asked)
            : null;
    }
}

/// <summary>What a claimed error rests on.</summary>
public enum ClaimSource
{
    /// <summary>It was given together with the network.</summary>
    Given,

    /// <summary>It is the upper end of a certified error.</summary>
    Certified,

    /// <summary>The construction proves it for the target, given the target's norms.</summary>
    Construction,

    /// <summary>The construction proves it if the target's norm, which was sampled or declared, is no greater.</summary>
    Assumption,

    /// <summary>It is the error that the network was built for.</summary>
    Asked,
}
