using QuantRelu.Targets;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Certifies a network with one input against a formula: a first pass over all linear pieces in doubles, by all cores, then branch and bound where
/// the first pass was not sharp enough. The result does not depend on the number of cores.
/// </summary>
internal sealed class PieceCertification(Network network, Expression formula, Goal goal, int work, Bracket bracket)
{
    private const int LogParts = 3;
    private const int LogSegments = 6;

    /// <summary>Does it.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop in the first pass.</exception>
    public Proof Run(FirstBounds first, CancellationToken cancellationToken)
    {
        var linear = new NetworkPieces(network);
        var targets = new Precisions(formula);
        SegmentResult[] scanned = Scan(linear, targets[Precisions.First], goal.Expected(double.IsFinite(first.Seen) ? first.Seen : 0), cancellationToken);
        SegmentResult best = scanned.MaxBy(s => s.Lower)!;

        // The first pass does not know exactly where its lower bound is attained; a claim is refuted at a point that is known.
        (double lower, double at) = goal.Claim is null ? (best.Lower, best.LowerAt) : (0, 0);
        var search = new BestFirst(linear, targets, goal, first.Upper, scanned.SelectMany(s => s.Cells), lower, at);
        CertificationOutcome? outcome = search.Run(work, bracket, cancellationToken);
        return search.Proof(outcome, scanned.Sum(s => s.Pieces));
    }

    private SegmentResult[] Scan(NetworkPieces linear, TargetEnclosure target, double expected, CancellationToken cancellationToken)
    {
        var scanned = new SegmentResult[1 << LogParts][];
        Parallel.For(0, scanned.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var part = new PieceCursor(linear, new UnitCell(i, LogParts).Ends);
            IEnumerable<UnitCell> segments = Enumerable.Range(i << (LogSegments - LogParts), 1 << (LogSegments - LogParts))
                .Select(s => new UnitCell(s, LogSegments));
            scanned[i] = [.. segments.Select(s => Told(new SegmentScan(part, linear.Scale, target, expected, goal.Accuracy).Scan(s, cancellationToken)))];
        });
        return [.. scanned.SelectMany(s => s)];
    }

    private SegmentResult Told(SegmentResult segment)
    {
        if (goal.Claim is null)
        {
            bracket.Raise(Dyadic.FromDouble(segment.Lower), [segment.LowerAt]);
        }

        return segment;
    }
}
