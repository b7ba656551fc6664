namespace QuantRelu;

/// <summary>How long a decision may take; by default until it is known.</summary>
/// <param name="TimeLimit">After this time what is proved by then is returned; null for no limit.</param>
/// <param name="MaximumWork">The most cells that are looked at, at least 1: of one variable after the first pass. Null for no limit.</param>
public sealed record DecisionOptions(TimeSpan? TimeLimit = null, int? MaximumWork = null)
{
    /// <summary>After this time what is proved by then is returned; null for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? TimeLimit { get; init => field = CertificationOptions.CheckTime(value); } = CertificationOptions.CheckTime(TimeLimit);

    /// <summary>
    /// An upper bound of the error that is proved otherwise, such as <see cref="Provenance.ProvedBound"/>: a claim that is no less holds at once. It is
    /// taken for true unless a greater error is found; then it is dropped. Null for none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public Dyadic? KnownBound { get; init => field = CertificationOptions.CheckBound(value); }

    /// <summary>The most cells that are looked at; null for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? MaximumWork { get; init => field = CertificationOptions.CheckWork(value); } = CertificationOptions.CheckWork(MaximumWork);
}
