namespace QuantRelu.Bounds;

/// <summary>
/// What networks with free real weights need (Section 7), and what the price of quantization is against them: leading expressions
/// with constant 1, L = log(1/ε), logarithms to base 2.
/// </summary>
public static class Comparison
{
    /// <summary>Weights of Yarotsky's function-independent network with free weights, an upper bound: L(1/ε)^{d/n}.</summary>
    public static double UnquantizedWeights(int dimension, int smoothness, double error) => Log(error) * Terms(dimension, smoothness, error);

    /// <summary>Its depth, an upper bound: L.</summary>
    public static double UnquantizedDepth(double error) => Log(error);

    /// <summary>Weights of the function-dependent network with free weights for d = n = 1, an upper bound: 1/(εL).</summary>
    public static double UnquantizedDependentWeights(double error) => 1 / (error * Log(error));

    /// <summary>Weights that every network of depth O(L^p) needs, a lower bound: L^{-2p-1}(1/ε)^{d/n}.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="smoothness">n.</param>
    /// <param name="error">ε.</param>
    /// <param name="depthPower">p ≥ 0; the networks of Theorems 1 and 2 have p = 1.</param>
    public static double LeastWeights(int dimension, int smoothness, double error, double depthPower = 1) =>
        Math.Pow(Log(error), (-2 * depthPower) - 1) * Terms(dimension, smoothness, error);

    /// <summary>The overhead of λ weight values against free weights, λL^{1/(λ-1)}.</summary>
    public static double Overhead(int lambda, double error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lambda, 2);
        return lambda * Math.Pow(Log(error), 1.0 / (lambda - 1));
    }

    /// <summary>The overhead of λ = 2 against the lower bound, L^5.</summary>
    public static double OverheadAgainstLeast(double error) => Math.Pow(Log(error), 5);

    private static double Log(double error) => error is > 0 and < 1
        ? Math.Log2(1 / error)
        : throw new ArgumentOutOfRangeException(nameof(error), error, "The error must be above 0 and below 1.");

    private static double Terms(int dimension, int smoothness, double error)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(smoothness, 1);
        return Math.Pow(1 / error, (double)dimension / smoothness);
    }
}
