namespace QuantRelu.Constructions.Planning;

/// <summary>
/// The smallest network among those of other constructions: each of them is planned and counted with the n that suits it best, and the first in
/// order of size that is known to keep the error is built.
/// </summary>
/// <remarks>
/// Where the topology may depend on the target, each construction is also planned for larger errors than the one asked for, since a bound for a whole
/// class is seldom reached by one of its members: such a network is taken only when <see cref="ErrorCertification.Decide"/> proves that it keeps the
/// error asked for. Where the topology shall be fixed for a class, only what the theorems say counts, so that every target of the class gets the same
/// network but for its codes. It is the smallest of the networks that were compared, and no more is claimed.
/// </remarks>
public sealed class SmallestNetwork : Construction
{
    /// <summary>What it is called.</summary>
    public const string StandardName = "smallest";

    private readonly ImmutableArray<Construction> _among;

    /// <summary>The planner.</summary>
    /// <param name="among">The constructions to choose from.</param>
    /// <param name="structure">Independent for a topology that is fixed for a class; dependent where any will do.</param>
    /// <exception cref="ArgumentException">None of them has that structure.</exception>
    internal SmallestNetwork(IEnumerable<Construction> among, Structure structure)
    {
        Structure = structure;
        _among = [.. among.Where(c => structure == Structure.Dependent || c.Structure == structure)];
        if (_among.IsEmpty)
        {
            throw new ArgumentException("There is nothing to choose from.", nameof(among));
        }
    }

    /// <inheritdoc/>
    public override string Name => StandardName;

    /// <inheritdoc/>
    public override Structure Structure { get; }

    /// <inheritdoc/>
    public override string Summary => "The smallest network of all constructions, by exact counts; every one that no theorem vouches for is certified.";

    /// <inheritdoc/>
    public override ImmutableArray<ConstructionParameter> Parameters => [];

    /// <inheritdoc/>
    public override ImmutableArray<int> Orders => [.. _among.SelectMany(c => c.Orders).Distinct().Order()];

    /// <inheritdoc/>
    protected override NetworkPlan? Find(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
    {
        var field = new CandidateField(_among, request, coarser: Structure == Structure.Dependent, cancellationToken);
        misfit = field.Candidates.IsEmpty ? field.Misfit : null;
        return misfit is null ? new SmallestPlan(this, request, field.Candidates) : null;
    }
}
