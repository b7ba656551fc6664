using System.Collections.Concurrent;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>Piecewise linear interpolation by stored digits: what its constructions share.</summary>
public abstract class InterpolationConstruction : Construction
{
    // What was found before for a class, an error and weight values: it depends on nothing else.
    private readonly ConcurrentDictionary<InterpolationClass, InterpolationNetwork?> _known = new();

    private protected InterpolationConstruction()
    {
    }

    /// <inheritdoc/>
    public override Structure Structure => Structure.Independent;

    /// <inheritdoc/>
    public override ImmutableArray<int> Orders { get; } = [2];

    /// <inheritdoc/>
    protected override NetworkPlan? Find(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
    {
        if (WrongDimension(request.Target) is { } reason)
        {
            misfit = new Misfit(reason);
            return null;
        }

        if (Norm(request.Target, out misfit) is not { } norm)
        {
            return null;
        }

        try
        {
            var digits = PlaneDigits.Over(request.Family);
            int logNorm = UnitBall.LogScale(norm.Norm(2));
            Rational error = UnitBall.Needed(request.Error, logNorm);
            var of = new InterpolationClass(request.Target.Dimension, error, logNorm, digits.Codebook, request.MostDepth);
            InterpolationNetwork? network = _known.GetOrAdd(of, key => Smallest(key, digits, cancellationToken));
            misfit = network is null ? NoneFound(request) : null;
            return network is null ? null : Plan(request, network, digits, norm);
        }
        catch (InvalidOperationException e) when (e is RealizationException or SwitchException)
        {
            misfit = new Misfit($"The construction {Name} stores digits as single weights. {e.Message} The construction paper may fit.");
            return null;
        }
    }

    /// <summary>What there is no more of.</summary>
    private protected abstract string Limit { get; }

    /// <summary>Why it is not for the variables of a target; null when it is.</summary>
    private protected abstract string? WrongDimension(Target target);

    /// <summary>The network with the fewest weights, or null when there is none within the limits.</summary>
    private protected abstract InterpolationNetwork? Smallest(InterpolationClass of, PlaneDigits digits, CancellationToken cancellationToken);

    /// <summary>The plan of a network.</summary>
    private protected abstract InterpolationPlan Plan(NetworkRequest request, InterpolationNetwork network, PlaneDigits digits, SobolevEstimate norm);

    // The norms of orders 0, 1 and 2.
    private SobolevEstimate? Norm(Target target, out Misfit? misfit)
    {
        bool known = SobolevNorm.TryFind(target, 2, out SobolevEstimate? norm, out NormFailure? failure);
        string fitting = target.Dimension == 1 ? "crossbar" : "paper";
        misfit = known ? null : new Misfit(
            $"The construction {Name} uses two bounded derivatives. {failure!.Message} With one bounded derivative the construction {fitting} fits.",
            failure.IsOverflow);
        return norm;
    }

    private Misfit NoneFound(NetworkRequest request) => request.MostDepth is { } depth
        ? new Misfit($"The construction {Name} takes more than {depth} layers or {Limit} for {request.Target.Name} "
            + $"within {request.Error.ToShortString()}; a larger error takes fewer.")
        : new Misfit($"The construction {Name} takes more than {Limit} for {request.Target.Name} within {request.Error.ToShortString()}; "
            + "a larger error takes fewer.", IsLimit: true);
}

/// <summary>What the smallest network depends on.</summary>
/// <param name="Dimension">d.</param>
/// <param name="Error">ε.</param>
/// <param name="LogNorm">s: M = 2^s.</param>
/// <param name="Codebook">The weight values.</param>
/// <param name="MostDepth">The most layers; null for any number.</param>
internal sealed record InterpolationClass(int Dimension, Rational Error, int LogNorm, Codebook Codebook, int? MostDepth);
