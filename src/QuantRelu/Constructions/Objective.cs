namespace QuantRelu.Constructions;

/// <summary>What the smallest network has the least of.</summary>
public enum Objective
{
    /// <summary>Connections and biases.</summary>
    Weights,

    /// <summary>Weights times the bits of one of them.</summary>
    Bits,

    /// <summary>Layers, then weights.</summary>
    Depth,
}
