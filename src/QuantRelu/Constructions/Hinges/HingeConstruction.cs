using System.Globalization;
using QuantRelu.Circuits;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// One network for one target of one or two variables, with as few weights as are found: a sum of hinges of folded coordinates, whose knots and slopes
/// dynamic programming in the corridor f ± ε chooses by their cost in weights, and which a seeded search makes lighter.
/// </summary>
/// <remarks>
/// <para>For every target of which bounds can be proved, on any domain and of any range, and every ε for which the corridor has a function within the limits:
/// the network's error is at most ε, proved by <see cref="ErrorCertification.Decide"/> before it is offered. Its weights are
/// Σ copies·(‖row‖₁ + |b|) over {-1/2, 1/2}. Ours.</para>
/// <para>That it is the smallest is not proved.</para>
/// </remarks>
public sealed class HingeConstruction : Construction
{
    /// <summary>What it is called.</summary>
    public const string StandardName = "hinges";
    private const int MostVariables = 2;
    private const int LogMostErrors = 24;

    private HingeConstruction()
    {
    }

    /// <summary>The construction.</summary>
    public static HingeConstruction Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => StandardName;

    /// <inheritdoc/>
    public override Structure Structure => Structure.Dependent;

    /// <inheritdoc/>
    public override bool FollowsTarget => true;

    /// <inheritdoc/>
    public override string Summary =>
        "One function of one or two variables with few weights, ours: hinges chosen by dynamic programming in the corridor f ± ε, folds, and a seeded search.";

    /// <inheritdoc/>
    public override ImmutableArray<ConstructionParameter> Parameters { get; } =
    [
        new("effort", "how much is searched, 0 to 3, counted in steps"),
        new("hinges", "knots of the piecewise linear functions that the network was made from"),
        new("directions", "the coordinates of which they are functions"),
        new("folds", "knots of the waves that fold those coordinates beforehand, each where the target is nearly symmetric"),
        new("odd", "the centre about which the target is nearly odd, so that hinges of one side do for both"),
        new("method", "programme: as dynamic programming found it; search: made lighter afterwards"),
    ];

    /// <summary>It uses no derivatives and takes any n.</summary>
    public override ImmutableArray<int> Orders { get; } = [.. Enumerable.Range(1, NetworkRequest.MostSmooth)];

    /// <inheritdoc/>
    protected override NetworkPlan? Find(NetworkRequest request, out Misfit? misfit, CancellationToken cancellationToken)
    {
        misfit = Obstacle(request);
        if (misfit is not null)
        {
            return null;
        }

        try
        {
            IHingeProblem problem = ProblemOf(request, out misfit);
            misfit = TooLarge(request, problem) ?? misfit;
            return misfit is null ? new HingePlan(this, request, problem) : null;
        }
        catch (TargetException e)
        {
            misfit = new Misfit(e.Message);
            return null;
        }
    }

    private static Misfit? Obstacle(NetworkRequest request)
    {
        Target target = request.Target;
        return target.Dimension > MostVariables
            ? new Misfit($"The construction hinges has one or two variables, but {target.Name} has {target.Dimension}; "
                + "the construction paper has any number.")
            : !target.CanBeEnclosed
            ? new Misfit($"The construction hinges offers what is proved, and nothing can be proved of {target.Name}, given by code without bounds; "
                + "the construction paper takes a declared norm at its word.")
            : Unreachable(request.Family) is { } reason
            ? new Misfit($"The construction hinges has rows of whole numbers of halves. {reason}")
            : null;
    }

    // Values are whole numbers of parts of the error, and sums of them must fit into 64 bits with room to spare.
    private static Misfit? TooLarge(NetworkRequest request, IHingeProblem problem) =>
        problem.Greatest <= Math.ScaleB((double)request.Error, LogMostErrors) ? null : new Misfit(
            string.Create(CultureInfo.InvariantCulture, $"The construction hinges takes values of at most 2^{LogMostErrors} times the error, and ")
                + string.Create(CultureInfo.InvariantCulture, $"{request.Target.Name} has {problem.Greatest:G4} within {request.Error.ToShortString()}."),
            IsLimit: true);

    private static IHingeProblem ProblemOf(NetworkRequest request, out Misfit? misfit)
    {
        if (request.Target.Dimension > 1)
        {
            var plane = new TwoVariables(request.Target, request.Error);
            misfit = plane.Jump() is { } jump ? Jump(request, jump)
                : plane.Nearest < (double)request.Error ? null
                : new Misfit(string.Create(CultureInfo.InvariantCulture,
                $"The construction hinges makes sums of functions of x, y, x + y and x - y, and {request.Target.Name} is none within "
                + $"{request.Error.ToShortString()}: the nearest that was found is off by {plane.Nearest:G3}; the construction paper takes any target."));
            return plane;
        }

        var line = new OneVariable(request.Target, request.Error);
        misfit = line.Steepest() is { } steep && !line.FollowsSamples ? steep.IsJump ? Jump(request, steep) : TooSteep(request, steep) : null;
        return line;
    }

    private static Misfit Jump(NetworkRequest request, SteepPlace steep)
    {
        string where = PlaceText.Of(request.Target, [.. steep.To]), error = request.Error.ToShortString();
        return new(string.Create(CultureInfo.InvariantCulture, $"{request.Target.Name} jumps by {steep.Change:G4} at {where}, and networks are continuous: ")
            + string.Create(CultureInfo.InvariantCulture, $"none is within {error} of it, and at best within {steep.Change / 2:G4}; ")
            + "put a steep slope in place of the jump.");
    }

    private static Misfit TooSteep(NetworkRequest request, SteepPlace steep) => new(
        string.Create(CultureInfo.InvariantCulture,
            $"The construction hinges cannot follow {request.Target.Name}, which changes by {steep.Change:G4} between "
                + $"{PlaceText.Of(request.Target, [.. steep.From])} and {PlaceText.Of(request.Target, [.. steep.To])}, "
                + $"to within {request.Error.ToShortString()}: a finer grid than there is."),
        IsLimit: true);

    // What a codebook cannot make of ±1/2, ±1 and biases of ±1/2; null when it can.
    private static string? Unreachable(CodebookFamily family)
    {
        try
        {
            var rows = new IntegerRow[] { new([1], 1), new([-1], -1) };
            _ = new IntegerNetwork(1, [rows, [new IntegerRow([2, -2], 0)]]).Realize(family);
            return null;
        }
        catch (RealizationException e)
        {
            return e.Message;
        }
    }
}
