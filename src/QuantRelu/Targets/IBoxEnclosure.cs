using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>f(u) ≈ value + Σ slope_k s_k with u = centre + half·s, s ∈ [-1, 1]^d, within a radius for all those u that are in the box.</summary>
internal readonly record struct AffineEnclosure(double Value, double[] Slopes, double Radius);

/// <summary>What is certain on boxes of a function that is no formula, as a function of u.</summary>
internal interface IBoxEnclosure
{
    /// <summary>What smaller boxes do not lessen: the part of the width of <see cref="Affine"/> and <see cref="Range"/> that is the error of values.</summary>
    double Noise { get; }

    /// <summary>f(u) is inside for all u of a box; <see cref="Interval.Entire"/> where nothing is known.</summary>
    /// <param name="u">The sides, within [0, 1].</param>
    /// <param name="intervals">Has the digits of the result.</param>
    /// <exception cref="TargetException">What is stated of the function contradicts itself there.</exception>
    Interval Range(IReadOnlyList<Interval> u, IntervalAlgebra intervals);

    /// <summary>An affine function next to f on a box; null where none is known.</summary>
    /// <param name="low">The lower ends of the box.</param>
    /// <param name="high">The upper ends.</param>
    /// <param name="centre">c, in the box.</param>
    /// <param name="half">h: the box lies in c ± h.</param>
    /// <exception cref="TargetException">A value is not finite.</exception>
    AffineEnclosure? Affine(double[] low, double[] high, double[] centre, double[] half);
}
