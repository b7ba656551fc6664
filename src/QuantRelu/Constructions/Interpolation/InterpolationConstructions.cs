namespace QuantRelu.Constructions.Interpolation;

/// <summary>Piecewise linear interpolation, n = 2.</summary>
public static class InterpolationConstructions
{
    /// <summary>A table of slope changes, d = 1.</summary>
    public static Slopes Slopes { get; } = new();

    /// <summary>Nested meshes, d = 1 and 2.</summary>
    public static Hierarchical Hierarchical { get; } = new();
}
