namespace QuantRelu.Claims;

/// <summary>Whether the claims of a network can all be true, and which of them are false once its error is proved.</summary>
internal static class ClaimCheck
{
    /// <summary>
    /// The claims that contradict each other, as sentences without a full stop: a certified error, a measured one and the bound of the construction are
    /// statements about one number, sup |network - target|. Where there is one, at least one of the claims is false.
    /// </summary>
    public static ImmutableArray<string> Contradictions(Provenance claims)
    {
        ErrorStatement[] said = [.. ErrorStatement.Of(claims)];
        return [.. said.SelectMany((one, i) => said.Skip(i + 1).Select(one.Against)).OfType<string>()];
    }

    /// <summary>The claims that an enclosure of the error, proved of the same network and target, shows to be false: sentences without a full stop.</summary>
    public static ImmutableArray<string> Refuted(Provenance claims, CertifiedError proved) =>
        [.. ErrorStatement.Of(claims).Select(Proof(proved).Against).OfType<string>()];

    /// <summary>The claims with an enclosure that is proved, without those that it shows to be false.</summary>
    public static Provenance Corrected(Provenance claims, CertifiedError proved)
    {
        ArgumentNullException.ThrowIfNull(claims);
        bool Holds(Provenance alone) => Refuted(alone, proved).Length == 0;
        return claims with
        {
            Certified = proved,
            Measured = Holds(claims with { ErrorBound = null, Certified = null }) ? claims.Measured : null,
            ErrorBound = Holds(claims with { Measured = null, Certified = null }) ? claims.ErrorBound : null,
        };
    }

    private static ErrorStatement Proof(CertifiedError proved)
    {
        ArgumentNullException.ThrowIfNull(proved);
        return new("the proof", proved.Lower, proved.Upper);
    }
}
