using System.Numerics;
using QuantRelu.Bounds;
using QuantRelu.Constructions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Studies.Growth;

/// <summary>
/// Growth as it is: counts of networks over a range of errors beside the expressions of the theorems, the constants that these hide, the exact law that
/// the counts follow, and the exponents that one sees in the range.
/// </summary>
public static class GrowthStudy
{
    // Each multi-index k, |k| < n, has blocks of its own in every network.

    /// <summary>Networks of Theorem 1 or 2, or with free weights, for all of F_{d,n}: counted, not built, so ε may be as small as one likes.</summary>
    /// <param name="dimension">d, 1 to 16.</param>
    /// <param name="smoothness">n, 1 to 8.</param>
    /// <param name="errors">Every ε, strictly between 0 and 1, in any order.</param>
    /// <param name="family">The weight values, not a codebook of one's own.</param>
    /// <param name="progress">Is told the number of networks that are counted.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range, or there are no such weight values.</exception>
    /// <exception cref="ArgumentException">There is no error, or the weight values are a codebook of one's own.</exception>
    /// <exception cref="LimitException">ε is so small that squarers have more than 500 teeth, or there are more than 1000 multi-indices below n.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static GrowthCurve OfClass(
        int dimension, int smoothness, IEnumerable<Rational> errors, CodebookFamily family, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Rational[] descending = Descending(errors, family);
        var rows = new List<GrowthRow>();
        foreach (Rational error in descending)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(OfClass(FunctionIndependentCounts.Of(dimension, smoothness, error, family), error, family));
            progress?.Report(rows.Count);
        }

        int near = (int)(descending[^1].Denominator / descending[^1].Numerator).GetBitLength() - 1;
        return new GrowthCurve(dimension, smoothness, family, rows, new LawSearch(dimension, smoothness, family).Find(near, cancellationToken))
        {
            FreeLaw = family.IsFree ? null : new LawSearch(dimension, smoothness, CodebookFamily.Free).Find(near, cancellationToken),
        };
    }

    /// <summary>
    /// Networks of Theorem 3 or 4, or with free weights, for one target of one variable: to count them is to build them. Their counts depend on the
    /// target, so that no law is sought.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="errors">Every ε, strictly between 0 and 1, in any order.</param>
    /// <param name="family">The weight values, not a codebook of one's own.</param>
    /// <param name="mostWeights">The most weights of a network; null for no limit but memory.</param>
    /// <param name="progress">Is told the number of networks that are counted.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">There is no error, or the weight values are a codebook of one's own.</exception>
    /// <exception cref="TargetException">The construction does not fit the target.</exception>
    /// <exception cref="LimitException">A network has more weights than that, or more than memory holds.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static GrowthCurve OfTarget(
        Target target, IEnumerable<Rational> errors, CodebookFamily family, BigInteger? mostWeights = null, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        var rows = new List<GrowthRow>();
        foreach (Rational error in Descending(errors, family))
        {
            cancellationToken.ThrowIfCancellationRequested();
            FunctionDependentPlan plan = PaperConstructions.Dependent.Plan(new NetworkRequest(target, error) { Family = family }, cancellationToken);
            if (plan.Exceeds(mostWeights) is { } exceeded)
            {
                throw new LimitException(exceeded.Kind == LimitKind.Memory
                    ? $"The network for an error of {error.ToShortString()} takes more memory than this machine has."
                    : $"The network for an error of {error.ToShortString()} has at least {exceeded.Weights} weights, more than the limit of {mostWeights}.");
            }

            NetworkCounts counts = plan.Build(cancellationToken: cancellationToken).Network.Count();
            if (counts.Weights > mostWeights)
            {
                throw new LimitException(
                    $"The network for an error of {error.ToShortString()} has {counts.Weights} weights, more than the limit of {mostWeights}.");
            }

            var unquantized = new NetworkRequest(target, error) { Family = CodebookFamily.Free };
            NetworkCounts free = family.IsFree ? counts
                : PaperConstructions.Dependent.Build(unquantized, cancellationToken: cancellationToken).Network.Count();
            rows.Add(OfTarget(plan.Parameters, counts, free, error, family));
            progress?.Report(rows.Count);
        }

        return new GrowthCurve(1, 1, family, rows, law: null, target);
    }

    private static GrowthRow OfClass(FunctionIndependentCounts counts, Rational error, CodebookFamily family)
    {
        FunctionIndependentParameters p = counts.Parameters;
        double logError = BinaryLogarithm.OfInverse(error), logWeights = BinaryLogarithm.Of(counts.Whole.Weights);
        PaperBound expression = ComplexityExpressions.FunctionIndependentPerTerm(logError, family.Limit ?? 2, family.Quantization);
        PaperBound free = ComplexityExpressions.FunctionIndependentPerTerm(logError, 2, Quantization.None);
        BigInteger points = BigInteger.Pow((BigInteger.One << p.LogGrid) + 1, p.Dimension);
        double perPoint = (double)Rational.Create(counts.Whole.Weights, points);
        return new GrowthRow
        {
            Error = error,
            LogError = logError,
            LogCells = p.LogGrid,
            Teeth = p.Teeth,
            Precision = p.Precision,
            Counts = counts.Whole,
            PerPoint = perPoint,
            DepthConstant = counts.Whole.Depth / expression.Depth,
            WeightConstant = Math.Pow(2, logWeights - (logError * p.Dimension / p.Smoothness)) / expression.Weights,
            Theta = family.Quantization == Quantization.Nonlinear
                ? perPoint / ComplexityExpressions.WeightsOfSection6(p.Dimension, p.Smoothness, logError, family.Limit!.Value) : null,
            TimesFree = family.IsFree ? 1 : Math.Pow(2, logWeights - BinaryLogarithm.Of(FunctionIndependentCounts.Of(p, CodebookFamily.Free).Whole.Weights)),
            TimesFreeExpected = expression.Weights / free.Weights,
        };
    }

    private static GrowthRow OfTarget(FunctionDependentParameters p, NetworkCounts counts, NetworkCounts free, Rational error, CodebookFamily family)
    {
        double logError = BinaryLogarithm.OfInverse(error);
        PaperBound expression = ComplexityExpressions.FunctionDependent((double)error, family.Limit ?? 2, family.Quantization);
        return new GrowthRow
        {
            Error = error,
            LogError = logError,
            LogCells = p.LogCells,
            Nodes = p.Nodes,
            Precision = p.Precision,
            Counts = counts,
            PerPoint = (double)counts.Weights / p.Cells,
            DepthConstant = counts.Depth / expression.Depth,
            WeightConstant = (double)counts.Weights / expression.Weights,
            TimesFree = (double)counts.Weights / (double)free.Weights,
            TimesFreeExpected = expression.Weights / ComplexityExpressions.FunctionDependent((double)error, 2, Quantization.None).Weights,
        };
    }

    private static Rational[] Descending(IEnumerable<Rational> errors, CodebookFamily family)
    {
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(family);
        if (family.Quantization == Quantization.Given)
        {
            throw new ArgumentException("The theorems say nothing of a codebook of one's own.", nameof(family));
        }

        Rational[] descending = [.. errors.Distinct().OrderDescending()];
        foreach (Rational error in descending)
        {
            if (error.Sign <= 0 || error >= 1)
            {
                throw new ArgumentOutOfRangeException(nameof(errors), error, $"The error is {error.ToShortString()}; it must be above 0 and below 1.");
            }
        }

        return descending.Length > 0 ? descending : throw new ArgumentException("There is no error.", nameof(errors));
    }
}
