using QuantRelu.Claims;

namespace QuantRelu;

/// <summary>
/// A proved enclosure of sup |network - target| over the whole domain: <see cref="Lower"/> ≤ sup ≤ <see cref="Upper"/>. It
/// does not convert to or from a measured error.
/// </summary>
public sealed record CertifiedError
{
    /// <summary>An enclosure.</summary>
    /// <exception cref="ArgumentException">The ends are not 0 ≤ lower ≤ upper.</exception>
    public CertifiedError(Dyadic lower, Dyadic upper)
    {
        if (lower < default(Dyadic) || lower > upper)
        {
            throw new ArgumentException($"[{lower}, {upper}] encloses no error: 0 ≤ lower ≤ upper is needed.", nameof(lower));
        }

        Lower = lower;
        Upper = upper;
    }

    /// <summary>A proved lower bound of the error.</summary>
    public Dyadic Lower { get; }

    /// <summary>A proved upper bound of the error.</summary>
    public Dyadic Upper { get; }

    /// <summary>What is known when two proofs enclose one error: the greater lower bound and the lesser upper one.</summary>
    /// <exception cref="ArgumentException">The two have no number in common, so that one of them is false.</exception>
    public CertifiedError Meet(CertifiedError other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new CertifiedError(Dyadic.Max(Lower, other.Lower), Dyadic.Min(Upper, other.Upper));
    }

    /// <summary>"between a and b" in five digits, rounded outward: what it says is proved.</summary>
    public override string ToString() => OutwardDigits.Of(this);
}
