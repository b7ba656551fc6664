using System.Numerics;
using QuantRelu.Bounds;
using QuantRelu.Constructions.Paper;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Studies.BitWidths;

/// <summary>
/// Section 6 on networks instead of their bound: the λ with the fewest counted bits, among all. From λ = 2 + ⌈log₂ t⌉ on, where
/// q = 2 and all its powers up to t are there, the nonlinear values are the same, so there are few to try, and all are tried.
/// </summary>
public sealed class CountedBitWidth
{
    // Each multi-index k, |k| < n, has blocks of its own.
    private const int MostTerms = 300;

    private CountedBitWidth(ImmutableArray<CountedValues> tried) => Tried = tried;

    /// <summary>Every λ from 2 to the first that has all values which the precision can use, counted.</summary>
    public ImmutableArray<CountedValues> Tried { get; }

    /// <summary>The one with the fewest bits of ⌈log λ⌉ for each weight, the smallest λ of several.</summary>
    public CountedValues FewestBits => Tried.MinBy(v => v.Bits)!;

    /// <summary>The one with the fewest bits of log λ for each weight, the smallest λ of several.</summary>
    public CountedValues FewestLogarithmicBits => Tried.MinBy(v => v.LogOfLogarithmicBits)!;

    /// <summary>Whether networks of a class are few enough blocks to be counted: d up to 16, n up to 8, and at most 300 multi-indices below n.</summary>
    /// <param name="dimension">d ≥ 1.</param>
    /// <param name="smoothness">n ≥ 1.</param>
    /// <param name="error">ε, strictly between 0 and 1.</param>
    public static bool IsPossible(int dimension, int smoothness, Rational error) =>
        dimension is >= 1 and <= Domain.MaximumDimension && smoothness is >= 1 and <= NetworkRequest.MostSmooth
        && Binomial.Of(dimension + smoothness - 1, dimension) <= MostTerms && error.Sign > 0 && error < 1
        && (dimension + smoothness == 2 || FunctionIndependentParameters.ChooseToCount(dimension, smoothness, error).Teeth <= Squaring.MostTeeth);

    /// <summary>Counts the networks.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="smoothness">n.</param>
    /// <param name="error">ε.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not <see cref="IsPossible"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static CountedBitWidth Of(int dimension, int smoothness, Rational error, CancellationToken cancellationToken = default)
    {
        if (!IsPossible(dimension, smoothness, error))
        {
            throw new ArgumentOutOfRangeException(
                nameof(dimension), dimension, $"Networks for d = {dimension}, n = {smoothness} and an error of {error.ToShortString()} are not counted.");
        }

        var parameters = FunctionIndependentParameters.ChooseToCount(dimension, smoothness, error);
        var tried = ImmutableArray.CreateBuilder<CountedValues>();
        BigInteger points = BigInteger.Pow((BigInteger.One << parameters.LogGrid) + 1, dimension);
        Codebook? before = null;
        for (int lambda = 2; ; lambda++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var family = CodebookFamily.Nonlinear(lambda);
            Codebook values = family.At(parameters.Precision);
            if (Codebook.Radix(lambda, parameters.Precision) <= 2 && values.Equals(before))
            {
                return new(tried.ToImmutable());
            }

            BigInteger weights = FunctionIndependentCounts.Of(parameters, family).Whole.Weights;
            double expression = ComplexityExpressions.WeightsOfSection6(dimension, smoothness, BinaryLogarithm.OfInverse(error), lambda);
            tried.Add(new(lambda, values.Count, weights, (double)Rational.Create(weights, points) / expression));
            before = values;
        }
    }
}
