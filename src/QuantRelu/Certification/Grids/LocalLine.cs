namespace QuantRelu.Certification.Grids;

/// <summary>Low + Rise·τ for the place τ ∈ [0, 1] along an axis of a cell: what a unit of a grid computes there.</summary>
internal readonly record struct LocalLine(int Axis, Rational Low, Rational Rise)
{
    /// <summary>True for 0.</summary>
    public bool IsZero => Low.IsZero && Rise.IsZero;
}
