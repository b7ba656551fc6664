using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>
/// The crossbar (our own): for every 0 &lt; ε &lt; 1 one topology over {-1/2, 1/2} for all f on [0, 1] with |f| ≤ 1 and Lipschitz constant 1, with
/// 1/ε + O(√(log(1/ε)/ε)) weights of one bit. No set of networks with fewer than ⌈1/ε⌉ - 1 bits can do that: the weights meet the entropy bound with
/// its constant.
/// </summary>
/// <remarks>
/// <para>
/// A path f~ goes up or down by s on pieces of the length ℓ with s ≥ ℓ, always towards f, so that |f~ - f| ≤ s at one knot implies it at the next, as f
/// moves by at most s, and between knots f~ - f is monotone. One sign for each piece is one connection ±1/2 from the indicator of a cell of m pieces to a
/// column that all cells share. In the margins, 2^-a of a piece around the borders of cells, the network passes linearly from one cell's path to the next
/// one's; both are within s of f at the border, and neither the network nor f moves by more than 2^-a·s/2 from there: |network - f| ≤ s(1 + 2^-a) ≤ ε.
/// </para>
/// <para>
/// Over four values a weight stores a digit for two pieces: (1+κ)/(2ε) + O(√(log(1/ε)/ε)) weights of two bits with a small κ, so fewer weights and more bits.
/// They are taken where they are less of what shall be little; see <see cref="DigitColumns"/> for the words, the proof and the weight values. Over 2^r values,
/// r ≥ 3, a weight stores r signs: (1/r)/ε + O(√(log(1/ε)/ε)) weights of r bits, the entropy bound with its constant again; see
/// <see cref="SignWordColumns"/>.
/// </para>
/// <para>
/// A target of a larger norm is one of a class of its own: |f| ≤ M and Lipschitz constant M, for M of five binary digits. From ε = M/8 on its networks are
/// no smaller, and those of M/8 are taken.
/// </para>
/// </remarks>
public sealed class CrossbarConstruction : Construction
{
    private CrossbarConstruction()
    {
    }

    /// <summary>The construction.</summary>
    public static CrossbarConstruction Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "crossbar";

    /// <inheritdoc/>
    public override Structure Structure => Structure.Independent;

    /// <inheritdoc/>
    public override string Summary =>
        "Our own: one topology for all Lipschitz functions of one variable, with one weight for each bit that they need and few others.";

    /// <inheritdoc/>
    public override string CountLaw => "1/ε + O(√(log(1/ε)/ε)); over λ = 4, 8, 16 values a half, a third, a quarter";

    /// <inheritdoc/>
    public override ImmutableArray<ConstructionParameter> Parameters { get; } =
    [
        new("s", "the path goes up or down by s on every piece, and errs by at most s, or (1+kappa)s"),
        new("kappa", "digits of four values: where their words turn within pieces"),
        new("r", "words of signs: for how many pieces a weight is"),
        new("pieces", "pieces of the path"),
        new("cells", "cells, each with a path of its own"),
        new("m", "pieces of a cell"),
        new("a", "a margin between cells is 2^-a of a piece"),
        new("scale", "the class is that of functions of at most this norm"),
        new("norm", "the greatest of |f| and |f'| over the unit interval"),
        new("normSource", "how that is known"),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<int> Orders { get; } = [1];

    /// <summary>Plans the network: everything but the target's codes.</summary>
    /// <inheritdoc cref="Construction.Plan"/>
    public new CrossbarPlan Plan(NetworkRequest request, CancellationToken cancellationToken = default) => (CrossbarPlan)base.Plan(request, cancellationToken);

    /// <inheritdoc/>
    protected override NetworkPlan? Find(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
    {
        Target target = request.Target;
        misfit = target.Dimension != 1
            ? new Misfit($"The construction crossbar is for one variable, but {target.Name} has {target.Dimension}; the construction paper takes any number.")
            : CrossbarWeights.Obstacle(request.Family);
        if (misfit is not null)
        {
            return null;
        }

        if (!SobolevNorm.TryFind(target, 1, out SobolevEstimate? norm, out NormFailure? failure))
        {
            misfit = Misfit.Of(failure);
            return null;
        }

        Dyadic scale = CrossbarClass.Scale(norm.Norm(1));
        if (request.Error < scale * Dyadic.PowerOfTwo(-CrossbarClass.MostLogPieces))
        {
            string error = request.Error.ToShortString(), most = $"2^{CrossbarClass.MostLogPieces}";
            misfit = new Misfit(
                $"The construction crossbar has at most {most} pieces, and {error} takes more for {target.Name}; a larger error takes fewer.",
                IsLimit: true);
            return null;
        }

        CrossbarParameters? parameters = CrossbarClass.Choose(scale, request, cancellationToken);
        misfit = parameters is null
            ? new Misfit($"The construction crossbar has no network of depth {request.MostDepth} for {target.Name}; a greater depth or a larger error has one.")
            : null;
        return parameters is null ? null : new CrossbarPlan(this, request, parameters, norm);
    }
}
