using System.Globalization;
using QuantRelu.Certification;
using QuantRelu.Certification.Grids;
using QuantRelu.Certification.OneDimension;
using QuantRelu.Certification.Regions;
using QuantRelu.Certification.SeveralDimensions;
using QuantRelu.Graph.Rewriting;
using QuantRelu.Numerics;

namespace QuantRelu;

/// <summary>
/// Proves an interval [lower, upper] around sup |network - target| over the whole domain: nothing is sampled, every rounding is accounted for.
/// </summary>
public static class ErrorCertification
{
    /// <summary>Certifies the error.</summary>
    /// <param name="network">A network with one output, all codes set, of any activation.</param>
    /// <param name="target">The target on the network's domain, given by a formula, a table of samples, or code with an enclosure or bounds.</param>
    /// <param name="options">How far to go; by default until the interval is narrower than 0.1 % of its upper end.</param>
    /// <param name="progress">
    /// Is told the interval that is proved so far, and each lies in the one before. It is that of the ranges of network and target at first; in one variable
    /// only where the linear pieces take long.
    /// </param>
    /// <param name="cancellationToken">Stops the work; what is proved by then is returned.</param>
    /// <returns>
    /// The interval and why the work ended. A target that is unbounded or undefined, or code of which nothing is stated, is an outcome, not an exception.
    /// </returns>
    /// <exception cref="ArgumentException">The target has another dimension than the network, or the network has not one output.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="TargetException">What is stated of a target given by code contradicts itself; the message says where.</exception>
    public static CertificationResult Certify(
        Network network, Target target, CertificationOptions? options =
            null, IProgress<CertifiedError>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new CertificationOptions();
        Check(network, target);
        if (!target.CanBeEnclosed)
        {
            return new CertificationResult(CertificationOutcome.NoFormula, null, [], 0, NoFormula(target));
        }

        var bracket = new Bracket(progress, options.KnownBound);
        var goals = new Goals(
            new Goal.Narrow(options.ToleranceOfPieces), new Goal.Narrow(options.ToleranceOfCells), new Goal.Narrow(options.ToleranceOfBoxes));
        Proof proof = Run(network, target, goals, new Limits(options), bracket, cancellationToken);
        CertificationOutcome outcome = Outcome(proof, cancellationToken);
        string message = Message(outcome, proof, bracket.Error, target);
        return new CertificationResult(outcome, bracket.Error, [.. Point(target.Domain, bracket.At)], proof.Pieces, message);
    }

    /// <summary>
    /// Decides whether sup |network - target| ≤ <paramref name="claim"/> on the whole domain, and ends as soon as it knows. It goes on until then: there
    /// is no limit of time or work unless one is given.
    /// </summary>
    /// <param name="network">A network with one output, all codes set, of any activation.</param>
    /// <param name="target">The target on the network's domain, given by a formula, a table of samples, or code with an enclosure or bounds.</param>
    /// <param name="claim">ε, not negative. An error of exactly ε is at most ε.</param>
    /// <param name="options">How long it may take; by default as long as it needs.</param>
    /// <param name="progress">Is told the interval that is proved so far; each lies in the one before.</param>
    /// <param name="cancellationToken">Stops the work; what is proved by then is returned.</param>
    /// <returns>
    /// The answer. Against a table, against one on a grid as long as the network's regions are not too many, and of one variable against a formula that is a
    /// polynomial with rational coefficients on pieces, it is always found, ties included: those are decided in exact arithmetic. Other errors closer to ε
    /// than the most digits tell (of several variables those of doubles) stay undecided.
    /// </returns>
    /// <exception cref="ArgumentException">The target has another dimension than the network, or the network has not one output.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative, or an option is outside its range.</exception>
    /// <exception cref="TargetException">What is stated of a target given by code contradicts itself; the message says where.</exception>
    public static Decision Decide(
        Network network, Target target, Rational claim, DecisionOptions? options = null, IProgress<CertifiedError>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(target);
        options ??= new DecisionOptions();
        Check(network, target);
        if (claim.Sign < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(claim), claim, $"The claim is {claim}; an error is never below 0.");
        }

