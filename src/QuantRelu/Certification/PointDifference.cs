using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification;

/// <summary>|network - target| at one point.</summary>
internal static class PointDifference
{
    private const int Precision = 80;

    /// <summary>A proved lower bound; null when the target is not known to be finite there.</summary>
    /// <param name="network">The network's value.</param>
    /// <param name="target">The target.</param>
    /// <param name="u">The point, each coordinate a multiple of 2^-20.</param>
    public static Dyadic? Least(Rational network, Target target, Rational[] u)
    {
        var intervals = new IntervalAlgebra(Precision);
        Interval value = target.Enclosure(u, Precision);
        if (!value.IsBounded)
        {
            return null;
        }

        Interval difference = intervals.Subtract(intervals.Constant(network), value);
        return Dyadic.Max(Dyadic.Max(difference.Lower, -difference.Upper), default);
    }
}
