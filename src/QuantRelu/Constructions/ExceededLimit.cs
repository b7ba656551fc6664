using System.Numerics;

namespace QuantRelu.Constructions;

/// <summary>What a network would have too much of.</summary>
public enum LimitKind
{
    /// <summary>More weights than were allowed.</summary>
    Weights,

    /// <summary>More memory than there is.</summary>
    Memory,
}

/// <summary>A limit that a planned network exceeds: it is counted, not built.</summary>
/// <param name="Kind">Which limit.</param>
/// <param name="Weights">The weights of the network.</param>
/// <param name="IsExact">False when it has at least so many.</param>
/// <param name="Memory">About how many bytes building would take.</param>
public sealed record ExceededLimit(LimitKind Kind, BigInteger Weights, bool IsExact, BigInteger Memory);
