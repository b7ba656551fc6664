namespace QuantRelu.Graph;

/// <summary>What the coefficient of a switch, a connection that is set when the topology stands, is chosen out of.</summary>
public enum SwitchKind
{
    /// <summary>{-s, 0, s}: over {-1/2, 1/2} two connections, s = 1.</summary>
    Ternary,

    /// <summary>{-s, s}, the cheapest switch: over {-1/2, 1/2} one connection, s = 1/2, whose code is the stored bit.</summary>
    Sign,

    /// <summary>
    /// {-(λ-2)/λ, ..., -1/λ, 0, 1/λ, ..., (λ-2)/λ}, a digit of base λ over the linear codebook of an even λ that is no power of two: three
    /// connections, s = 1/λ.
    /// </summary>
    Digit,
}
