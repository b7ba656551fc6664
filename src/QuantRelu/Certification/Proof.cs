namespace QuantRelu.Certification;

/// <summary>How a way of certification ended; what it proved of the error stands in its <see cref="Bracket"/>.</summary>
/// <param name="Outcome">Why it ended; null when it was told to stop.</param>
/// <param name="Pieces">The linear pieces, or boxes.</param>
/// <param name="UnboundedAt">u next to which the target is not bounded; otherwise empty.</param>
/// <param name="Verdict">Whether the claim holds, when there is one.</param>
/// <param name="Counterexample">u, exactly, of a difference above the claim; empty unless it is refuted.</param>
internal sealed record Proof(CertificationOutcome? Outcome, long Pieces, double[] UnboundedAt, Verdict Verdict, Rational[] Counterexample)
{
    /// <summary>Ended without a verdict.</summary>
    public Proof(CertificationOutcome? outcome, long pieces = 0, params double[] unboundedAt)
        : this(outcome, pieces, unboundedAt, Verdict.Undecided, [])
    {
    }

    /// <summary>The claim holds.</summary>
    public static Proof Holds(long pieces) => new(CertificationOutcome.Reached, pieces, [], Verdict.Proved, []);

    /// <summary>The claim fails at a point.</summary>
    public static Proof Fails(long pieces, params Rational[] u) => new(CertificationOutcome.Reached, pieces, [], Verdict.Refuted, u);
}
