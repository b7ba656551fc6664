using QuantRelu.Targets;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Certifies a network with one input against a formula: a first pass over all linear pieces in doubles, by all cores, then branch and bound where
/// the first pass was not sharp enough. The result does not depend on the number of cores.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="formula">The target.</param>
/// <param name="goal">What is to be known.</param>
/// <param name="work">The most cells that are looked at after the first pass.</param>
/// <param name="bracket">Is told what is proved.</param>
/// <param name="threads">The most threads of the first pass; 0 for one per core.</param>
internal sealed class PieceCertification(NetworkPieces network, Expression formula, Goal goal, int work, Bracket bracket, int threads = 0)
{
    private const int LogSegments = 6;

    // The beginning of a part costs what the network has, its pieces what happens there.
    private const int MostLogParts = 3;
    private const int FewestLogParts = 1;
    private const int ManyCopies = 1 << 12;

    /// <summary>Does it.</summary>
    /// <param name="most">An upper bound of the greatest difference that is known otherwise, null for none: it is asked for where the work takes long.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">It was told to stop in the first pass.</exception>
    public Proof Run(Lazy<Dyadic?> most, CancellationToken cancellationToken)
    {
        var targets = new Precisions(formula);
        SegmentResult[] scanned = Scan(targets[Precisions.First], most, cancellationToken);
        SegmentResult best = scanned.MaxBy(s => s.Lower)!;

        // The first pass does not know exactly where its lower bound is attained; a claim is refuted at a point that is known.
        (double lower, double at) = goal.Claim is null ? (best.Lower, best.LowerAt) : (0, 0);
        var search = new BestFirst(network, targets, goal, most, scanned.SelectMany(s => s.Cells), lower, at);
        CertificationOutcome? outcome = search.Run(work, bracket, cancellationToken);
        return search.Proof(outcome, scanned.Sum(s => s.Pieces));
    }

    private SegmentResult[] Scan(TargetEnclosure target, Lazy<Dyadic?> most, CancellationToken cancellationToken)
    {
        int logParts = network.Swept?.Copies > ManyCopies ? FewestLogParts : MostLogParts;
        var scanned = new SegmentResult[1 << logParts][];
        var parallel = new ParallelOptions
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
        };
        Parallel.For(0, scanned.Length, parallel, i =>
        {
            // Always the same part asks, so that what is told does not depend on the number of cores.
            var part = new SegmentScan(
                new PieceCursor(network, new UnitCell(i, logParts).Ends), target, goal, i == 0 ? () => bracket.Narrow(default, [], most.Value) : null);
            IEnumerable<UnitCell> segments = Enumerable.Range(i << (LogSegments - logParts), 1 << (LogSegments - logParts))
                .Select(s => new UnitCell(s, LogSegments));
            scanned[i] = [.. segments.Select(s => Told(part.Scan(s, cancellationToken)))];
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
