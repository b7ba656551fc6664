namespace QuantRelu.Cli.Options;

/// <summary>What a certification says of a claim, and what the construction's theorem says of it.</summary>
/// <param name="Claim">ε; null for none.</param>
/// <param name="Verdict">Whether it is proved here.</param>
/// <param name="Error">The proved interval.</param>
/// <param name="At">Where its lower bound is attained, or the claim is exceeded.</param>
/// <param name="Counterexample">That place, exactly, where it is known.</param>
/// <param name="Outcome">Why the work ended.</param>
/// <param name="Pieces">The pieces or boxes that were looked at.</param>
/// <param name="Message">What was proved, in one sentence.</param>
/// <param name="TheoremBound">The bound of the construction's theorem, without an assumption.</param>
internal sealed record ClaimAnswer(
    Rational? Claim, Verdict Verdict, CertifiedError? Error, IReadOnlyList<double> At, IReadOnlyList<Rational> Counterexample,
    CertificationOutcome Outcome, long Pieces, string Message, double? TheoremBound)
{
    /// <summary>True when nothing was decided here, and the theorem of the construction is the one that says that the claim holds.</summary>
    public bool IsClaimedByConstruction => Verdict == Verdict.Undecided && Claim is { } most && TheoremBound is { } bound
        && double.IsFinite(bound) && Dyadic.FromDouble(bound) <= most && !(Error?.Lower > Dyadic.FromDouble(bound));

    /// <summary>True or false where the claim is decided, null where it is not, or there is none.</summary>
    public bool? Holds => Verdict switch
    {
        Verdict.Proved => true,
        Verdict.Refuted => false,
        _ => null,
    };

    /// <summary>The exit code: of a claim that is neither proved nor refuted, whether it was a limit that ended the work.</summary>
    public int ExitCode => Outcome == CertificationOutcome.Cancelled ? Cli.ExitCode.Cancelled
        : Verdict == Verdict.Refuted || Error is null ? Cli.ExitCode.ClaimFails
        : Claim is not null && Verdict == Verdict.Undecided ? Cli.ExitCode.OverLimit
        : Cli.ExitCode.Done;

    /// <summary>What an interval says of a claim.</summary>
    public static ClaimAnswer Of(Rational? claim, CertificationResult result, Provenance provenance)
    {
        Verdict verdict = result.Error is not { } error || claim is not { } most ? Verdict.Undecided
            : error.Upper <= most ? Verdict.Proved
            : error.Lower > most ? Verdict.Refuted
            : Verdict.Undecided;
        return new(claim, verdict, result.Error, result.At, [], result.Outcome, result.Pieces, result.Message, provenance.TheoremBound);
    }

    /// <summary>What was decided.</summary>
    public static ClaimAnswer Of(Decision decision, Provenance provenance) => new(
        decision.Claim, decision.Verdict, decision.Error, [.. decision.Counterexample.Select(x => (double)x)], decision.Counterexample,
        decision.Outcome, decision.Pieces, decision.Message, provenance.TheoremBound);

    /// <summary>This, and what was decided after it.</summary>
    public ClaimAnswer Then(Decision decision) => this with
    {
        Verdict = decision.Verdict,
        Error = Error is { } error ? decision.Error?.Meet(error) ?? error : decision.Error,
        At = decision.Counterexample.Length > 0 ? [.. decision.Counterexample.Select(x => (double)x)] : At,
        Counterexample = decision.Counterexample,
        Outcome = decision.Outcome,
        Pieces = Pieces + decision.Pieces,
        Message = decision.Message,
    };
}
