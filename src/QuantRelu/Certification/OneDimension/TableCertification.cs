using System.Numerics;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Certification.OneDimension;

/// <summary>
/// Certifies a network with one input against straight lines between samples: both are piecewise linear, so the greatest difference is attained where
/// one of them bends, or at an end, and is computed exactly. A claim is refuted at the first such place, from the left of each segment, that exceeds it.
/// </summary>
internal sealed class TableCertification(Network network, SampleTable table, Domain domain, Goal goal, Bracket bracket)
{
    private const int LogSegments = 4;
    private const int SignificantBits = 53;

    /// <summary>Does it.</summary>
    public Proof Run(CancellationToken cancellationToken)
    {
        var pieces = new NetworkPieces(network);
        var lines = new TableLines(table, domain);
        var found = new Peak[1 << LogSegments];
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            found[i] = On(new UnitCell(i, LogSegments), pieces, lines, cancellationToken);
            Interval least = Enclosed(found[i].Difference);
            bracket.Raise(least.Lower, [(double)found[i].At]);
        });
        Peak best = found.MaxBy(p => p.Difference);
        long count = found.Sum(p => p.Pieces);
        if (goal.Claim < best.Difference)
        {
            return Proof.Fails(count, best.At);
        }

        Interval error = Enclosed(best.Difference);
        bracket.Narrow(error.Lower, [(double)best.At], error.Upper);
        return goal.Claim is null ? new Proof(CertificationOutcome.Reached, count) : Proof.Holds(count);
    }

    private static Interval Enclosed(Rational difference) => new IntervalAlgebra(SignificantBits).Constant(difference);

    private Peak On(UnitCell segment, NetworkPieces pieces, TableLines lines, CancellationToken cancellationToken)
    {
        Breakpoint low = segment.Ends.Low, high = segment.Ends.High;
        int first = Enumerable.Range(0, lines.Ends.Count).First(i => lines.Ends[i].CompareTo(low) > 0);
        int last = Enumerable.Range(first, lines.Ends.Count - first).First(i => lines.Ends[i].CompareTo(high) >= 0);
        Breakpoint[] ends = [.. lines.Ends.Skip(first).Take(last - first), high];
        var peak = new Peak(0, low.Exact, 0);
        foreach ((ScaledPiece part, int number, _) in Overlay.Cut(new PieceCursor(pieces, segment.Ends).UpTo(high), ends))
        {
            cancellationToken.ThrowIfCancellationRequested();
            peak = peak with { Pieces = peak.Pieces + 1 };
            peak = peak.With(part, part.Cell.Low, lines.Lines[first + number], pieces.Scale);
            peak = peak.With(part, part.Cell.High, lines.Lines[first + number], pieces.Scale);
            if (goal.Claim < peak.Difference)
            {
                break;
            }
        }

        return peak;
    }

    /// <summary>The greatest difference so far.</summary>
    private readonly record struct Peak(Rational Difference, Rational At, long Pieces)
    {
        private const double Rounding = 1.0 / (1L << 48);

        // Doubles decide where a difference is far below the greatest one.
        public Peak With(ScaledPiece piece, Breakpoint u, Line line, Rational scale)
        {
            BigInteger numerator = ((piece.Constant * u.Denominator) + (piece.Slope * u.Numerator)) * scale.Denominator;
            BigInteger denominator = u.Denominator * scale.Numerator;
            double network = Breakpoint.Quotient(numerator, denominator);
            double reach = Math.Abs(network - line.Near(u.Approximation)) + (Rounding * (Math.Abs(network) + line.Size));
            if (reach < (double)Difference * (1 - Rounding))
            {
                return this;
            }

            Rational difference = Rational.Abs(Rational.Create(numerator, denominator) - line.At(u.Exact));
            return difference > Difference ? this with { Difference = difference, At = u.Exact } : this;
        }
    }
}
