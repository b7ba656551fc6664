namespace QuantRelu;

/// <summary>How long a decision may take; by default until it is known.</summary>
/// <param name="TimeLimit">After this time what is proved by then is returned; null for no limit.</param>
/// <param name="MaximumWork">The most cells that are looked at, at least 1: of one variable after the first pass. Null for no limit.</param>
public sealed record DecisionOptions(TimeSpan? TimeLimit = null, int? MaximumWork = null)
{
    /// <summary>Throws unless all options are within their ranges.</summary>
    internal void Check() => new CertificationOptions(TimeLimit: TimeLimit, MaximumWork: MaximumWork).Check();
}
