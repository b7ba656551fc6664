using System.Diagnostics.CodeAnalysis;
using QuantRelu.Constructions;

namespace QuantRelu;

/// <summary>
/// A way to write down networks, as a value: it knows what it is called, whether its topology depends on the target, which requests it
/// fits, what a network will cost before anything is built, and how to build it. Commands, studies, reports and figures know constructions
/// by this class alone; a <see cref="ConstructionRegistry"/> lists them.
/// </summary>
public abstract class Construction
{
    /// <summary>The name of <c>--construction</c>; two constructions of one name differ in their structure.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the topology depends on the target.</summary>
    public abstract Structure Structure { get; }

    /// <summary>What it is, in one sentence with its source.</summary>
    public abstract string Summary { get; }

    /// <summary>The parameters that its networks report, with their meanings.</summary>
    public abstract ImmutableArray<ConstructionParameter> Parameters { get; }

    /// <summary>
    /// Whether its networks are made for the one target and proved for it, so that they use up the error: one planned for a larger error then never keeps the
    /// error asked for, but by chance.
    /// </summary>
    public virtual bool FollowsTarget => false;

    /// <summary>
    /// How many weights it takes over {-1/2, 1/2}, by a formula: leading terms with their constants, then the order of the rest. Null where there is no such
    /// formula before a network is built.
    /// </summary>
    public virtual string? CountLaw => null;

    /// <summary>The orders n that it can be asked for; a request for any n is for the one of these with the fewest weights.</summary>
    public abstract ImmutableArray<int> Orders { get; }

    /// <summary>Plans a network: its parameters, counts and proved bound, as far as they are known without building it.</summary>
    /// <param name="request">The network.</param>
    /// <param name="plan">The plan, when the construction fits.</param>
    /// <param name="misfit">Why there is none, when it does not.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>True when the construction fits the request.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public bool TryPlan(
        NetworkRequest request, [NotNullWhen(true)] out NetworkPlan? plan, [NotNullWhen(false)] out Misfit? misfit,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        misfit = Obstacle(request);
        plan = misfit is null ? Find(request, out misfit, cancellationToken) : null;
        if (plan?.Depth > request.MostDepth)
        {
            misfit = TooDeep(plan.Depth.Value, request);
            plan = null;
        }

        return plan is not null;
    }

    /// <summary>Plans a network.</summary>
    /// <param name="request">The network.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TargetException">The construction does not fit the request; the message says why.</exception>
    /// <exception cref="LimitException">The network is beyond what can be counted or computed.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public NetworkPlan Plan(NetworkRequest request, CancellationToken cancellationToken = default) =>
        TryPlan(request, out NetworkPlan? plan, out Misfit? misfit, cancellationToken) ? plan : throw misfit.ToException();

    /// <summary>Plans and builds a network.</summary>
    /// <param name="request">The network.</param>
    /// <param name="progress">Is told the part that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TargetException">The construction does not fit the request; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public ConstructedNetwork Build(NetworkRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Plan(request, cancellationToken).Build(progress, cancellationToken);

    /// <summary>The name, and the structure.</summary>
    public override string ToString() => $"{Name}, {Structure.Phrase()}";

    /// <summary>Why a network of some depth is not what a request asks for.</summary>
    internal Misfit TooDeep(int depth, NetworkRequest request) =>
        new($"The construction {this} takes {depth} layers, more than {request.MostDepth}; the construction crossbar has depths to choose from.");

    /// <summary>Whether a class is planned without much ado: what is compared without being asked for is.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="smoothness">n.</param>
    internal virtual bool IsPlannedUnasked(int dimension, int smoothness) => true;

    /// <summary>The plan, or null with the reason.</summary>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    protected abstract NetworkPlan? Find(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken);

    // What is known without a look at the target.
    private Misfit? Obstacle(NetworkRequest request) =>
        request.Smoothness is { } n && !Orders.Contains(n)
            ? new Misfit($"The construction {this} is built with n = {string.Join(", ", Orders)}, not {n}.")
            : request.Family.Obstacle is { } reason ? new Misfit(reason) : null;
}
