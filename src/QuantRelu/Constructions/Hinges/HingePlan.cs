using System.Globalization;
using System.Numerics;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Hinges;

/// <summary>A network of hinges before it is built: what it will cost is known when it is.</summary>
public sealed class HingePlan : NetworkPlan
{
    private const int BytesPerState = 4;
    private readonly IHingeProblem _problem;
    private readonly HingeLimits _limits;

    internal HingePlan(HingeConstruction construction, NetworkRequest request, IHingeProblem problem)
        : base(construction, request)
    {
        _problem = problem;
        _limits = HingeLimits.Of(request.Effort) with { MostLayers = Math.Min(HingeLimits.StandardLayers, request.MostDepth ?? int.MaxValue) };
        Provenance = Describe([new("effort", $"{request.Effort}")]);
    }

    /// <inheritdoc/>
    public override Provenance Provenance { get; }

    /// <summary>A number of weights that the network has at least: one where no constant is within ε.</summary>
    public override BigInteger LeastWeights => _problem.Varies ? BigInteger.One : BigInteger.Zero;

    /// <inheritdoc/>
    public override BigInteger Memory => (BigInteger)_limits.MostWork / BytesPerState;

    /// <summary>Builds the network: dynamic programming, search and proof.</summary>
    /// <inheritdoc/>
    /// <exception cref="LimitException">Nothing was found and proved within the limits of the work.</exception>
    public override ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var search = new HingeSearch(Request, _problem, _limits);
        return search.Run(progress, cancellationToken) is not { } found ? throw Failure(search.Undecided)
            : new ConstructedNetwork(found.Network, Describe(Reported(found.Draft)));
    }

    private LimitException Failure(string? undecided) => new(
        $"The construction hinges found no network for {Request.Target.Name} that is proved to be within {Request.Error.ToShortString()} "
            + (undecided is not null ? $"with the work that is allowed. {undecided}"
                : Request.MostDepth is { } depth ? $"in {depth} layers and with the work that is allowed; more layers or a larger error may do."
                : "with the work that is allowed; a larger error takes less."));

    private IEnumerable<KeyValuePair<string, string>> Reported(HingeDraft draft)
    {
        yield return new("effort", $"{Request.Effort}");
        IGrouping<string, HingeSource>[] directions = [.. draft.Sources.GroupBy(s => s.Direction.Name)];
        yield return new("hinges", string.Join(" + ", directions.Select(d => $"{d.Sum(s => s.Function.Hinges.Length)}")));
        yield return new("directions", string.Join("; ", directions.Select(d => d.Key)));
        FoldStage[] odd = [.. draft.Sources.Select(s => s.Odd?.Fold).OfType<FoldStage>()];
        FoldStage[] folds = [.. draft.Sources.SelectMany(s => s.Folds).Except(odd)];
        if (folds.Length > 0)
        {
            yield return new("folds", string.Join("; ", folds.Select(Knots)));
        }

        if (odd.Length > 0)
        {
            yield return new("odd", string.Join("; ", odd.Select(Knots)));
        }

        yield return new("method", draft.IsSearched ? "search" : "programme");
    }

    private static string Knots(FoldStage fold) =>
        string.Join(", ", fold.Knots.Order().Select(k => Rational.Create(k, 1 << fold.LogSteps).ToString()));

    private Provenance Describe(IEnumerable<KeyValuePair<string, string>> parameters) => Claims(
        smoothness: null, parameters, DirectedRounding.Up(Request.Error), paperBound: null);
}
