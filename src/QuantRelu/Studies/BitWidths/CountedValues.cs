using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Studies.BitWidths;

/// <summary>What a network of Theorem 1 for a class costs over the nonlinear values of one λ.</summary>
/// <param name="Lambda">λ.</param>
/// <param name="Values">How many values there are: at most λ, those below 2^-t being left out.</param>
/// <param name="Weights">The weights, counted.</param>
/// <param name="Theta">θ₁ of equation (6) for each grid point: weights/((N+1)^d λ log^{1/(λ-1)+1}(3n2^d/ε)).</param>
public sealed record CountedValues(int Lambda, int Values, BigInteger Weights, double Theta)
{
    /// <summary>Bits as weights are stored, weights·⌈log₂ of the number of values⌉.</summary>
    public BigInteger Bits => Weights * BitsPerWeight;

    /// <summary>⌈log₂ of the number of values⌉.</summary>
    public int BitsPerWeight => (int)new BigInteger(Values - 1).GetBitLength();

    /// <summary>Bits as the paper counts them, weights·log₂ of the number of values, which codes of several weights at once come near to.</summary>
    public double LogarithmicBits => (double)Weights * Math.Log2(Values);

    /// <summary>log₂ of <see cref="LogarithmicBits"/>, however large.</summary>
    internal double LogOfLogarithmicBits => BinaryLogarithm.Of(Weights) + Math.Log2(Math.Log2(Values));
}
