using System.Globalization;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// Theorems 3 and 4: for every 1-Lipschitz f on [0, 1], every 0 &lt; ε &lt; 1 and λ ≥ 2 there is a network over λ weight values, of a topology
/// that may depend on f, with |f* - f| ≤ ε everywhere, of depth O(λ(log log(1/ε))^{1/(λ-1)} + log(1/ε)) and
/// O(λ(log log(1/ε))^{1/(λ-1)+1} + 1/ε) weights (nonlinear quantization), or of depth O(log(1/ε)) and O(1/ε) weights (linear quantization).
/// </summary>
/// <remarks>
/// A target with a larger Lipschitz constant is scaled: f/2^s is built to within ε/2^s and the network scales it by 2^s. Where ε/2^s is 1 or more, it has
/// the parameters of 1/2.
/// </remarks>
public sealed class FunctionDependent : Construction
{
    internal FunctionDependent()
    {
    }

    /// <inheritdoc/>
    public override string Name => PaperConstructions.Name;

    /// <inheritdoc/>
    public override Structure Structure => Structure.Dependent;

    /// <inheritdoc/>
    public override string Summary =>
        "Theorems 3 and 4 of Ding, Liu, Xiong and Shi: an interpolant of the rounded target and cached functions, for one variable and n = 1.";

    /// <inheritdoc/>
    public override ImmutableArray<ConstructionParameter> Parameters { get; } =
    [
        new("T", "cells of the rounded function f~, which is exact at i/T"),
        new("m", "nodes of a cached function within its cell"),
        new("t", "values of f~ at i/T are multiples of 2^-t/T"),
        new("delta", "margin of the filter of cached functions, 1/(8m)"),
        new("shapes", "distinct cached functions, each with one network block"),
        new("scale", PaperConstructions.ScaleMeaning),
        new("lipschitz", "the greatest slope of the target over the unit interval"),
        new("lipschitzSource", "how that is known"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<int> Orders { get; } = [1];

    /// <summary>Plans the network: T, m and t. Its cells are known when it is built.</summary>
    /// <inheritdoc cref="Construction.Plan"/>
    public new FunctionDependentPlan Plan(NetworkRequest request, CancellationToken cancellationToken = default) =>
        (FunctionDependentPlan)base.Plan(request, cancellationToken);

    /// <inheritdoc/>
    protected override NetworkPlan? Find(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
    {
        misfit = null;
        if (request.Target.Dimension != 1)
        {
            misfit = new Misfit($"A function-dependent network has one input, but {request.Target.Name} has {request.Target.Dimension} variables.");
        }
        else if (!SobolevNorm.TryFind(request.Target, 1, out SobolevEstimate? norm, out NormFailure? failure))
        {
            misfit = Misfit.Of(failure);
        }
        else
        {
            int logScale = UnitBall.LogScale(norm.Peaks[1].Value);
            Rational scaled = request.Error / Dyadic.PowerOfTwo(logScale);
            int logCells = FunctionDependentParameters.LogCellsFor(scaled);
            misfit = logCells > FunctionDependentPlan.MostLogCells ? TooSteep(request, norm, logCells) : null;
            return misfit is null ? new FunctionDependentPlan(this, request, FunctionDependentParameters.Choose(scaled), norm, logScale) : null;
        }

        return null;
    }

    private static Misfit TooSteep(NetworkRequest request, SobolevEstimate norm, int logCells)
    {
        Target target = request.Target;
        DerivativePeak steepest = norm.Peaks[1];
        double slope = steepest.Value / target.Domain.RoundedWidth(0);
        string what = steepest.At.IsEmpty
            ? string.Create(CultureInfo.InvariantCulture, $"{target.Name} has the Lipschitz constant {slope:G6}")
            : string.Create(
                CultureInfo.InvariantCulture, $"{target.Name} is steepest near {PlaceText.Of(target, [.. steepest.At])}, with a slope of {slope:G6}");
        string cells = $"an error of {request.Error.ToShortString()} takes 2^{logCells} equal cells, and 2^{FunctionDependentPlan.MostLogCells} is the most";
        return new($"{what}: {cells}; a larger error takes fewer.", IsLimit: true);
    }
}
