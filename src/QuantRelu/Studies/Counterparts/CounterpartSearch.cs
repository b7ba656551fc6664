using QuantRelu.Constructions.Cells;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Constructions.Interpolation;

namespace QuantRelu.Studies.Counterparts;

/// <summary>
/// The networks of free weights that compact constructions are compared with: for a class the interpolation at as many equal places as its error bound takes,
/// and for one function the fewest pieces that are found.
/// </summary>
/// <remarks>
/// Interpolation at N + 1 equal places errs by at most M/(2N) for a Lipschitz constant M, as 2t(1 - t)M/N between the places; by M/(8N²) for |f''| ≤ M; and by
/// c_2 M/N² on the criss-cross mesh, <see cref="HierarchicalParameters"/>. Cells have local polynomials, <see cref="FreeCells"/>; one function has
/// <see cref="FewestPieces"/>, in the plane a sum over directions, <see cref="FreeRidges"/>.
/// </remarks>
public static class CounterpartSearch
{
    private const int Samples = 4000;
    private const int MostWork = 20_000;
    private const int LogSteps = 8;
    private const int MostFiner = 8;
    private const int MostSums = 3;
    private const int MostUndecided = 3;
    private static readonly int[] Parts = [64, 16, 8, 4];

    /// <summary>The counterpart of a construction's networks; null where there is none, or none is proved.</summary>
    /// <param name="construction">The construction.</param>
    /// <param name="request">The target and the error.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Counterpart? Of(Construction construction, NetworkRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(construction);
        ArgumentNullException.ThrowIfNull(request);
        Target target = request.Target;
        double error = (double)request.Error;
        if (construction is HingeConstruction)
        {
            return target.Dimension == 1 ? OfCorridor(request, cancellationToken) : OfPlane(request, cancellationToken);
        }

        if (construction is CellsConstruction)
        {
            return OfCells(construction, request, cancellationToken);
        }

        if (construction is not (CrossbarConstruction or Slopes or Hierarchical)
            || !construction.TryPlan(request, out NetworkPlan? plan, out _, cancellationToken))
        {
            return null;
        }

        double norm = (double)Rational.Parse(plan.Provenance.Parameters["scale"]);
        int least = (int)Math.Ceiling(construction is CrossbarConstruction ? norm / (2 * error)
            : Math.Sqrt(norm * (target.Dimension == 1 ? 0.125 : (double)HierarchicalParameters.MeshConstant) / error));
        for (int cells = Math.Max(1, least); cells < least + MostFiner; cells++)
        {
            int number = cells;
            Counterpart? found = target.Dimension == 1
                ? Shortest(request, $"linear between {cells + 1} places", w => FreePolygon.InWords(Equal(number), x => target.Value([x]), w), cancellationToken)
                : Shortest(
                    request, $"linear on a mesh of {cells} x {cells} squares", w => FreeMesh.InWords(number, (x, y) => target.Value([x, y]), w),
                    cancellationToken);
            if (found is not null)
            {
                // The topology is that of the class: exp has no weight that is 0.
                var longest = new WordLength(WordLength.Most);
                Network whole = target.Dimension == 1
                    ? FreePolygon.InWords(Equal(cells), Math.Exp, longest)!
                    : FreeMesh.InWords(cells, (x, y) => Math.Exp(x + y), longest)!;
                return found with { Counts = whole.Count() };
            }
        }

        return null;
    }

    // The teeth with the fewest weights, exp having none that is 0.
    private static Counterpart? OfCells(Construction construction, NetworkRequest request, CancellationToken cancellationToken)
    {
        if (!construction.TryPlan(request, out NetworkPlan? plan, out _, cancellationToken) || plan.Provenance.Smoothness is not { } n)
        {
            return null;
        }

        int d = request.Target.Dimension;
        double norm = (double)Rational.Parse(plan.Provenance.Parameters["scale"]);
        var exp = Target.FromDelegate("exp(x_1 + ... + x_d)", d, (x, _) => Math.Exp(x.Sum()), n);
        (FreeCells Cells, NetworkCounts Counts)[] ranked =
        [
            .. FreeCells.Within(d, n, norm, (double)request.Error).Select(c => (c, c.InWords(exp, new WordLength(WordLength.Most))?.Count()!))
                .Where(c => c.Item2 is not null).OrderBy(c => c.Item2.Weights),
        ];
        foreach ((FreeCells cells, NetworkCounts counts) in ranked)
        {
            string idea = $"a polynomial of degree {n - 1} on {(cells.Count == 1 ? "one cell" : $"each of {cells.Count} cells")}";
            if (Shortest(request, idea, word => cells.InWords(request.Target, word), cancellationToken) is { } found)
            {
                return found with { Counts = counts };
            }
        }

        return null;
    }

    private static Counterpart? OfPlane(NetworkRequest request, CancellationToken cancellationToken)
    {
        foreach (int part in Parts)
        {
            Rational error = request.Error * (1 - Rational.Create(1, part));
            foreach (ImmutableArray<FreePolygon.Summand> sum in FreeRidges.Of(request.Target, error, cancellationToken).Take(MostSums))
            {
                string idea = $"the fewest pieces found, {string.Join(" + ", sum.Select(s => s.Knots.Length - 1))} along {sum.Length} directions";
                if (Shortest(request, idea, word => FreePolygon.InWords(sum, word), cancellationToken) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    // A little is left of the error for rounding, and for what is between the steps.
    private static Counterpart? OfCorridor(NetworkRequest request, CancellationToken cancellationToken)
    {
        double[] values = [.. Enumerable.Range(0, (1 << LogSteps) + 1).Select(k => request.Target.Value([Math.ScaleB(k, -LogSteps)]))];
        foreach (int part in Parts)
        {
            double error = (double)request.Error * (1 - (1.0 / part));
            (double Z, double Low, double High)[] places = [.. Corridor.Around(LogSteps, values, error, []).Places];
            Polyline fewest = FewestPieces.Of(places);
            string idea = $"the fewest pieces found, {fewest.Knots.Length - 1}";
            if (Shortest(request, idea, word => FreePolygon.InWords(fewest.Knots, fewest.At, word), cancellationToken) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static double[] Equal(int cells) => [.. Enumerable.Range(0, cells + 1).Select(j => (double)j / cells)];

    // The shortest words in which the network is proved to keep the error.
    private static Counterpart? Shortest(NetworkRequest request, string idea, Func<WordLength, Network?> inWords, CancellationToken cancellationToken)
    {
        int undecided = 0;
        for (int bits = WordLength.Least; bits <= WordLength.Most && undecided < MostUndecided; bits++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var word = new WordLength(bits);
            if (inWords(word) is not { } network || !word.Holds(network))
            {
                continue;
            }

            var evaluator = new FastEvaluator(network);
            MeasuredError measured = ErrorMeasurement.Measure(evaluator, request.Target, Samples, seed: 1, cancellationToken: cancellationToken);
            if (measured.Value > (double)request.Error)
            {
                continue;
            }

            var options = new DecisionOptions(MaximumWork: MostWork);
            Verdict verdict = ErrorCertification.Decide(network, request.Target, request.Error, options, cancellationToken: cancellationToken).Verdict;
            if (verdict == Verdict.Proved)
            {
                return new Counterpart(idea, network.Count(), bits, measured);
            }

            undecided += verdict == Verdict.Undecided ? 1 : 0;
        }

        return null;
    }
}
