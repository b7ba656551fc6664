using QuantRelu.Studies.Classes;

namespace QuantRelu.Studies.BitWidths;

/// <summary>
/// Section 6 on a compact construction: what its networks for a class cost over λ = 2, 4, 8 and 16 values. For each λ the values are those with the fewest bits
/// of the paper's nonlinear ones, its linear ones, and {D/(2(λ-1)): D odd, |D| &lt; λ}, with which one connection stores a digit of base λ.
/// </summary>
public sealed class CompactBitWidth
{
    private static readonly int[] Lambdas = [2, 4, 8, 16];

    private CompactBitWidth(Construction construction, ImmutableArray<ClassCount> tried) => (Construction, Tried) = (construction, tried);

    /// <summary>The construction.</summary>
    public Construction Construction { get; }

    /// <summary>The counts, one for each λ for which there are values that the construction can use all of.</summary>
    public ImmutableArray<ClassCount> Tried { get; }

    /// <summary>The one with the fewest bits, the smallest λ of several.</summary>
    public ClassCount FewestBits => Tried.MinBy(c => c.Bits)!;

    /// <summary>The counts of every construction that has a law and is for the class.</summary>
    /// <param name="constructions">Constructions of any kind.</param>
    /// <param name="dimension">d.</param>
    /// <param name="smoothness">n.</param>
    /// <param name="error">ε, strictly between 0 and 1.</param>
    public static IEnumerable<CompactBitWidth> Of(IEnumerable<Construction> constructions, int dimension, int smoothness, Rational error)
    {
        if (dimension > Domain.MaximumDimension || smoothness > NetworkRequest.MostSmooth)
        {
            return [];
        }

        CodebookFamily[] families = [.. Lambdas.SelectMany(Families)];
        return ClassCount.Of(constructions, dimension, smoothness, error, families).Where(c => c.Codebook?.Count == c.Family.Limit).GroupBy(c => c.Construction)
            .Select(g => new CompactBitWidth(g.Key, [.. g.GroupBy(c => c.Family.Limit).OrderBy(l => l.Key).Select(l => l.MinBy(c => c.Bits)!)]));
    }

    private static IEnumerable<CodebookFamily> Families(int lambda) =>
    [
        CodebookFamily.Nonlinear(lambda), CodebookFamily.Linear(lambda),
        CodebookFamily.Of(new Codebook(Enumerable.Range(0, lambda).Select(i => Rational.Create((2 * i) + 1 - lambda, 2 * (lambda - 1))))),
    ];
}
