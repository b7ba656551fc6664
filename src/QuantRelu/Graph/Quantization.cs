namespace QuantRelu.Graph;

/// <summary>How the λ weight values are chosen.</summary>
public enum Quantization
{
    /// <summary>Freely: {-1/2, 1/2, 2^-q, 2^-q², ...}, equation (4), for every λ ≥ 2.</summary>
    Nonlinear,

    /// <summary>Evenly spaced: {-1, 1/λ, ..., (λ-1)/λ}, for every even λ ≥ 2.</summary>
    Linear,

    /// <summary>By the caller: a codebook of any values.</summary>
    Given,

    /// <summary>Not at all: every weight is free and takes 32 bits, as in the networks of Yarotsky that the paper compares with.</summary>
    None,
}
