using QuantRelu.Claims;
using QuantRelu.Evaluation;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Certifies a network with one input against a formula: a first pass over all linear pieces in doubles, by all cores, then branch and bound where
/// the first pass was not sharp enough. The result does not depend on the number of cores.
/// </summary>
internal sealed class PieceCertification(Network network, Target target, CertificationOptions options)
{
    private const int LogParts = 3;
    private const int LogSegments = 6;
    private const int Samples = 2000;
    private readonly Expression _formula = target.Expression!;

    /// <summary>Does it.</summary>
    public Proof Run(IProgress<CertifiedError>? progress, CancellationToken cancel)
    {
        var search = FirstPass(cancel, out long pieces);
        if (search is null)
        {
            return new Proof(null, null, [], 0, double.NaN);
        }

        Dyadic tolerance = Dyadic.FromDouble(options.ToleranceFor(1));
        CertificationOutcome? outcome = search.Run(tolerance, options.WorkFor(1), progress, cancel);
        return new Proof(outcome, search.Error, [search.At], pieces, outcome == CertificationOutcome.TargetUnbounded ? search.WorstCell : double.NaN);
    }

    private BestFirst? FirstPass(CancellationToken cancel, out long pieces)
    {
        pieces = 0;
        try
        {
            var linear = new NetworkPieces(network);
            var targets = new Precisions(_formula);
            var scanned = new SegmentResult[1 << LogParts][];
            double expected = Expected(cancel);
            TargetEnclosure enclosure = targets[Precisions.First];
            Parallel.For(0, scanned.Length, new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                NetworkPieces part = linear.Within(new UnitCell(i, LogParts).Ends);
                IEnumerable<UnitCell> segments = Enumerable.Range(i << (LogSegments - LogParts), 1 << (LogSegments - LogParts)).Select(s => new UnitCell(s, LogSegments));
                scanned[i] = [.. segments.Select(s => new SegmentScan(part, enclosure, expected, options.ToleranceFor(1)).Scan(s, cancel))];
            });
            SegmentResult[] all = [.. scanned.SelectMany(s => s)];
            pieces = all.Sum(s => s.Pieces);
            SegmentResult best = all.MaxBy(s => s.Lower)!;
            return new BestFirst(linear, targets, all.SelectMany(s => s.Cells), best.Lower, best.LowerAt);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    // A guess that no bound depends on.
    private double Expected(CancellationToken cancel)
    {
        double measured = ErrorMeasurement.Measure(new FastEvaluator(network), target, Samples, seed: 1, cancel: cancel).Value;
        return double.IsFinite(measured) ? measured : 0;
    }
}
