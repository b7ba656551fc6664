using QuantRelu.Analysis.Regions;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.Regions;

/// <summary>What is proved of |network - target| on a part of a region.</summary>
/// <param name="Upper">It is at most this; infinite when the target is not known to be bounded there.</param>
/// <param name="Lower">It is at least this somewhere; 0 when that is not known.</param>
/// <param name="Place">Which vertex that is; -1 for the mean of all.</param>
/// <param name="Noise">The part of the upper bound that smaller parts would not lessen.</param>
internal readonly record struct PartBounds(double Upper, double Lower, int Place, double Noise)
{
    /// <summary>The greatest difference that the part has above what was known, where it is known exactly: nothing is left to be found.</summary>
    public PartPeak? Peak { get; init; }

    /// <summary>The bounds of a part of which the greatest difference is known, where it is above what was known; elsewhere an upper bound does.</summary>
    /// <param name="upper">An upper bound of what does not matter.</param>
    /// <param name="peak">The greatest difference of what may matter; null when nothing does.</param>
    public static PartBounds Exactly(double upper, PartPeak? peak) => peak is null
        ? new PartBounds(upper, 0, 0, 0)
        : new PartBounds(Math.Max(upper, DirectedRounding.Up(peak.Difference)), DirectedRounding.Down(peak.Difference), 0, 0) { Peak = peak };
}

/// <summary>A difference, exactly, and the u at which it is.</summary>
internal sealed record PartPeak(Rational Difference, Rational[] At)
{
    /// <summary>This one, or that at another place where it is greater.</summary>
    public PartPeak Or(Rational difference, (Rational U, Rational V) at) =>
        Rational.Abs(difference) is var size && size > Difference ? new PartPeak(size, [at.U, at.V]) : this;
}

/// <summary>What is known of a target on a box of its domain.</summary>
internal abstract class RegionTarget
{
    // What a few operations on bounds are rounded by, many times over; and what is lost where doubles underflow.
    protected const double Rounding = 1.0 / (1L << 46);
    protected const double Tiny = 1e-300;

    /// <summary>True when bounds above what is known are the exact difference.</summary>
    public virtual bool IsExact => false;

    /// <summary>Bounds |network - target| on a part of a region, which lies within the box.</summary>
    /// <param name="cell">The part.</param>
    /// <param name="map">The network there.</param>
    /// <param name="blur">What values may be off by at no cost.</param>
    /// <param name="known">Above this an upper bound is worth a second one.</param>
    public abstract PartBounds Bound(ConvexCell cell, RegionMap map, double blur, double known);
}
