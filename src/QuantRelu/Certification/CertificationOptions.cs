namespace QuantRelu.Certification;

/// <summary>How far a certification goes.</summary>
/// <param name="Tolerance">It ends when upper - lower ≤ tolerance · upper; above 0 and below 1.</param>
/// <param name="TimeLimit">After this time the best interval so far is returned; null for no limit.</param>
/// <param name="MaximumWork">The most cells that are looked at again after the first pass; at least 1.</param>
public sealed record CertificationOptions(double Tolerance = 1e-3, TimeSpan? TimeLimit = null, int MaximumWork = 100_000)
{
    /// <summary>Throws unless all options are within their ranges.</summary>
    internal void Check()
    {
        if (!(Tolerance > 0 && Tolerance < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance must be above 0 and below 1.");
        }

        if (TimeLimit is { } limit && limit < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(TimeLimit), limit, "A time limit is not negative.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumWork, 1, nameof(MaximumWork));
    }
}
