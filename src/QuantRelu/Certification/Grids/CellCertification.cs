using QuantRelu.Analysis;
using QuantRelu.Analysis.Regions;
using QuantRelu.Certification.SeveralDimensions;
using QuantRelu.Numerics;

namespace QuantRelu.Certification.Grids;

/// <summary>
/// Certifies a network that adds up blocks over a grid against a smooth target. What the blocks compute is found once for all cells of a class: on large boxes
/// within a cell as polynomial models, on small ones at the exact vertices of all regions; a cell then adds it up with its own weights. Boxes with the greatest
/// upper bounds are halved first, many at a time by all cores; which ones does not depend on the number of cores.
/// </summary>
internal sealed class CellCertification
{
    private const int UnitsAtOnce = 32;
    private const int MostUnits = 100_000;
    private readonly GridNetwork _grid;
    private readonly CellError[] _errors;
    private readonly ModelSpace _space;
    private readonly Goal _goal;
    private readonly long _work;
    private readonly Bracket _bracket;
    private readonly Frontier<CellsOfNode, (double, long)> _frontier = new(MostUnits);
    private double _lower;
    private PlaceOfLower? _lowest;
    private double _settled;
    private bool _isExhausted;
    private long _parts;
    private long _added;

    private CellCertification(GridNetwork grid, CellClass[] classes, CellError[] errors, ModelSpace space, Goal goal, int? work, Bracket bracket)
    {
        (_grid, _errors, _space, _goal, _bracket) = (grid, errors, space, goal, bracket);
        _work = work ?? long.MaxValue;
        _lower = Math.Max(0, DirectedRounding.Down(bracket.Lower));
        foreach (IGrouping<int, int> cells in Enumerable.Range(0, errors.Length).GroupBy(i => grid.Cells[i].Class))
        {
            int[] numbers = [.. cells];
            Wait(new CellsOfNode(classes[cells.Key].Whole(), numbers, [.. numbers.Select(_ => double.PositiveInfinity)]));
        }
    }

