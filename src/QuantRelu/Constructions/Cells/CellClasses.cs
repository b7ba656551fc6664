namespace QuantRelu.Constructions.Cells;

/// <summary>The classes of a network of cells before the greatest of them is taken.</summary>
/// <param name="Network">An output for each class.</param>
/// <param name="Grid">N, the cells along each side.</param>
/// <param name="LogMargin">a: a cell reaches 2^-a of its width beyond its core.</param>
/// <param name="LogCandidate">log of what σ(1 + P) is multiplied by in an output.</param>
/// <param name="LogScale">s: the network is 2^s·(max over classes of σ(1 + P) - 1).</param>
public sealed record CellClasses(Network Network, int Grid, int LogMargin, int LogCandidate, int LogScale)
{
    /// <summary>2^s(σ(1 + P) - 1) for an output 2^LogCandidate·σ(1 + P): the network is the greatest of these.</summary>
    public Rational Value(Rational output) => ((output * Dyadic.PowerOfTwo(-LogCandidate)) - 1) * Dyadic.PowerOfTwo(LogScale);
}
