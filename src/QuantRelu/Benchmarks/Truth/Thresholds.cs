using QuantRelu.Formats.Onnx;
using QuantRelu.Formats.VnnLib;

namespace QuantRelu.Benchmarks.Truth;

/// <summary>The number that an output is compared with so that the answer is known.</summary>
/// <remarks>
/// For a greatest value M, a scale S = |M|, or the range's width where M = 0, and a margin m: Y ≥ T has an answer for T ≤ M - mS and none for T ≥ M + mS; T is
/// the number of the format next to that, on the far side of it. At m = 0 Y ≥ T has an answer for the greatest such T ≤ M, which is M where the format has M,
/// and then Y > M has none. Where there are no strict relations the least number above M takes its place. For a least value everything is mirrored.
/// </remarks>
internal static class Thresholds
{
    /// <summary>The condition on the side of the extremum.</summary>
    public static OutputCondition Of(KnownRange range, bool isMaximum, Rational margin, bool isSatisfiable, FloatFormat format, VnnLibVersion version)
    {
        Rational sign = isMaximum ? 1 : -1, most = sign * range.Extremum(isMaximum);
        Rational away = margin * (most.IsZero ? range.Width : Rational.Abs(most));
        bool strict = margin.IsZero && !isSatisfiable && version == VnnLibVersion.Two && format.Holds(most);
        Rational threshold = isSatisfiable ? format.AtMost(most - away)
            : strict ? most
            : margin.IsZero ? format.Above(most)
            : format.AtLeast(most + away);
        return new OutputCondition(0, (isMaximum, strict) switch
        {
            (true, false) => OutputRelation.AtLeast,
            (true, true) => OutputRelation.Above,
            (false, false) => OutputRelation.AtMost,
            (false, true) => OutputRelation.Below,
        }, sign * threshold);
    }

    /// <summary>A condition on the other side that no value meets, well beyond the range.</summary>
    public static OutputCondition Beyond(KnownRange range, bool isMaximum, FloatFormat format)
    {
        const int part = 4;
        Rational sign = isMaximum ? 1 : -1, most = sign * range.Extremum(isMaximum);
        return new OutputCondition(0, isMaximum ? OutputRelation.AtLeast : OutputRelation.AtMost, sign * format.Above(most + (range.Width / part)));
    }
}
