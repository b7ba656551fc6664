using System.Collections.ObjectModel;
using System.Numerics;

namespace QuantRelu.Claims;

/// <summary>What became of a network that a planner compared.</summary>
public enum TriedOutcome
{
    /// <summary>It was chosen.</summary>
    Chosen,

    /// <summary>It is larger than the one that was chosen; it was counted, not built.</summary>
    Larger,

    /// <summary>It was built, and it is proved not to keep the error.</summary>
    Refuted,

    /// <summary>It was built, and whether it keeps the error was not decided within the work that was allowed.</summary>
    Undecided,

    /// <summary>Only a number of weights that it has at least is known: it was not built.</summary>
    NotBuilt,
}

/// <summary>A network that a planner compared.</summary>
/// <param name="Construction">The construction's name.</param>
/// <param name="Structure">Whether its topology depends on the target.</param>
/// <param name="Smoothness">n, null where it has none.</param>
/// <param name="Error">The error for which it was planned: the one asked for, or a larger one, when it is left to certification whether it keeps it.</param>
/// <param name="Weights">Its weights, or, when it is <see cref="TriedOutcome.NotBuilt"/>, a number that it has at least.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record TriedNetwork(string Construction, Structure Structure, int? Smoothness, Rational Error, BigInteger Weights, TriedOutcome Outcome)
{
    private readonly ParameterValues _parameters = new(ReadOnlyDictionary<string, string>.Empty);

    /// <summary>The parameters, by name.</summary>
    public ReadOnlyDictionary<string, string> Parameters
    {
        get => _parameters.Values;
        init => _parameters = new(value);
    }
}
