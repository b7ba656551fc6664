using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// What a network of Theorem 1 or 2 costs for a whole class, counted on its blocks without building it, so that there is no limit on N:
/// weights = (N+1)^d · <see cref="TermWeights"/> + d(N+1) · <see cref="LineWeights"/> + <see cref="OtherWeights"/>.
/// </summary>
/// <param name="Parameters">d, n, N, r and t.</param>
/// <param name="Whole">The counts of the network.</param>
/// <param name="TermWeights">Weights for each grid point: the products ψ_m(x)(x - m/N)^k of all |k| &lt; n, with a weight block each.</param>
/// <param name="LineWeights">Weights for each line of the grid: x - i/N, its absolute value and h(3N|x - i/N|).</param>
/// <param name="OtherWeights">The weights that there are once: copies of the inputs and the powers 2^-1, ..., 2^-log N.</param>
public sealed record FunctionIndependentCounts(
    FunctionIndependentParameters Parameters, NetworkCounts Whole, BigInteger TermWeights, BigInteger LineWeights, BigInteger OtherWeights)
{
    /// <summary>The most multi-indices below n: each takes blocks of its own.</summary>
    public const int MostTerms = 1000;

    private const int LinesStage = 2;
    private const int TermsStage = 3;

    /// <summary>The counts for all of F_{d,n} and an error, however small.</summary>
    /// <param name="dimension">d, 1 to 16.</param>
    /// <param name="smoothness">n, 1 to 16.</param>
    /// <param name="error">ε, above 0.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range, or there are no such weight values.</exception>
    /// <exception cref="RealizationException">The weight values cannot make a coefficient.</exception>
    /// <exception cref="LimitException">
    /// There are products, and their squarers have more than 500 teeth; or there are more than <see cref="MostTerms"/> multi-indices below n.
    /// </exception>
    public static FunctionIndependentCounts Of(int dimension, int smoothness, Rational error, CodebookFamily family)
    {
        var parameters = FunctionIndependentParameters.ChooseToCount(dimension, smoothness, error);
        return Binomial.Of(dimension + smoothness - 1, dimension) is var indices && indices <= MostTerms
            ? Of(parameters, family)
            : throw new LimitException(
                $"With d = {dimension} and n = {smoothness} there are {indices} multi-indices, each with blocks of its own; {MostTerms} is the most.");
    }

    /// <summary>The counts for parameters of one's own, which need not suit any error.</summary>
    /// <param name="parameters">d, n, N, r and t.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="RealizationException">The weight values cannot make a coefficient.</exception>
    /// <exception cref="LimitException">There are products, and their squarers have more than 500 teeth.</exception>
    public static FunctionIndependentCounts Of(FunctionIndependentParameters parameters, CodebookFamily family)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(family);
        if (parameters.Teeth > Squaring.MostTeeth && parameters.Dimension + parameters.Smoothness > 2)
        {
            throw new LimitException($"So small an error takes squarers with {parameters.Teeth} teeth; {Squaring.MostTeeth} is the most.");
        }

        StagedCounts counts = FunctionIndependentCircuit.ToCount(parameters, TermScaling.Of(parameters, family))
            .Count(family, parameters.Precision);
        NetworkCounts whole = counts.Whole;
        BigInteger lines = (BigInteger.One << parameters.LogGrid) + 1;
        BigInteger terms = counts.Weights(TermsStage), ofLines = counts.Weights(LinesStage);
        BigInteger ofPoint = terms / BigInteger.Pow(lines, parameters.Dimension), ofLine = ofLines / (parameters.Dimension * lines);
        return new(parameters, whole, ofPoint, ofLine, whole.Weights - terms - ofLines);
    }
}
