namespace QuantRelu.Formats.C;

/// <summary>The error of a C file: that of the network and what the rounding of its inputs adds, Lipschitz·Σ|rounding of u_i|.</summary>
/// <param name="Network">The network's own bound.</param>
/// <param name="Lipschitz">The Lipschitz constant in u.</param>
/// <param name="Inputs">The maps of the inputs.</param>
internal sealed record CError(NetworkClaim Network, LipschitzBound Lipschitz, IReadOnlyList<InputMap> Inputs)
{
    /// <summary>What U adds at raw integers.</summary>
    public Rational RoundingAtRaw => Inputs.Aggregate((Rational)0, (sum, i) => sum + i.Deviation);

    /// <summary>What U and the nearest raw integer add.</summary>
    public Rational Rounding => Inputs.Aggregate(RoundingAtRaw, (sum, i) => sum + i.HalfStep);

    /// <summary>The bound where x is that of a raw integer.</summary>
    public Rational AtRaw => Network.Error + (Lipschitz.Value * RoundingAtRaw);

    /// <summary>The bound for every x of the domain, rounded to the nearest raw integer.</summary>
    public Rational Total => Network.Error + (Lipschitz.Value * Rounding);
}
