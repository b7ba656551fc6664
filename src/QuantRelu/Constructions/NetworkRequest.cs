using QuantRelu.Constructions;

namespace QuantRelu;

/// <summary>
/// The network that is wanted, whatever constructs it: one for f on its domain with |network - f| ≤ ε everywhere, over at most λ weight
/// values. What a construction cannot do with it is its <see cref="Misfit"/>.
/// </summary>
public sealed record NetworkRequest
{
    /// <summary>The largest n.</summary>
    public const int MostSmooth = 8;

    /// <summary>The greatest effort.</summary>
    public const int MostEffort = 3;

    /// <summary>A network for a target over {-1/2, 1/2}; other wishes are set with <c>with</c> or an initializer.</summary>
    /// <param name="target">f on its domain.</param>
    /// <param name="error">ε, above 0 and at most <see cref="AskedError.Greatest"/>, in the target's own unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">ε is outside its range.</exception>
    public NetworkRequest(Target target, Rational error)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
        Error = error;
    }

    /// <summary>
    /// The same for an error that may be a percentage of the target's range, or relative: <see cref="Error"/> is the absolute one that it becomes.
    /// </summary>
    /// <param name="target">f on its domain.</param>
    /// <param name="error">The error.</param>
    /// <exception cref="TargetException">
    /// The target is constant, so that its range has no parts; or it is not known to keep away from 0, so that it has no relative error; the message says
    /// where.
    /// </exception>
    public NetworkRequest(Target target, AskedError error)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(error);
        ErrorScale = ErrorScale.Of(error, target);
        (Target, Error) = (target, ErrorScale?.Error ?? error.Value);
    }

    /// <summary>f on its domain.</summary>
    public Target Target { get; }

    /// <summary>What ε was asked for as a part of, the target's range or the least |f|; null where it was asked for itself.</summary>
    public ErrorScale? ErrorScale { get; }

    /// <summary>ε, above 0 and at most <see cref="AskedError.Greatest"/>, in the target's own unit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public Rational Error
    {
        get;
        init => field = value.Sign > 0 && value <= AskedError.Greatest
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), (double)value, "The error must be above 0, and at most 1e300.");
    }

    /// <summary>The weight values; {-1/2, 1/2} unless told otherwise.</summary>
    public CodebookFamily Family
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = CodebookFamily.Halves;

    /// <summary>n, how many derivatives may be used, 1 to 8; null for the n with the fewest weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int? Smoothness
    {
        get;
        init => field = value is null or (>= 1 and <= MostSmooth)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"The smoothness is {value}; it must be from 1 to {MostSmooth}.");
    }

    /// <summary>How the parameters are chosen, where a construction leaves a choice; as the theorem does unless told otherwise.</summary>
    public ParameterChoice Parameters { get; init; }

    /// <summary>What the smallest network has the least of, where one is to be found.</summary>
    public Objective Objective { get; init; }

    /// <summary>The most layers of weights, at least 1; null for any number. A construction that only has deeper networks does not fit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public int? MostDepth
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"The greatest depth is {value}; it must be at least 1.");
    }

    /// <summary>
    /// How much a construction searches that searches, 0 to 3: none, little, ten and a hundred times as much, or so. It is counted in steps and drawn
    /// from fixed seeds, so that one effort always gives the same network; a construction whose network its formulas tell takes no notice.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Effort
    {
        get;
        init => field = value is >= 0 and <= MostEffort
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"The effort is {value}; it must be from 0 to {MostEffort}.");
    } = 1;
}
