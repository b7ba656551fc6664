using System.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Values of a network from those of D times the network: with a power of two 2^e next to D, the double nearest to the latter times 2^-e, times the double
/// nearest to 2^e/D. These are three roundings at most, so that it is within 2^-51 of the value.
/// </summary>
internal readonly struct OutputScale
{
    private readonly int _exponent;
    private readonly double _factor;

    /// <summary>For D > 0.</summary>
    public OutputScale(Rational scale)
    {
        _exponent = (int)(scale.Numerator.GetBitLength() - scale.Denominator.GetBitLength());
        _factor = (double)((Rational)Dyadic.PowerOfTwo(_exponent) / scale);
    }

    /// <summary>From the double that is nearest to D times the value.</summary>
    public double Of(double nearest) => Math.ScaleB(nearest, -_exponent) * _factor;
}
