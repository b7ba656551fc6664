namespace QuantRelu;

/// <summary>How far a certification goes.</summary>
/// <param name="Tolerance">
/// It ends when upper - lower ≤ tolerance · upper; above 0 and below 1. When null it is 0.001 where the network's linear regions are looked at, of at most
/// three variables; where it has too many of them, or more variables, 0.01 for a network that adds up blocks over a grid, and 0.2 for others.
/// </param>
/// <param name="TimeLimit">After this time the best interval so far is returned; null for no limit.</param>
/// <param name="MaximumWork">
/// The most cells that are looked at, at least 1: of one variable those that are looked at again after the first pass. When null it is 100,000 for
/// one variable, 1,000,000 boxes for several, and parts of linear regions without limit.
/// </param>
public sealed record CertificationOptions(double? Tolerance = null, TimeSpan? TimeLimit = null, int? MaximumWork = null)
{
    /// <summary>It ends when upper - lower ≤ tolerance · upper; null for the usual one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and below 1.</exception>
    public double? Tolerance { get; init => field = CheckTolerance(value); } = CheckTolerance(Tolerance);

    /// <summary>After this time the best interval so far is returned; null for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? TimeLimit { get; init => field = CheckTime(value); } = CheckTime(TimeLimit);

    /// <summary>The most cells that are looked at; null for the usual number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? MaximumWork { get; init => field = CheckWork(value); } = CheckWork(MaximumWork);

    /// <summary>
    /// An upper bound of the error that is proved otherwise, such as <see cref="Provenance.ProvedBound"/>: the interval begins with it. It is taken for
    /// true unless a greater error is found; then it is dropped. Null for none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public Dyadic? KnownBound { get; init => field = CheckBound(value); }

    /// <summary>The tolerance where linear pieces or regions are looked at.</summary>
    internal double ToleranceOfPieces => Tolerance ?? 1e-3;

    /// <summary>The tolerance where the cells of a grid are.</summary>
    internal double ToleranceOfCells => Tolerance ?? 0.01;

    /// <summary>The tolerance where boxes are.</summary>
    internal double ToleranceOfBoxes => Tolerance ?? 0.2;

    /// <summary>The most cells of one variable.</summary>
    internal int WorkOfPieces => MaximumWork ?? 100_000;

    /// <summary>The most boxes.</summary>
    internal int WorkOfBoxes => MaximumWork ?? 1_000_000;

    /// <summary>The limit, if it is one.</summary>
    internal static TimeSpan? CheckTime(TimeSpan? limit) => !(limit < TimeSpan.Zero)
        ? limit
        : throw new ArgumentOutOfRangeException(nameof(TimeLimit), limit, $"The time limit is {limit}; it must not be negative.");

    /// <summary>The limit, if it is one.</summary>
    internal static int? CheckWork(int? work) => !(work < 1)
        ? work
        : throw new ArgumentOutOfRangeException(nameof(MaximumWork), work, $"The most work is {work}; it must be at least 1.");

    /// <summary>The bound, if it is one.</summary>
    internal static Dyadic? CheckBound(Dyadic? bound) => !(bound < default(Dyadic))
        ? bound
        : throw new ArgumentOutOfRangeException(nameof(KnownBound), bound, $"The known bound is {bound}; an error is never below 0.");

    private static double? CheckTolerance(double? tolerance) => tolerance is null or (> 0 and < 1)
        ? tolerance
        : throw new ArgumentOutOfRangeException(nameof(Tolerance), tolerance, $"The tolerance is {tolerance}; it must be above 0 and below 1.");
}
