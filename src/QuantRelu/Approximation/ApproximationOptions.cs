namespace QuantRelu;

/// <summary>
/// How <see cref="QuantizedNetwork.Approximate(NetworkRequest, ApproximationOptions?, IProgress{double}?, CancellationToken)"/> goes about it.
/// </summary>
public sealed record ApproximationOptions
{
    /// <summary>The number of points at which the error is measured unless told otherwise.</summary>
    public const int StandardSamples = 10_000;

    /// <summary>The most points.</summary>
    public const int MostSamples = 100_000_000;

    /// <summary>What constructs the network; by default the planner that takes the smallest network of all constructions.</summary>
    public Construction? Construction { get; init; }

    /// <summary>At how many points the error is measured, 1 to 100,000,000; at least the 2^d corners are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Samples
    {
        get;
        init => field = value is >= 1 and <= MostSamples
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"The number of samples is {value}; it must be from 1 to {MostSamples}.");
    } = StandardSamples;

    /// <summary>The seed of the random sample points, not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Seed
    {
        get;
        init => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"The seed is {value}; it must not be negative.");
    } = 1;

    /// <summary>
    /// How far the error is certified, to 0.1 % by default; null to leave it at what the construction proves. It takes a fraction of a second for small
    /// networks, and minutes for large ones of several variables.
    /// </summary>
    public CertificationOptions? Certification { get; init; } = new();
}
