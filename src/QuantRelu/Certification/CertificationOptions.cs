namespace QuantRelu;

/// <summary>How far a certification goes.</summary>
/// <param name="Tolerance">
/// It ends when upper - lower ≤ tolerance · upper; above 0 and below 1. When null it is 0.001 for targets of one variable and 0.2 for several.
/// </param>
/// <param name="TimeLimit">After this time the best interval so far is returned; null for no limit.</param>
/// <param name="MaximumWork">
/// The most cells that are looked at, at least 1: of one variable those that are looked at again after the first pass. When null it is 100,000 for
/// one variable and 1,000,000 for several.
/// </param>
public sealed record CertificationOptions(double? Tolerance = null, TimeSpan? TimeLimit = null, int? MaximumWork = null)
{
    /// <summary>The tolerance for targets of some number of variables.</summary>
    internal double ToleranceFor(int dimension) => Tolerance ?? (dimension == 1 ? 1e-3 : 0.2);

    /// <summary>The most cells for targets of some number of variables.</summary>
    internal int WorkFor(int dimension) => MaximumWork ?? (dimension == 1 ? 100_000 : 1_000_000);

    /// <summary>Throws unless all options are within their ranges.</summary>
    internal void Check()
    {
        if (Tolerance is { } tolerance && !(tolerance > 0 && tolerance < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance must be above 0 and below 1.");
        }

        if (TimeLimit is { } limit && limit < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(TimeLimit), limit, "A time limit is not negative.");
        }

        if (MaximumWork is { } work)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(work, 1, nameof(MaximumWork));
        }
    }
}
