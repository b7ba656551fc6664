using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Theorems;

/// <summary>What is asked of a function-independent network.</summary>
/// <param name="Error">ε, strictly between 0 and 1.</param>
/// <param name="Lambda">λ ≥ 2, the most distinct weight values.</param>
/// <param name="Quantization">Nonlinear is Theorem 1, linear is Theorem 2.</param>
/// <param name="Smoothness">n, 1 to 8, or null for the one with the fewest weights.</param>
public sealed record FunctionIndependentOptions(Rational Error, int Lambda = 2, Quantization Quantization = Quantization.Nonlinear, int? Smoothness = null)
{
    /// <summary>The largest n.</summary>
    public const int MostSmooth = 8;
}
