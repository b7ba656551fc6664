using QuantRelu.Targets;

namespace QuantRelu.Constructions.Hinges;

/// <summary>
/// Drafts for a target of two variables: a sum of functions of x, y, u = (x + y)/2 and v = (x - y + 1)/2, each of hinges. A fit says which directions may do;
/// then one function after the other is found by dynamic programming in the corridor that the target and the other functions leave it,
/// max (f - others) - ε ≤ g(t) ≤ min (f - others) + ε over all points of that t, and again, now that the others are what they are. Where that corridor is
/// nearly even about the middle of u or v, a function of |u - 1/2| or |v - 1/2| is tried, too: x·y = u² - (v - 1/2)².
/// </summary>
internal sealed class TwoVariables : IHingeProblem
{
    private const int LogGrid = 7;
    private const int Grid = 1 << LogGrid;
    private const int LogFit = 5;
    private const double Inside = 1 - (1.0 / 2048);
    private const double Smoothness = 0.25;
    private const int MostFits = 3;

    // So near a fit leaves nearly all of the error to the hinges.
    private const double Near = 0.05;
    private const int Passes = 2;
    private const double EvenShare = 0.7;
    private static readonly double[] Shares = [0.2, 0.4, 0.6, 0.8];
    private static readonly int[][] Choices =
    [
        [0], [1], [2], [3], [2, 3], [0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [0, 2, 3], [1, 2, 3], [0, 1, 2], [0, 1, 3], [0, 1, 2, 3],
    ];

    private readonly Target _target;
    private readonly double _error;
    private readonly double[,] _values = new double[Grid + 1, Grid + 1];
    private readonly double[,] _lost = new double[Grid + 1, Grid + 1];
    private readonly List<(double X, double Y, double Value)> _more = [];

    /// <summary>Reads the target on a grid.</summary>
    /// <exception cref="TargetException">It is not finite somewhere.</exception>
    public TwoVariables(Target target, Rational error)
    {
        _target = target;
        _error = (double)error * (1 - (1.0 / (1 << 30)));
        for (int i = 0; i <= Grid; i++)
        {
            for (int j = 0; j <= Grid; j++)
            {
                double[] u = [(double)i / Grid, (double)j / Grid];
                double value = target.Value(u);
                _values[i, j] = double.IsFinite(value)
                    ? value
                    : throw new TargetException($"{target.Name} is not finite at {PlaceText.Of(target, u)}.");
            }
        }

        for (int i = 1; i < Grid; i++)
        {
            for (int j = 1; j < Grid; j++)
            {
                _lost[i, j] = Lost(i, j, 1);
            }
        }

        double[,] coarse = Coarse();
        Fits = [.. Choices.Select(c => (Directions: c, Fit: RidgeFit.Of(c, coarse, Near * _error, default)))
            .OrderBy(f => f.Fit.Difference)];
    }

    /// <summary>The fits of all choices of directions, the nearest first.</summary>
    public ImmutableArray<(int[] Directions, RidgeFit Fit)> Fits { get; }

    /// <summary>The fits that promise the fewest hinges, with the directions in both orders and shares of the error for the first ones.</summary>
    public IEnumerable<(int[] Order, RidgeFit Fit, double Share)> Attempts =>
        from fit in Fits.Where(f => f.Fit.Difference < 0.8 * _error).OrderBy(f => f.Fit.Bend * f.Directions.Length).ThenBy(f => f.Directions.Length)
            .Take(MostFits)
        from order in (int[][])[fit.Directions, [.. fit.Directions.Reverse()]]
        from share in fit.Directions.Length == 1 ? [1] : Shares
        select (order, fit.Fit, share);

    /// <summary>The least greatest difference of a sum that was found.</summary>
    public double Nearest => Fits[0].Fit.Difference;

    /// <summary>Where the target jumps by more than 2ε along an axis, as far as neighbouring points of the grid tell; null where it is not seen to.</summary>
    public SteepPlace? Jump()
    {
        double twice = 2 * _error * (1 + (1.0 / (1 << 28)));
        return SteepPlace.Steepest(Steep(twice), _target, twice) is { IsJump: true } jump ? jump : null;
    }

    private IEnumerable<SteepPlace> Steep(double change) =>
        from i in Enumerable.Range(0, Grid + 1)
        from j in Enumerable.Range(0, Grid + 1)
        from next in new[] { (I: i + 1, J: j), (I: i, J: j + 1) }
        where next.I <= Grid && next.J <= Grid
        let step = Math.Abs(_values[next.I, next.J] - _values[i, j])
        where step > change
        select new SteepPlace([(double)i / Grid, (double)j / Grid], [(double)next.I / Grid, (double)next.J / Grid], step, IsJump: false);

    /// <inheritdoc/>
    public double Greatest => _values.Cast<double>().Max(Math.Abs);

    /// <inheritdoc/>
    public bool Varies => _values.Cast<double>().Max() - _values.Cast<double>().Min() > 2.000001 * _error;

    /// <inheritdoc/>
    public void Add(params ReadOnlySpan<double> u)
    {
        if (u[0] is >= 0 and <= 1 && u[1] is >= 0 and <= 1)
        {
            _more.Add((u[0], u[1], _target.Value(u)));
        }
    }

    /// <inheritdoc/>
    public bool MayHold(IntegerNetwork network)
    {
        for (int i = 0; i <= Grid; i += 2)
        {
            for (int j = 0; j <= Grid; j += 2)
            {
                if (Math.Abs(network.At((double)i / Grid, (double)j / Grid) - _values[i, j]) > _error)
                {
                    Add((double)i / Grid, (double)j / Grid);
                    return false;
                }
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public ImmutableArray<HingeDraft> Drafts(HingeLimits limits, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var drafts = new List<HingeDraft>();
        (int[] Order, RidgeFit Fit, double Share)[] attempts = [.. Attempts];
        for (int i = 0; i < attempts.Length; i++)
        {
            drafts.AddRange(Drafts(attempts[i], limits, cancellationToken));
            progress?.Report((i + 1.0) / attempts.Length);
        }

        return [.. drafts.OrderBy(d => d.Network.Weights).ThenBy(d => d.Network.Depth)];
    }

    // The lighter ones of what the passes of one attempt give.
    private IEnumerable<HingeDraft> Drafts((int[] Order, RidgeFit Fit, double Share) attempt, HingeLimits limits, CancellationToken cancellationToken)
    {
        HingeDraft? draft = null;
        foreach (HingeSource[] sources in InTurn<HingeSource>(
            attempt, (direction, corridor, others, error) => Lightest(direction, corridor, others, error, limits, cancellationToken), (s, t) => s.At(t)))
        {
            if (HingeLayout.Write(sources, limits.MostLayers) is { } network && (draft is null || network.Weights < draft.Network.Weights))
            {
                yield return draft = new HingeDraft(network, [.. sources]);
            }
        }
    }

    /// <inheritdoc/>
    public SearchPoints Points()
    {
        int step = _error > 0.005 ? 4 : 2;
        var points = new List<(double[] U, double Low, double High)>();
        for (int i = 0; i <= Grid; i += step)
        {
            for (int j = 0; j <= Grid; j += step)
            {
                double lost = i == 0 || j == 0 || i == Grid || j == Grid ? 0 : Lost(i, j, step);
                double reach = (_error * Inside) - lost;
                points.Add(([(double)i / Grid, (double)j / Grid], _values[i, j] - reach, _values[i, j] + reach));
            }
        }

        points.AddRange(_more.Select(m => (new[] { m.X, m.Y }, m.Value - (_error * Inside), m.Value + (_error * Inside))));
        return new SearchPoints(_error, points);
    }

    // What a smooth target may differ from its values at grid points by, in between: a share of its second differences.
    private double Lost(int i, int j, int step)
    {
        if (i < step || j < step || i > Grid - step || j > Grid - step)
        {
            return 0;
        }

        double centre = _values[i, j];
        double xx = Math.Abs(_values[i - step, j] - (2 * centre) + _values[i + step, j]);
        double yy = Math.Abs(_values[i, j - step] - (2 * centre) + _values[i, j + step]);
        double xy = Math.Abs(_values[i + step, j + step] - _values[i + step, j - step] - _values[i - step, j + step] + _values[i - step, j - step]) / 2;
        double lost = (xx + yy + xy) / 8;
        return lost < Smoothness * _error ? lost : 0;
    }

    private double[,] Coarse()
    {
        const int step = 1 << (LogGrid - LogFit);
        var coarse = new double[(1 << LogFit) + 1, (1 << LogFit) + 1];
        for (int i = 0; i <= 1 << LogFit; i++)
        {
            for (int j = 0; j <= 1 << LogFit; j++)
            {
                coarse[i, j] = _values[i * step, j * step];
            }
        }

        return coarse;
    }

    // The function of a direction, or of its distance from 1/2, beside those that there are, with the lightest network.
    private static HingeSource? Lightest(
        int direction, Corridor corridor, HingeSource[] others, double error, HingeLimits limits, CancellationToken cancellationToken)
    {
        IEnumerable<(HingeSource Source, int Weights)> Sources(Direction of, Corridor within) => HingeCandidates
            .Of(within, error, limits, f => HingeLayout.Write([.. others, new(of, [], f)], limits.MostLayers), cancellationToken)
            .Select(c => (new HingeSource(of, [], c.Function), c.Network.Weights));
        IEnumerable<(HingeSource Source, int Weights)> sources = Sources(Direction.OfPlane[direction], corridor);
        if (Direction.Distances[direction] is { } distance && corridor.Folded(corridor.Steps / 2) is var folded
            && folded.Width >= EvenShare * corridor.Width)
        {
            sources = sources.Concat(Sources(distance, folded));
        }

        return sources.OrderBy(s => s.Weights).FirstOrDefault().Source;
    }

    /// <summary>
    /// A function of each direction of an attempt in turn, with a growing part of the error for all that are found already; then each once more, now that the
    /// others are what they are. What stands after each pass.
    /// </summary>
    /// <param name="attempt">One of <see cref="Attempts"/>.</param>
    /// <param name="find">The function of a direction in its corridor, beside those that there are, for an error; null where there is none.</param>
    /// <param name="value">Its value at t.</param>
    /// <typeparam name="T">What a function is made of.</typeparam>
    public IEnumerable<T[]> InTurn<T>(
        (int[] Order, RidgeFit Fit, double Share) attempt, Func<int, Corridor, T[], double, T?> find, Func<T, double, double> value)
        where T : class
    {
        (int[] order, RidgeFit fit, double share) = attempt;
        var found = new T?[Direction.OfPlane.Length];
        for (int pass = 0; pass < Passes && (pass == 0 || order.Length > 1); pass++)
        {
            for (int turn = 0; turn < order.Length; turn++)
            {
                int direction = order[turn];
                double part = pass > 0 || turn == order.Length - 1 ? 1 : share * (turn + 1) / (order.Length - 1);
                double error = fit.Difference + ((_error - fit.Difference) * part);
                Corridor corridor = Between(direction, d => order.Contains(d) ? t => found[d] is { } f ? value(f, t) : fit.At(d, t) : null, error);
                T[] others = [.. order.Where(d => d != direction).Select(d => found[d]).OfType<T>()];
                found[direction] = (corridor.Width < 0 ? null : find(direction, corridor, others, error)) ?? found[direction];
                if (found[direction] is null)
                {
                    yield break;
                }
            }

            yield return [.. order.Select(d => found[d]!)];
        }
    }

    // The corridor that the target and the functions of the other directions leave.
    private Corridor Between(int direction, Func<int, Func<double, double>?> functions, double error)
    {
        Direction along = Direction.OfPlane[direction];
        (int[] Steps, double[] Values)[] others = [.. Enumerable.Range(0, Direction.OfPlane.Length).Where(d => d != direction)
            .Select(d => functions(d) is { } g ? (Table(d), Enumerable.Range(0, (2 * Grid) + 1).Select(s => g(s / (2.0 * Grid))).ToArray()) : (null!, null!))
            .Where(t => t.Item1 is not null)];
        int log = along.Scale == 1 ? LogGrid : LogGrid + 1;
        int[] own = Table(direction);
        double[] low = [.. Enumerable.Repeat(double.NegativeInfinity, (1 << log) + 1)], high = [.. Enumerable.Repeat(double.PositiveInfinity, (1 << log) + 1)];
        for (int i = 0; i <= Grid; i++)
        {
            for (int j = 0; j <= Grid; j++)
            {
                double rest = _values[i, j], reach = Math.Max(0, error - _lost[i, j]);
                foreach ((int[] steps, double[] values) in others)
                {
                    rest -= values[steps[0] + (steps[1] * i) + (steps[2] * j)];
                }

                int at = (own[0] + (own[1] * i) + (own[2] * j)) >> (LogGrid + 1 - log);
                low[at] = Math.Max(low[at], rest - reach);
                high[at] = Math.Min(high[at], rest + reach);
            }
        }

        double Rest((double X, double Y, double Value) m) => m.Value - Enumerable.Range(0, Direction.OfPlane.Length).Where(d => d != direction)
            .Sum(d => functions(d)?.Invoke(Direction.OfPlane[d].At(m.X, m.Y)) ?? 0);
        return new Corridor(log, low, high, _more.Select(m => (along.At(m.X, m.Y), Rest(m) - error, Rest(m) + error)));
    }

    // t of a grid point in steps of 1/(2·Grid): constant, per i, per j.
    private static int[] Table(int direction) => direction switch
    {
        0 => [0, 2, 0],
        1 => [0, 0, 2],
        2 => [0, 1, 1],
        _ => [Grid, 1, -1],
    };
}
