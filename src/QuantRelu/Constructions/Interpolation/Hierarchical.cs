using QuantRelu.Targets;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>
/// Hierarchical piecewise linear interpolation: for every M = 2^s and every f on [0, 1]^d, d = 1 or 2, all of whose derivatives of order at most 2 are at
/// most M, there is a network over {-1/2, 1/2}, of a topology that depends on d, ε and M alone, with |network - f| ≤ c_d M/N² + δ ≤ ε, c_1 = 1/8,
/// c_2 = 0.1705, and O(ε^{-d/2}) weights, the order of the entropy bound. <see cref="HierarchicalParameters"/> has the proof. Ours.
/// </summary>
public sealed class Hierarchical : InterpolationConstruction
{
    internal Hierarchical()
    {
    }

    /// <inheritdoc/>
    public override string Name => "hierarchical";

    /// <inheritdoc/>
    public override string Summary =>
        "Linear interpolation on nested meshes in one or two variables, finer ones with fewer digits; one topology for all targets with two derivatives.";

    /// <inheritdoc/>
    public override string CountLaw => "Σ_l n_l(t_l + 2) + O(N + log²(1/ε))";

    /// <inheritdoc/>
    public override ImmutableArray<ConstructionParameter> Parameters { get; } =
    [
        new("N", "cells of the finest mesh along each side"),
        new("levels", "nested meshes, each with twice the cells of the one before along each side"),
        new("delta", "surpluses are odd multiples of it"),
        new("digits", "digits of a surplus, mesh by mesh"),
        new("scale", "the power of two that bounds the target and its derivatives up to order 2, on which the topology depends"),
        new("norm", "the greatest derivative of order at most 2 over the unit box"),
        new("normSource", "how that is known"),
    ];

    /// <summary>Plans the network: everything but the target's digits.</summary>
    /// <inheritdoc cref="Construction.Plan"/>
    public new HierarchicalPlan Plan(NetworkRequest request, CancellationToken cancellationToken = default) =>
        (HierarchicalPlan)base.Plan(request, cancellationToken);

    private protected override string Limit => $"2^{HierarchicalParameters.LogMostNodes} nodes";

    private protected override string? WrongDimension(Target target) => target.Dimension <= 2
        ? null
        : $"The construction {Name} has one or two inputs, but {target.Name} has {target.Dimension} variables; the construction paper fits.";

    // Two cells at least on the first mesh.
    private protected override InterpolationNetwork? Smallest(InterpolationClass of, PlaneDigits digits, CancellationToken cancellationToken) =>
        InterpolationSearch.Find(of.Error, digits, cancellationToken, (step, odd) =>
            Enumerable.Range(0, HierarchicalParameters.MostLevels).Select(levels => new HierarchicalParameters
            {
                Dimension = of.Dimension,
                LogNorm = of.LogNorm,
                StepFactor = step.Factor,
                LogStep = step.LogStep,
                LogBase = digits.LogBase,
                Sign = digits.Scale,
                Factors = odd,
                LogCells = levels + (odd.IsEmpty ? 1 : 0),
                Levels = levels,
                MostDepth = of.MostDepth,
            }));

    private protected override InterpolationPlan Plan(NetworkRequest request, InterpolationNetwork network, PlaneDigits digits, SobolevEstimate norm) =>
        new HierarchicalPlan(this, request, (HierarchicalNetwork)network, digits, norm);
}
