using QuantRelu.Numerics;

namespace QuantRelu;

/// <summary>Why a certification ended.</summary>
public enum CertificationOutcome
{
    /// <summary>What was asked for is known: the interval is as narrow, or the claim is decided.</summary>
    Reached,

    /// <summary>The time was over.</summary>
    TimeLimit,

    /// <summary>The most work that was allowed is done, or the numbers have the most digits.</summary>
    WorkLimit,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The target is undefined or unbounded somewhere, or cannot be told from such a function.</summary>
    TargetUnbounded,

    /// <summary>The target is given by code of which nothing is stated from which a bound could be proved; see <see cref="DelegateFunction"/>.</summary>
    NoFormula,
}

/// <summary>What a certification proved.</summary>
/// <param name="Outcome">Why it ended.</param>
/// <param name="Error">The proved interval around sup |network - target|; null when no upper bound is proved.</param>
/// <param name="At">Where the lower bound is attained, as a double next to it, in the coordinates of the domain; empty when no point was compared.</param>
/// <param name="Pieces">How many linear pieces of the network were looked at; 0 when it was not done by pieces.</param>
/// <param name="Message">One sentence that says what was proved or why not.</param>
public sealed record CertificationResult(CertificationOutcome Outcome, CertifiedError? Error, ImmutableArray<double> At, long Pieces, string Message)
{
    private readonly Sequence<double> _at = At;

    /// <summary>Where the lower bound is attained, as a double next to it, in the coordinates of the domain; empty when no point was compared.</summary>
    public ImmutableArray<double> At
    {
        get => _at.Items;
        init => _at = value;
    }

    /// <summary>The outcome and the message.</summary>
    public override string ToString() => $"{Outcome}: {Message}";
}
