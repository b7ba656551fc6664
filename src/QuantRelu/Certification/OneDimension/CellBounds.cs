namespace QuantRelu.Certification.OneDimension;

/// <summary>What is proved on a cell.</summary>
/// <param name="Upper">|network - target| is at most this; null for no bound.</param>
/// <param name="Lower">It is at least this somewhere in the cell.</param>
/// <param name="At">Where, exactly.</param>
/// <param name="Noise">The part of upper - lower that more digits would remove, but smaller cells would not.</param>
internal sealed record CellBounds(Dyadic? Upper, Dyadic Lower, Rational At, Dyadic Noise)
{
    /// <summary>True when more digits are worth more than smaller cells.</summary>
    public bool IsNoisy => Upper is { } upper && Noise.Scale(2) > upper - Lower;
}
