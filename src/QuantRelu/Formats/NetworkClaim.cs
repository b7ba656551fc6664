namespace QuantRelu.Formats;

/// <summary>What is claimed of the network itself: sup |network - target| ≤ Error.</summary>
/// <param name="Error">The bound.</param>
/// <param name="Source">How it is known: "certified", or "proved by the construction", with the assumption where there is one.</param>
internal sealed record NetworkClaim(Rational Error, string Source)
{
    /// <summary>The smallest bound that is proved, else one that rests on an assumption; null when there is none.</summary>
    public static NetworkClaim? Of(ConstructedNetwork constructed)
    {
        Provenance p = constructed.Provenance;
        string teller = p.IsOfFile ? ", as its file says" : string.Empty;
        NetworkClaim? certified = p.Certified is { } error ? new(error.Upper, $"certified{teller}") : null;
        NetworkClaim? bound = p.ErrorBound is { } value ? new(Dyadic.FromDouble(value), $"proved by the construction{teller}") : null;
        string? norm = p.Parameters.GetValueOrDefault("normSource") ?? p.Parameters.GetValueOrDefault("lipschitzSource");
        if (bound is not null && norm is not null and not "proved")
        {
            return certified ?? bound with { Source = $"by the construction if the norm is as {norm}{teller}" };
        }

        return certified is null || bound is null ? certified ?? bound : certified.Error <= bound.Error ? certified : bound;
    }
}
