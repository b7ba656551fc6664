using QuantRelu.Analysis;

namespace QuantRelu.Benchmarks.Truth;

/// <summary>The network that a model holds, and all that is known of its values on a box.</summary>
/// <param name="Model">The network of the model's float32 weights.</param>
/// <param name="Box">The box.</param>
/// <param name="Summary">Its range there, with points where the ends are attained.</param>
internal sealed record KnownRange(Network Model, Domain Box, RegionSummary Summary)
{
    /// <summary>What is known of a network on a box.</summary>
    public static KnownRange Of(Network model, Domain box) => new(model, box, LinearRegions.Of(model, box).Summarize());

    /// <summary>The range's width.</summary>
    public Rational Width => Summary.Maximum - Summary.Minimum;

    /// <summary>One end of the range.</summary>
    public Rational Extremum(bool isMaximum) => isMaximum ? Summary.Maximum : Summary.Minimum;

    /// <summary>A point at which it is attained.</summary>
    public ImmutableArray<Rational> At(bool isMaximum) => isMaximum ? Summary.MaximumAt : Summary.MinimumAt;
}