    /// <summary>Prepares a certification.</summary>
    /// <param name="network">A network of ReLU units with one output.</param>
    /// <param name="target">A formula, or code that can be enclosed.</param>
    /// <param name="first">What is known before.</param>
    /// <param name="goal">When it is enough.</param>
    /// <param name="work">The most boxes of cells that are looked at; null for no limit.</param>
    /// <param name="bracket">Is told what is proved.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null for a network of another kind, or a target that is not smooth on every cell.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static CellCertification? Of(
        Network network, Target target, FirstBounds first, Goal goal, int? work, Bracket bracket, CancellationToken cancellationToken = default)
    {
        if (network.Inputs is < 2 or > LinearRegions.MostInputs || GridNetwork.Of(network, cancellationToken) is not { } grid)
        {
            return null;
        }

        bracket.Raise(goal.FromPoint(first.LeastSeen), first.SeenAt);
        ModelSpace space = ModelSpace.Of(network.Inputs);
        double expected = goal.Expected(double.IsFinite(first.Seen) ? first.Seen : 0);
        var models = new GridTarget(target, space, Math.Max(expected * goal.Accuracy / 16, double.Epsilon));
        double most = Math.Max(expected * goal.Accuracy / 4, 2 * models.Noise);
        var classes = new CellClass[grid.Classes.Count];
        Parallel.For(0, classes.Length, i => classes[i] = new CellClass(network.Inputs, grid.Classes[i], space));
        var errors = new CellError[grid.Cells.Length];
        for (int i = 0; i < errors.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (models.On(grid.Cells[i]) is not { } model || !(model.Radius <= most))
            {
                return null;
            }

            errors[i] = new CellError(grid.Cells[i], classes[grid.Cells[i].Class], model, space);
        }

        return new CellCertification(grid, classes, errors, space, goal, work, bracket);
    }

    /// <summary>Does it.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="threads">How many threads look at boxes at most; 0 for one for each core. What is found does not depend on it.</param>
    public Proof Run(CancellationToken cancellationToken, int threads = 0)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        while (_frontier.Count > 0 && !IsRefuted && !IsNarrow)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return new Proof(null, _parts);
            }

            if (_parts > _work)
            {
                return new Proof(CertificationOutcome.WorkLimit, _parts);
            }

            Step(parallel, cancellationToken);
            Tell();
        }

        return IsRefuted ? Proof.Fails(_parts, _lowest!.Exactly(_grid))
            : _goal.Claim is not null ? _isExhausted ? new Proof(CertificationOutcome.WorkLimit, _parts) : Proof.Holds(_parts)
            : new Proof(IsNarrow ? CertificationOutcome.Reached : CertificationOutcome.WorkLimit, _parts);
    }

    private bool IsRefuted => _goal.Claim is { } claim && _lowest is not null && Dyadic.FromDouble(_lower) > claim;

    private bool IsNarrow => _goal.Claim is null && _bracket.Error is { } error && _goal.IsReached(error.Lower, error.Upper);

    private double Upper => Math.Max(Math.Max(_lower, _settled), _frontier.TryPeek(out CellsOfNode top) ? top.Upper : 0);

    private void Tell()
    {
        double upper = Upper;
        _bracket.Narrow(
            Dyadic.FromDouble(_lower), _lowest?.Near(_grid) ?? _bracket.At, double.IsFinite(upper) ? Dyadic.FromDouble(upper) : null);
    }

    private void Wait(CellsOfNode cells) => _frontier.Add(cells, (-cells.Upper, _added++));

    private void Step(ParallelOptions parallel, CancellationToken cancellationToken)
    {
        var batch = new List<CellsOfNode>();
        while (batch.Count < UnitsAtOnce && _frontier.TryTake(out CellsOfNode cells))
        {
            batch.Add(cells);
        }

        var found = new Examined?[batch.Count];
        Parallel.For(0, batch.Count, parallel, i =>
        {
            try
            {
                found[i] = Examine(batch[i], cancellationToken);
            }
            catch (OperationCanceledException)
            {
                found[i] = null;
            }
        });
        foreach (Examined examined in found.OfType<Examined>())
        {
            if (examined.Lowest is { } lowest && lowest.Lower > _lower)
            {
                (_lower, _lowest) = (lowest.Lower, lowest);
            }
        }

        for (int i = 0; i < found.Length; i++)
        {
            Settle(batch[i], found[i]);
        }
    }

    // A box that was not looked at waits again.
    private void Settle(CellsOfNode cells, Examined? examined)
    {
        if (examined is null)
        {
            Wait(cells);
            return;
        }

        _parts += cells.Numbers.Length;
        var (numbers, uppers) = (new List<int>(), new List<double>());
        for (int i = 0; i < cells.Numbers.Length; i++)
        {
            double upper = examined.Uppers[i];
            bool isExhausted = cells.Node.IsFinest || upper - examined.Lowers[i] <= 4 * examined.Noises[i];
            if (!IsSettled(upper) && !isExhausted)
            {
                numbers.Add(cells.Numbers[i]);
                uppers.Add(upper);
                continue;
            }

            _isExhausted |= !IsSettled(upper);
            _settled = Math.Max(_settled, upper);
        }

        if (numbers.Count > 0)
        {
            (ClassNode low, ClassNode high) = cells.Node.Halves();
            Wait(new CellsOfNode(low, [.. numbers], [.. uppers]));
            Wait(new CellsOfNode(high, [.. numbers], [.. uppers]));
        }
    }

    private bool IsSettled(double upper) => _goal.Claim is { } claim
        ? double.IsFinite(upper) && Dyadic.FromDouble(upper) <= claim
        : upper <= _lower / (1 - _goal.Accuracy);

    private Examined Examine(CellsOfNode cells, CancellationToken cancellationToken)
    {
        int count = cells.Numbers.Length;
        double[] uppers = new double[count], lowers = new double[count], noises = [.. cells.Numbers.Select(n => _errors[n].Noise)];
        PlaceOfLower? lowest = null;
        if (cells.Node.Vertices(cancellationToken) is not { } vertices)
        {
            if (!cells.Node.IsModelled)
            {
                return new Examined(cells.Uppers, lowers, noises, null);
            }

            FunctionModels models = cells.Node.Models();
            for (int i = 0; i < count; i++)
            {
                CellError error = _errors[cells.Numbers[i]];
                double upper = (models.Bound(error.Weights, error.Errors) + error.Radius) * (1 + (4 * PolynomialModel.Epsilon));
                uppers[i] = Math.Min(cells.Uppers[i], double.IsNaN(upper) ? double.PositiveInfinity : upper);
            }

            return new Examined(uppers, lowers, noises, null);
        }

        var table = new VertexTable(vertices, cells.Node.Cells.Functions, _space);
        for (int i = 0; i < count; i++)
        {
            (double upper, double lower, int vertex, double noise) = table.Bound(_errors[cells.Numbers[i]]);
            (uppers[i], lowers[i], noises[i]) = (Math.Min(cells.Uppers[i], double.IsNaN(upper) ? double.PositiveInfinity : upper), lower, noise);
            if (lower > (lowest?.Lower ?? 0))
            {
                lowest = new PlaceOfLower(lower, cells.Numbers[i], vertices.Vertices[vertex]);
            }
        }

        return new Examined(uppers, lowers, noises, lowest);
    }

    /// <summary>Cells of a class whose error may matter on a box within them.</summary>
    private sealed record CellsOfNode(ClassNode Node, int[] Numbers, double[] Uppers)
    {
        /// <summary>The greatest of the upper bounds.</summary>
        public double Upper { get; } = Uppers.Max();
    }

    /// <summary>What was found of them.</summary>
    private sealed record Examined(double[] Uppers, double[] Lowers, double[] Noises, PlaceOfLower? Lowest);

    /// <summary>A place at which a lower bound is attained.</summary>
    private sealed record PlaceOfLower(double Lower, int Cell, HomogeneousPoint At)
    {
        public Rational[] Exactly(GridNetwork grid)
        {
            GridCell cell = grid.Cells[Cell];
            return [.. cell.Low.Select((low, k) => low + (At.Coordinate(k) * (cell.High[k] - low)))];
        }

        public double[] Near(GridNetwork grid) => [.. Exactly(grid).Select(u => (double)u)];
    }
}
