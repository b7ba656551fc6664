namespace QuantRelu.Graph;

/// <summary>A request for λ weight values: with nonlinear quantization they depend on the precision that a construction wants.</summary>
/// <param name="Lambda">λ ≥ 2, the most distinct weight values; even for linear quantization.</param>
/// <param name="Quantization">How the values are chosen.</param>
public sealed record CodebookFamily(int Lambda = 2, Quantization Quantization = Quantization.Nonlinear)
{
    /// <summary>The codebook for weights that are wanted to within 2^{-t}.</summary>
    /// <param name="precision">t ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ or t is outside its range.</exception>
    public Codebook At(int precision) => Quantization == Quantization.Linear ? Codebook.Linear(Lambda) : Codebook.Nonlinear(Lambda, precision);
}
