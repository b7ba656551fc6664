using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Constructions.Cells;

/// <summary>
/// The parameters with the fewest weights for a class: grids from the first that is fine enough to about twice as many cells, all margins and teeth that
/// pay, the coarsest steps that fit the bound. They are ranked by an estimate; the best are counted exactly, each with several ways to join planes.
/// </summary>
internal sealed class CellSearch
{
    private const int MostMargin = 7;
    private const int LeastMargin = 2;
    private const int MostTeeth = 40;
    private const int MostGrids = 24;
    private const int Counted = 16;
    private const int KeptLayouts = 2;
    private const int FinerConstants = 3;
    private const int CountedOfLarge = 1;
    private const int Large = 4096;
    private const int FinestBits = 12;

    private static readonly int[] Groups = [1, 2, 3, 4];

    private readonly int _d;
    private readonly int _n;
    private readonly int _logScale;
    private readonly double _error;
    private readonly CancellationToken _cancellation;

    private CellSearch(int dimension, int smoothness, int logScale, double error, CancellationToken cancellationToken) =>
        (_d, _n, _logScale, _error, _cancellation) = (dimension, smoothness, logScale, Math.ScaleB(error, -logScale), cancellationToken);

    /// <summary>Who is estimated to have so many times as many weights is not counted.</summary>
    public const double Slack = 1.15;

    /// <summary>The most cells along an axis.</summary>
    public const int MostGrid = 1 << 17;

    /// <summary>The most cells of all axes but one, which are found one by one.</summary>
    public const double MostPrefixes = 2e5;

