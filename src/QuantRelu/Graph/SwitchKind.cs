namespace QuantRelu.Graph;

/// <summary>What the coefficient of a switch, a connection that is set when the topology stands, is chosen out of.</summary>
public enum SwitchKind
{
    /// <summary>{-s, 0, s}: over {-1/2, 1/2} two connections, s = 1.</summary>
    Ternary,

    /// <summary>{-s, s}, the cheapest switch: over {-1/2, 1/2} one connection, s = 1/2, whose code is the stored bit.</summary>
    Sign,
}
