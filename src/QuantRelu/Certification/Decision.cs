using QuantRelu.Numerics;

namespace QuantRelu;

/// <summary>Whether sup |network - target| ≤ ε on the whole domain.</summary>
public enum Verdict
{
    /// <summary>It is not known: the work ended before, or the target is undefined or not bounded somewhere, or given by code.</summary>
    Undecided,

    /// <summary>It is: proved for every point. An error of exactly ε is at most ε.</summary>
    Proved,

    /// <summary>It is not: there is a point at which |network - target| > ε, and it is told.</summary>
    Refuted,
}

/// <summary>The answer of <see cref="ErrorCertification.Decide"/>.</summary>
/// <param name="Verdict">Whether the claim holds.</param>
/// <param name="Claim">ε.</param>
/// <param name="Error">
/// What is proved of sup |network - target| on the way, which ends as soon as the answer is known: 53 binary digits, rounded outward, so that an
/// error of exactly ε may be followed by an upper end slightly above ε. Null without an upper bound.
/// </param>
/// <param name="Counterexample">
/// When refuted, an x of the domain, exactly, with |network - target| > ε, in the coordinates of the domain; otherwise empty.
/// </param>
/// <param name="Outcome">Why the work ended; <see cref="CertificationOutcome.Reached"/> when it is decided.</param>
/// <param name="Pieces">How many linear pieces of the network, or boxes, were looked at; 0 when it was known before.</param>
/// <param name="Message">One sentence that says what was proved or why not.</param>
public sealed record Decision(
    Verdict Verdict, Rational Claim, CertifiedError? Error, ImmutableArray<Rational> Counterexample, CertificationOutcome Outcome, long Pieces, string Message)
{
    private readonly Sequence<Rational> _counterexample = Counterexample;

    /// <summary>When refuted, an x of the domain, exactly, with |network - target| > ε, in the coordinates of the domain; otherwise empty.</summary>
    public ImmutableArray<Rational> Counterexample
    {
        get => _counterexample.Items;
        init => _counterexample = value;
    }

    /// <summary>The verdict and the message.</summary>
    public override string ToString() => $"{Verdict}: {Message}";
}
