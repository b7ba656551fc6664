using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Regions;

/// <summary>The network on a region: an exact affine function, and doubles next to its coefficients.</summary>
internal abstract class RegionMap
{
    // The quotient of two converted integers errs by 3·2^-53 of itself, a coordinate by 2^-51, and each term takes two operations: below 2^-49 in all.
    private const double Doubt = 1.0 / (1L << 49);
    private readonly double _x;
    private readonly double _y;
    private readonly double _z;
    private readonly double _one;

    /// <summary>A function by the doubles next to its coefficients.</summary>
    protected RegionMap(double x, double y, double z, double one) => (_x, _y, _z, _one) = (x, y, z, one);

    /// <summary>The function that is a form over a scale.</summary>
    /// <param name="form">The form.</param>
    /// <param name="scale">The scale, above 0.</param>
    /// <param name="nearScale">The double nearest to it.</param>
    public static RegionMap Of<TInteger>(SpaceForm<TInteger> form, Rational scale, double nearScale)
        where TInteger : struct, IBinaryInteger<TInteger> => new Exactly<TInteger>(form, scale, nearScale);

    /// <summary>The slope along an axis, within 2^-50 of itself.</summary>
    public double Slope(int axis) => axis == 0 ? _x : axis == 1 ? _y : _z;

    /// <summary>The value at a point, and a bound for what it is rounded by: exact arithmetic is used where doubles would be off by more than asked.</summary>
    /// <param name="at">The point.</param>
    /// <param name="most">What it may be off by at no cost.</param>
    public (double Value, double Doubt) At(HomogeneousPoint at, double most)
    {
        double x = _x * at.NearX, y = _y * at.NearY, z = _z * at.NearZ;
        double value = x + y + z + _one, doubt = Doubt * (Math.Abs(x) + Math.Abs(y) + Math.Abs(z) + Math.Abs(_one));
        if (doubt <= most && double.IsFinite(value))
        {
            return (value, doubt);
        }

        value = (double)ExactlyAt(at);
        return (value, Math.Abs(value) * Doubt);
    }

    /// <summary>The value at a point.</summary>
    public abstract Rational ExactlyAt(HomogeneousPoint at);

    private sealed class Exactly<TInteger>(SpaceForm<TInteger> form, Rational scale, double nearScale) : RegionMap(
        double.CreateTruncating(form.X) / nearScale, double.CreateTruncating(form.Y) / nearScale, double.CreateTruncating(form.Z) / nearScale,
        double.CreateTruncating(form.One) / nearScale)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        public override Rational ExactlyAt(HomogeneousPoint at) =>
            Rational.Create(form.TimesWeight(at) * scale.Denominator, at.Exact.One * scale.Numerator);
    }
}
