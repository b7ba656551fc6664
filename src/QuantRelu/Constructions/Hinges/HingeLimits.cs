namespace QuantRelu.Constructions.Hinges;

/// <summary>How much the search for hinges may do, counted in steps, so that its result never depends on time or machine.</summary>
/// <param name="MostWork">The most states times changes of one dynamic programme.</param>
/// <param name="MostValues">The most values of a state: ε in units of 2^-(p+σ).</param>
/// <param name="Rounds">How often the search starts anew, from the lightest networks that there are.</param>
/// <param name="Starts">How many runs there are in a round, two from each network, one warm and one cool.</param>
/// <param name="Steps">How many changes it tries from each.</param>
internal sealed record HingeLimits(long MostWork, int MostValues, int Rounds, int Starts, int Steps)
{
    /// <summary>The most layers, unless fewer are asked for.</summary>
    public const int StandardLayers = 60;

    /// <summary>The most layers.</summary>
    public int MostLayers { get; init; } = StandardLayers;

    /// <summary>The most cells that a decision looks at.</summary>
    public const int MostCells = 1_000_000;

    /// <summary>How often the dynamic programmes are worked out again with the places at which their networks failed.</summary>
    public const int MostRepairs = 4;

    /// <summary>The limits of an effort from 0 to 3.</summary>
    public static HingeLimits Of(int effort) => effort switch
    {
        0 => new(100_000_000, 8, 0, 0, 0),
        1 => new(200_000_000, 16, 1, 6, 80_000),
        2 => new(1_000_000_000, 32, 4, 6, 250_000),
        _ => new(2_000_000_000, 32, 8, 8, 750_000),
    };
}
