namespace QuantRelu.Bounds;

/// <summary>The leading expressions of the theorems, with constant 1 and logarithms to base 2: growth, not counts.</summary>
public static class ComplexityExpressions
{
    private const int BitsOfFreeWeight = 32;

    /// <summary>
    /// Theorem 1: depth λL^{1/(λ-1)} + L and λL^{1/(λ-1)+1}(1/ε)^{d/n} weights with L = log(1/ε); Theorem 2: depth L and
    /// (L + L²/log λ)(1/ε)^{d/n} weights. Bits are weights times log λ. Free weights, 32 bits each: depth L and L(1/ε)^{d/n} weights.
    /// </summary>
    public static PaperBound FunctionIndependent(int dimension, int smoothness, double error, int lambda, Quantization quantization)
    {
        PaperBound perTerm = FunctionIndependentPerTerm(Math.Log2(1 / error), lambda, quantization);
        double terms = Math.Pow(1 / error, (double)dimension / smoothness);
        return perTerm with { Weights = perTerm.Weights * terms, Bits = perTerm.Bits * terms };
    }

    /// <summary>The same expressions without the factor (1/ε)^{d/n} of weights and bits, for any L = log(1/ε), however large.</summary>
    /// <param name="logError">L, above 0.</param>
    /// <param name="lambda">λ; of no matter for free weights.</param>
    /// <param name="quantization">Nonlinear for Theorem 1, linear for Theorem 2, or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">L is not above 0.</exception>
    public static PaperBound FunctionIndependentPerTerm(double logError, int lambda, Quantization quantization)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(logError);
        if (quantization == Quantization.None)
        {
            return new PaperBound(logError, logError, BitsOfFreeWeight * logError);
        }

        double logLambda = Math.Log2(lambda);
        double chain = lambda * Math.Pow(logError, 1.0 / (lambda - 1));
        (double depth, double weights) = quantization == Quantization.Linear
            ? (logError, logError + (logError * logError / logLambda))
            : (chain + logError, chain * logError);
        return new PaperBound(depth, weights, weights * logLambda);
    }

    /// <summary>
    /// λ·log^{1/(λ-1)+1}(3n2^d/ε), what equation (6) says of the weights with θ₁ = 1, for any L = log(1/ε): M(λ) is log λ times it. Equation (7) takes θ₁,
    /// which holds the number of grid points, for a constant in λ.
    /// </summary>
    /// <param name="dimension">d ≥ 1.</param>
    /// <param name="smoothness">n ≥ 1.</param>
    /// <param name="logError">L, above 0.</param>
    /// <param name="lambda">λ ≥ 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double WeightsOfSection6(int dimension, int smoothness, double logError, int lambda)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(smoothness, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(logError);
        ArgumentOutOfRangeException.ThrowIfLessThan(lambda, 2);
        return lambda * Math.Pow(Math.Log2(3.0 * smoothness) + dimension + logError, 1 + (1.0 / (lambda - 1)));
    }

    /// <summary>
    /// Theorem 3: depth λM^{1/(λ-1)} + L and λM^{1/(λ-1)+1} + 1/ε weights with L = log(1/ε) and M = log L; Theorem 4: depth L and 1/ε
    /// weights. Bits are weights times log λ. Free weights, 32 bits each: depth L and 1/(εL) weights.
    /// </summary>
    public static PaperBound FunctionDependent(double error, int lambda, Quantization quantization)
    {
        if (quantization == Quantization.None)
        {
            return Unquantized(error, Comparison.UnquantizedDependentWeights(error));
        }

        double logError = Math.Log2(1 / error);
        double logLog = Math.Max(0, Math.Log2(logError));
        double chain = lambda * Math.Pow(logLog, 1.0 / (lambda - 1));
        (double depth, double weights) = quantization == Quantization.Linear
            ? (logError, 1 / error)
            : (chain + logError, (chain * logLog) + (1 / error));
        return new PaperBound(depth, weights, weights * Math.Log2(lambda));
    }

    /// <summary>
    /// The expressions of Theorems 1 and 2 for weight values; null for a codebook of the caller's own and for ε ≥ 1, of which the theorems say nothing.
    /// </summary>
    public static PaperBound? FunctionIndependent(int dimension, int smoothness, double error, CodebookFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return SayNothing(error, family) ? null : FunctionIndependent(dimension, smoothness, error, family.Limit ?? 2, family.Quantization);
    }

    /// <summary>
    /// The expressions of Theorems 3 and 4 for weight values; null for a codebook of the caller's own and for ε ≥ 1, of which the theorems say nothing.
    /// </summary>
    public static PaperBound? FunctionDependent(double error, CodebookFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return SayNothing(error, family) ? null : FunctionDependent(error, family.Limit ?? 2, family.Quantization);
    }

    private static bool SayNothing(double error, CodebookFamily family) => error >= 1 || family.Quantization == Quantization.Given;

    private static PaperBound Unquantized(double error, double weights) => new(Comparison.UnquantizedDepth(error), weights, BitsOfFreeWeight * weights);
}
