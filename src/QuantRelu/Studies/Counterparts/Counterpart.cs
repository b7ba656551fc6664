using System.Numerics;

namespace QuantRelu.Studies.Counterparts;

/// <summary>
/// A network of free weights after the idea of a compact construction, for the same target and error: what its few values are compared with. Every weight has
/// one word of w bits: in each layer weights and biases are whole multiples, below 2^(w-1) in absolute value, of one power of two; w is the least for which
/// the network is still proved to keep the error.
/// </summary>
/// <param name="Idea">What it is, in a few words.</param>
/// <param name="Counts">The counts of the topology for the whole class; of one function without the weights that come out 0.</param>
/// <param name="BitsPerWeight">w.</param>
/// <param name="Measured">The greatest error seen.</param>
public sealed record Counterpart(string Idea, NetworkCounts Counts, int BitsPerWeight, MeasuredError Measured)
{
    /// <summary>Weights · w.</summary>
    public BigInteger Bits => Counts.Weights * BitsPerWeight;
}