    /// <summary>Candidates for a class, the one with the fewest estimated weights first; none when the grid would be too fine.</summary>
    /// <param name="dimension">d.</param>
    /// <param name="smoothness">n.</param>
    /// <param name="logScale">s.</param>
    /// <param name="error">ε, or a double below it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ImmutableArray<CellParameters> Candidates(
        int dimension, int smoothness, int logScale, double error, CancellationToken cancellationToken = default)
    {
        var search = new CellSearch(dimension, smoothness, logScale, error, cancellationToken);
        if (search.FirstGrid() is not { } first)
        {
            return [];
        }

        CellParameters[] candidates = [.. Grids(first).SelectMany(grid => Enumerable.Range(LeastMargin, grid == 1 ? 1 : MostMargin - LeastMargin + 1)
            .SelectMany(margin => search.Steps(grid, margin))).OrderBy(Estimate)];
        return [.. candidates.TakeWhile(c => Estimate(c) < Slack * Estimate(candidates[0])).Take(first > Large ? CountedOfLarge : Counted)];
    }

    /// <summary>
    /// Of candidates the one with the fewest weights, counted exactly: the first with all ways to join planes, the others with those that did best for it.
    /// </summary>
    /// <param name="candidates">At least one.</param>
    /// <param name="family">The weight values.</param>
    /// <param name="mostDepth">The most layers; where none has so few, the shallowest wins.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static (CellParameters Parameters, CellCounts Counts) Best(
        ImmutableArray<CellParameters> candidates, CodebookFamily family, int? mostDepth, CancellationToken cancellationToken = default)
    {
        (CellParameters Parameters, CellCounts Counts)[] first = [.. CellCounts.Of(candidates[0], Layouts(candidates[0]).Select(Unless), family).OrderBy(Rank)];
        CellParameters[] best = [.. first.Take(KeptLayouts).Select(c => c.Parameters)];
        return candidates.Skip(1)
            .SelectMany(c => CellCounts.Of(c, best.Select(b => Unless(c with { Group = b.Group, Joining = b.Joining, Doubles = b.Doubles })), family))
            .Append(first[0]).OrderBy(Rank).First();

        CellParameters Unless(CellParameters p)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return p;
        }

        (int, BigInteger) Rank((CellParameters Parameters, CellCounts Counts) c) => (c.Counts.Depth > mostDepth ? c.Counts.Depth : 0, c.Counts.Weights);
    }

    /// <summary>A number of cells along an axis that is too small for every margin: one less than the first that may do.</summary>
    public static double FinestTooCoarse(int dimension, int smoothness, int logScale, double error)
    {
        double constant = (dimension / Math.ScaleB(1, smoothness - 1)) + Math.Pow(dimension, smoothness) - dimension;
        double factorial = MathNet.Numerics.SpecialFunctions.Factorial(smoothness);
        return Math.Pow(constant * Math.ScaleB(1, logScale) / (error * factorial), 1.0 / smoothness) / 2;
    }

    private int? FirstGrid()
    {
        double guess = FinestTooCoarse(_d, _n, 0, _error);
        if (guess > MostGrid || Math.Pow(guess, _d - 1) > MostPrefixes)
        {
            return null;
        }

        int grid = Math.Max(1, (int)guess - 1);
        while (!Steps(grid, grid == 1 ? LeastMargin : MostMargin).Any())
        {
            grid++;
        }

        return grid;
    }

    private static IEnumerable<CellParameters> Layouts(CellParameters p) => from g in Groups
                                                                            from joining in Enum.GetValues<PlaneJoining>()
                                                                            from doubles in new[] { false, true }
                                                                            select p with { Group = g, Joining = joining, Doubles = doubles };

    private static IEnumerable<int> Grids(int first)
    {
        int most = (2 * first) + 3, step = Math.Max(1, (most - first) / MostGrids);
        var grids = new SortedSet<int>(Enumerable.Range(0, MostGrids + 1).Select(i => first + (i * step)).Where(g => g <= most));
        for (int power = 1; power <= most; power *= 2)
        {
            if (power >= first)
            {
                grids.Add(power);
            }
        }

        return grids;
    }

    // For every number of teeth that pays: the coarsest steps.
    private IEnumerable<CellParameters> Steps(int grid, int margin)
    {
        for (int teeth = 1; teeth <= (_n > 2 ? MostTeeth : 1); teeth++)
        {
            _cancellation.ThrowIfCancellationRequested();
            CellBasis basis = CellBasis.Of(_d, _n, teeth);
            var bounds = new CellBounds(basis, grid, margin);
            if (bounds.Taylor >= _error)
            {
                yield break;
            }

            if (bounds.Taylor + bounds.Squares >= _error)
            {
                continue;
            }

            foreach (int[] steps in Coarsest(bounds))
            {
                for (int lift = 0; lift <= (grid == 1 ? 0 : 2); lift++)
                {
                    yield return Complete(basis, bounds, grid, margin, steps, lift);
                }
            }

            if (bounds.Squares < _error / 64)
            {
                yield break;
            }
        }
    }

    // The coarsest constant that there is, or one somewhat finer; then steps that fit, of which every one is doubled that can be, in either order.
    private IEnumerable<int[]> Coarsest(CellBounds bounds)
    {
        int finest = (int)Math.Ceiling(-Math.Log2(_error - bounds.Taylor - bounds.Squares)) + FinestBits;
        int[] fine = [.. Enumerable.Repeat(finest, _n)];
        var known = new HashSet<string>();
        if (bounds.Total(fine) > _error)
        {
            yield break;
        }

        int constant = finest;
        while (bounds.Total([constant - 1, .. fine[1..]]) <= _error)
        {
            constant--;
        }

        for (int finer = 0; finer < FinerConstants; finer++)
        {
            foreach (bool rising in new[] { true, false })
            {
                int[] steps = [constant + finer, .. fine[1..]];
                IEnumerable<int> order = Enumerable.Range(1, _n - 1);
                Coarsen(bounds, steps, rising ? [.. order] : [.. order.Reverse()]);
                if (known.Add(string.Join(',', steps)))
                {
                    yield return steps;
                }
            }
        }
    }

    private void Coarsen(CellBounds bounds, int[] steps, int[] order)
    {
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (int j in order)
            {
                steps[j]--;
                bool fits = bounds.Total(steps) <= _error;
                steps[j] += fits ? 0 : 1;
                changed |= fits;
            }
        }
    }

    private CellParameters Complete(CellBasis basis, CellBounds bounds, int grid, int margin, int[] steps, int lift)
    {
        int[] planes = [0, .. basis.Features.Select((f, k) => Planes(bounds.Coefficients[k], steps[f.Degree]))];
        double shift = bounds.Shift + bounds.RoundingShift(steps) + Math.ScaleB(1, -steps[0]);
        double centred = basis.Features.Select((f, k) => Math.ScaleB(1, planes[k + 1] - 1 - steps[f.Degree])).Sum();
        planes[0] = (int)Math.Ceiling(Math.Log2(Math.ScaleB((2 * shift) + 2, steps[0]) + 1));
        double least = shift + centred, most = Math.ScaleB(1, planes[0] - steps[0]) - 2 - shift + centred - Math.ScaleB(1, -steps[0]);
        return new CellParameters
        {
            Dimension = _d,
            Smoothness = _n,
            LogScale = _logScale,
            Grid = grid,
            LogMargin = margin,
            Teeth = basis.Teeth,
            LogSteps = [.. steps],
            Planes = [.. planes],
            Offset = Simplest(least, most),
            Lift = lift,
        };
    }

    // β/2^-e is rounded to at most 2^(t-1) - 1.
    private static int Planes(double coefficient, int logStep) =>
        1 + Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Floor(Math.ScaleB(coefficient, logStep) + 0.5) + 1)));

    // A multiple of the greatest power of two there is one of between two numbers.
    private static Dyadic Simplest(double least, double most)
    {
        for (int log = 8; ; log--)
        {
            double multiple = Math.Ceiling(Math.ScaleB(least, -log));
            if (Math.ScaleB(multiple, log) <= most)
            {
                return Dyadic.Create((BigInteger)multiple, log);
            }
        }
    }

    /// <summary>About how many weights: close enough to choose whom to count.</summary>
    public static double Estimate(CellParameters p)
    {
        double classes = Math.Pow(p.Parities, p.Dimension), cells = Math.Pow(p.Grid, p.Dimension);
        int planes = p.PlanesOfCell, features = p.Basis.Features.Length;
        int exponents = p.Planes[0] + 2;
        int ramps = p.Grid > 2 ? 2 * p.LogGrid : 0;
        int height = Math.Max(ramps + 1 + p.Dimension, p.Grid == 1 ? 0 : (2 * p.LogGrid) + p.LogMargin - p.Lift + 4);
        double squarers = p.Basis.Features.Sum(f => Math.Pow(p.Parities, f.Axes.Length)
            * (f.Kind == FeatureKind.Linear ? 0 : f.Kind == FeatureKind.Product ? 2 : 1));
        return (cells * (planes + Math.Min(p.Dimension, 2)))
            + (classes * ((3.5 * planes) + features + (Math.Min(11, 12 - (8 / classes)) * exponents) + (p.Dimension * features * (1 << p.Lift)) + 20))
            + (16 * (height + 3 + (2 * p.LogScale)))
            + (squarers * ((24 * p.Teeth) + 12)) + (6 * p.Dimension * p.Grid) + (p.Dimension * (20.0 * p.LogGrid + 40));
    }
}
