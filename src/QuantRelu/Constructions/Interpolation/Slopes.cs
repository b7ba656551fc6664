using QuantRelu.Targets;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>
/// Piecewise linear interpolation by a table of slope changes: for every M = 2^s and every f on [0, 1] with |f|, |f'|, |f''| ≤ M there is a network over
/// {-1/2, 1/2}, of a topology that depends on ε and M alone, with |network - f| ≤ M/(8N²) + δ ≤ ε and N(t + 3) + O(log²) weights,
/// t = ⌈log(M/(N²δ) + 3)⌉ or so: 3.15·√(M/ε) at best, the order of the entropy bound. <see cref="SlopesParameters"/> has the proof. Ours.
/// </summary>
public sealed class Slopes : InterpolationConstruction
{
    internal Slopes()
    {
    }

    /// <inheritdoc/>
    public override string Name => "slopes";

    /// <inheritdoc/>
    public override string Summary =>
        "Linear interpolation at equal nodes in one variable, each change of slope a few one-weight digits; one topology for all targets with two derivatives.";

    /// <inheritdoc/>
    public override string CountLaw => "N(t + 3) + O(log²(1/ε))";

    /// <inheritdoc/>
    public override ImmutableArray<ConstructionParameter> Parameters { get; } =
    [
        new("N", "equal cells between which the slope changes"),
        new("delta", "nodal values are whole multiples of it"),
        new("t", "digits of a change of slope"),
        new("slopeDigits", "digits of the slope of the first cell"),
        new("valueDigits", "digits of the value at the left end"),
        new("scale", "the power of two that bounds the target and its two derivatives, on which the topology depends"),
        new("norm", "the greatest derivative of order at most 2 over the unit interval"),
        new("normSource", "how that is known"),
    ];

    /// <summary>Plans the network: everything but the target's digits.</summary>
    /// <inheritdoc cref="Construction.Plan"/>
    public new SlopesPlan Plan(NetworkRequest request, CancellationToken cancellationToken = default) => (SlopesPlan)base.Plan(request, cancellationToken);

    private protected override string Limit => $"2^{SlopesParameters.LogMostCells} cells";

    private protected override string? WrongDimension(Target target)
    {
        string fitting = target.Dimension == 2 ? InterpolationConstructions.Hierarchical.Name : "paper";
        return target.Dimension == 1
            ? null
            : $"The construction {Name} has one input, but {target.Name} has {target.Dimension} variables; the construction {fitting} fits.";
    }

    private protected override InterpolationNetwork? Smallest(InterpolationClass of, PlaneDigits digits, CancellationToken cancellationToken) =>
        InterpolationSearch.Find(of.Error, digits, cancellationToken, (step, odd) =>
        [
            new SlopesParameters
            {
                LogNorm = of.LogNorm,
                StepFactor = step.Factor,
                LogStep = step.LogStep,
                LogBase = digits.LogBase,
                Sign = digits.Scale,
                Factors = odd,
                LogCells = odd.IsEmpty ? 1 : 0,
                MostDepth = of.MostDepth,
            },
        ]);

    private protected override InterpolationPlan Plan(NetworkRequest request, InterpolationNetwork network, PlaneDigits digits, SobolevEstimate norm) =>
        new SlopesPlan(this, request, (SlopesNetwork)network, digits, norm);
}
