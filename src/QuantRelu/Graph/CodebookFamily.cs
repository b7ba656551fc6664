namespace QuantRelu.Graph;

/// <summary>A request for λ weight values: with nonlinear quantization they depend on the precision that a construction wants.</summary>
/// <param name="Lambda">λ ≥ 2, the most distinct weight values; even for linear quantization; of no matter for free weights.</param>
/// <param name="Quantization">How the values are chosen.</param>
public sealed record CodebookFamily(int Lambda = 2, Quantization Quantization = Quantization.Nonlinear)
{
    /// <summary>Weights that may take any value: the unquantized networks that quantized ones are compared with.</summary>
    public static CodebookFamily Free { get; } = new(Quantization: Quantization.None);

    /// <summary>True when weights may take any value.</summary>
    public bool IsFree => Quantization == Quantization.None;

    /// <summary>λ, or null when weights may take any value.</summary>
    public int? Limit => IsFree ? null : Lambda;

    /// <summary>Why there are no such weight values; null when there are.</summary>
    public string? Obstacle => Quantization == Quantization.Linear ? Codebook.LinearObstacle(Lambda) : null;

    /// <summary>The codebook for weights that are wanted to within 2^{-t}.</summary>
    /// <param name="precision">t ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ or t is outside its range.</exception>
    /// <exception cref="InvalidOperationException">Weights may take any value: their codebook is the list of a construction's own coefficients.</exception>
    public Codebook At(int precision) => Quantization switch
    {
        Quantization.Linear => Codebook.Linear(Lambda),
        Quantization.Nonlinear => Codebook.Nonlinear(Lambda, precision),
        _ => throw new InvalidOperationException("Free weights have no codebook before a construction is realized."),
    };
}
