using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// Rounds a Taylor coefficient c that is enclosed to a weight: c/2^s as the nearest multiple of a step, ties away from zero. An enclosure of which
/// all numbers round to one multiple decides; one that holds the middle between two multiples does not, and where the middle is the coefficient
/// itself none ever does unless it is a point. An enclosure narrower than <see cref="Tie"/> steps is taken for such a tie.
/// </summary>
/// <param name="step">The step.</param>
/// <param name="logScale">s ≥ 0.</param>
internal sealed class NearestMultiple(Rational step, int logScale)
{
    /// <summary>A weight is within (1/2 + Tie) steps of its coefficient.</summary>
    public static readonly Dyadic Tie = Dyadic.PowerOfTwo(-64);

    private readonly Rational _narrow = step * Tie * Dyadic.PowerOfTwo(logScale);

    /// <summary>Significant bits of coefficients up to 2^s with which an enclosure most often decides.</summary>
    public int Precision => (int)Math.Max(128, 64 + step.Denominator.GetBitLength() - step.Numerator.GetBitLength());

    /// <summary>The number of steps, or null when the enclosure does not decide.</summary>
    public BigInteger? Of(Interval coefficient)
    {
        if (!coefficient.IsBounded)
        {
            return null;
        }

        BigInteger lower = Steps(coefficient.Lower);
        BigInteger upper = coefficient.IsPoint ? lower : Steps(coefficient.Upper);
        return lower == upper ? lower
            : coefficient.Width <= _narrow ? BigInteger.MaxMagnitude(lower, upper)
            : null;
    }

    // The hypothesis |β| ≤ 1 holds up to the rounding of the norm.
    private BigInteger Steps(Dyadic coefficient)
    {
        Dyadic weight = Dyadic.Max(-Dyadic.One, Dyadic.Min(Dyadic.One, coefficient.Scale(-logScale)));
        return (weight / step).Round();
    }
}