        if (!target.CanBeEnclosed)
        {
            return new Decision(Verdict.Undecided, claim, null, [], CertificationOutcome.NoFormula, 0, NoFormula(target));
        }

        var bracket = new Bracket(progress, options.KnownBound);
        var goal = new Goal.Decide(claim);
        Proof proof = Run(network, target, new Goals(goal, goal, goal), new Limits(options), bracket, cancellationToken);
        CertificationOutcome outcome = Outcome(proof, cancellationToken);
        ImmutableArray<Rational> x = [.. proof.Counterexample.Select((u, axis) => target.Domain.FromUnit(axis, u))];
        return new Decision(proof.Verdict, claim, bracket.Error, x, outcome, proof.Pieces, Message(outcome, proof, bracket.Error, target, claim));
    }

    // What is known at once, and then a search. In one variable that takes longer than all pieces of most networks: without a claim it is only asked for
    // where those take long, or were stopped.
    private static Proof Run(
        Network network, Target target, Goals goals, Limits limits, Bracket bracket, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (limits.Time == TimeSpan.Zero)
        {
            stop.Cancel();
        }
        else if (limits.Time is { } most)
        {
            stop.CancelAfter(most);
        }

        Network relu = ReluForm.Of(network);
        var first = new Lazy<FirstBounds>(
            () => stop.IsCancellationRequested ? new FirstBounds(FirstValues.OfLayers(relu), target) : new FirstBounds(relu, target));
        try
        {
            stop.Token.ThrowIfCancellationRequested();
            return IsOfOneVariable(relu, target) && goals.OfPieces.Claim is null
                ? ByPieces(relu, target, goals.OfPieces, limits, new(() => first.Value.Upper), bracket, stop.Token)
                : AtOnce(goals, first.Value, bracket, stop.Token) ?? Searched(relu, target, goals, limits, first.Value, bracket, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            bracket.Narrow(default, [], first.Value.Upper);
            return new Proof(null);
        }
    }

    private static bool IsOfOneVariable(Network relu, Target target) => target.Table is not null || (relu.Inputs == 1 && target.Expression is not null);

    // What is known of a claim before any search; null when that is not enough.
    private static Proof? AtOnce(Goals goals, FirstBounds first, Bracket bracket, CancellationToken cancellationToken)
    {
        bracket.Narrow(default, [], first.Upper);
        Dyadic lower = first.Measure(cancellationToken);
        bracket.Raise(goals.OfBoxes.FromPoint(lower), first.SeenAt);
        return goals.OfPieces.Claim is { } claim && (first.Upper <= claim || bracket.Error?.Upper <= claim) ? Proof.Holds(0)
            : goals.OfPieces.Claim < lower ? Proof.Fails(0, first.SeenAtExactly)
            : null;
    }

    // The search that fits the target.
    private static Proof Searched(
        Network relu, Target target, Goals goals, Limits limits, FirstBounds first, Bracket bracket, CancellationToken cancellationToken) =>
        IsOfOneVariable(relu, target) ? ByPieces(relu, target, goals.OfPieces, limits, new(first.Upper), bracket, cancellationToken)
        : RegionCertification.Run(relu, target, first, goals.OfPieces, limits.Work, bracket, cancellationToken)
            ?? ByParts(relu, target, first, goals, limits, bracket, cancellationToken);

    private static Proof ByPieces(
        Network relu, Target target, Goal goal, Limits limits, Lazy<Dyadic?> most, Bracket bracket, CancellationToken cancellationToken) =>
        target.Table is { } table
            ? new TableCertification(relu, table, target.Domain, goal, bracket).Run(cancellationToken)
            : new PieceCertification(new NetworkPieces(relu), target.Expression!, goal, limits.WorkOfPieces, bracket).Run(most, cancellationToken);

    // Of a network of blocks over a grid, and a smooth target, by the grid's cells, otherwise by boxes.
    private static Proof ByParts(
        Network relu, Target target, FirstBounds first, Goals goals, Limits limits, Bracket bracket, CancellationToken cancellationToken)
    {
        if (first.Kinks is not null)
        {
            bracket.Narrow(default, [], new FirstBounds(FirstValues.OfLayers(relu), target).Upper);
        }

        CellCertification? cells = CellCertification.Of(relu, target, first, goals.OfCells, limits.Work, bracket, cancellationToken);
        return cells?.Run(cancellationToken) ?? new BoxCertification(relu, target, goals.OfBoxes, limits.WorkOfBoxes, bracket).Run(cancellationToken);
    }

    private static CertificationOutcome Outcome(Proof proof, CancellationToken cancellationToken) =>
        proof.Outcome ?? (cancellationToken.IsCancellationRequested ? CertificationOutcome.Cancelled : CertificationOutcome.TimeLimit);

    private static string NoFormula(Target target) =>
        $"Nothing can be proved of {target}: it is given by code of which neither an enclosure nor a value error with derivative bounds is stated.";

    private static void Check(Network network, Target target)
    {
        if (network.Inputs != target.Dimension)
        {
            throw new ArgumentException($"The target has {target.Dimension} variables, the network {network.Inputs} inputs.", nameof(target));
        }

        if (!network.Outputs.IsOne)
        {
            throw new ArgumentException($"A network with 1 output was expected, not {network.Outputs}.", nameof(network));
        }
    }

    private static double[] Point(Domain domain, double[] u)
    {
        var x = new double[u.Length];
        if (u.Length == domain.Dimension)
        {
            domain.FromUnit(u, x);
        }

        return x;
    }

    private static string Message(CertificationOutcome outcome, Proof proof, CertifiedError? error, Target target) => error is null
        ? $"{Reason(outcome, proof, target)}; no upper bound of the error is proved."
        : $"{Reason(outcome, proof, target)}: the error is proved to be {Interval(error)}.";

    private static string Message(CertificationOutcome outcome, Proof proof, CertifiedError? error, Target target, Rational claim) => proof.Verdict switch
    {
        Verdict.Proved => $"The error is proved to be at most {Text((double)claim)} everywhere.",
        Verdict.Refuted => $"The error is proved to be above {Text((double)claim)} at {At(target.Domain, proof.Counterexample)}.",
        _ => $"{Reason(outcome, proof, target)}; whether the error is at most {Text((double)claim)} is not decided"
            + (error is null ? "." : $"; it is proved to be {Interval(error)}."),
    };

    private static string Reason(CertificationOutcome outcome, Proof proof, Target target) => outcome switch
    {
        CertificationOutcome.Reached => "The interval is as narrow as was asked",
        CertificationOutcome.TimeLimit => "The time was over",
        CertificationOutcome.Cancelled => "It was cancelled",
        CertificationOutcome.TargetUnbounded =>
            $"No bound of {target.Name} can be proved near {At(Point(target.Domain, proof.UnboundedAt))}: it may be undefined or infinite there",
        _ => "The most work that was allowed is done",
    };

    private static string Interval(CertifiedError error) =>
        $"at least {Text(DirectedRounding.Down(error.Lower))} and at most {Text(DirectedRounding.Up(error.Upper))}";

    private static string At(Domain domain, Rational[] u)
    {
        double[] x = [.. u.Select((c, axis) => (double)domain.FromUnit(axis, c))];
        return At(x);
    }

    private static string At(double[] x) => x.Length == 1 ? $"x = {Text(x[0])}" : $"({string.Join(", ", x.Select(Text))})";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>What is to be known, by the way in which it is found.</summary>
    private readonly record struct Goals(Goal OfPieces, Goal OfCells, Goal OfBoxes);

    /// <summary>What was said of time and work; without a word a decision has no limit.</summary>
    private readonly record struct Limits(TimeSpan? Time, int? Work, int WorkOfPieces, int WorkOfBoxes)
    {
        public Limits(CertificationOptions options)
            : this(options.TimeLimit, options.MaximumWork, options.WorkOfPieces, options.WorkOfBoxes)
        {
        }

        public Limits(DecisionOptions options)
            : this(options.TimeLimit, options.MaximumWork, options.MaximumWork ?? int.MaxValue, options.MaximumWork ?? int.MaxValue)
        {
        }
    }
}
