namespace QuantRelu.Constructions.Hinges;

/// <summary>An integer network that may be within ε, and how it came about.</summary>
/// <param name="Network">The network.</param>
/// <param name="Sources">What it was written from, or what the network was that the search began with.</param>
/// <param name="IsSearched">True when the search found it.</param>
internal sealed record HingeDraft(IntegerNetwork Network, ImmutableArray<HingeSource> Sources, bool IsSearched = false);

/// <summary>A target and an error, of one variable or of two.</summary>
internal interface IHingeProblem
{
    /// <summary>The greatest |f| at the places that are read.</summary>
    double Greatest { get; }

    /// <summary>Whether no constant is within ε: two values differ by more than 2ε.</summary>
    bool Varies { get; }

    /// <summary>One more place at which drafts must be within ε: one at which a network was seen to be not.</summary>
    void Add(params ReadOnlySpan<double> u);

    /// <summary>False when a network is seen not to be within ε, at a place that is added; nothing is proved where it is true.</summary>
    bool MayHold(IntegerNetwork network);

    /// <summary>Networks from dynamic programming, the lightest first.</summary>
    ImmutableArray<HingeDraft> Drafts(HingeLimits limits, IProgress<double>? progress, CancellationToken cancellationToken);

    /// <summary>The places and bounds of the search.</summary>
    SearchPoints Points();
}
