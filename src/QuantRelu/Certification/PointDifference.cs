using QuantRelu.Analysis;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification;

/// <summary>|network - target| at one point.</summary>
internal static class PointDifference
{
    private const int Precision = 80;

    /// <summary>A proved lower bound; 0 when the target is not known to be finite there.</summary>
    /// <param name="evaluator">The network.</param>
    /// <param name="target">The target.</param>
    /// <param name="u">The point, each coordinate a multiple of 2^-20.</param>
    public static Dyadic Least(FastEvaluator evaluator, Target target, Rational[] u)
    {
        var intervals = new IntervalAlgebra(Precision);
        Interval value = target.Enclosure(u, Precision);
        if (!value.IsBounded)
        {
            return default;
        }

        Interval difference = intervals.Subtract(intervals.Constant(Network(evaluator, u)), value);
        return Dyadic.Max(Dyadic.Max(difference.Lower, -difference.Upper), default);
    }

    // Doubles where nothing is rounded.
    private static Rational Network(FastEvaluator evaluator, Rational[] u) => evaluator.Precision.IsExact(SamplePlaces.FractionBits)
        ? Dyadic.FromDouble(evaluator.Evaluate([.. u.Select(x => (double)x)]))
        : ExactEvaluator.Evaluate(evaluator.Network, u, BlockGates.Of(evaluator.Network))[0];
}
