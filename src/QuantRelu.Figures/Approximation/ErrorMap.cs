namespace QuantRelu.Figures.Approximation;

/// <summary>|network - target| over two variables, on a grid of square numbers of cells: in each cell the greatest of 2 × 2 points.</summary>
public sealed class ErrorMap
{
    /// <summary>Points of a cell along each side.</summary>
    public const int PointsPerSide = 2;

    /// <summary>The most cells along each side.</summary>
    public const int MostCells = 512;

    private ErrorMap(Section section, int side, double[] u, SampledErrors values)
    {
        Section = section;
        Side = side;
        var cells = new double[side * side];
        double greatest = -1;
        for (int p = 0; p < values.Network.Length; p++)
        {
            (int row, int column) = (p / u.Length, p % u.Length);
            int cell = (row / PointsPerSide * side) + (column / PointsPerSide);
            double error = Math.Abs(values.Error(p));
            cells[cell] = Math.Max(cells[cell], error);
            if (error > greatest)
            {
                greatest = error;
                GreatestAt = (section.X(section.Free[0], u[column]), section.X(section.Free[1], u[row]));
            }
        }

        Cells = [.. cells];
        Greatest = greatest;
    }

    /// <summary>What is shown.</summary>
    public Section Section { get; }

    /// <summary>How many cells there are along each side.</summary>
    public int Side { get; }

    /// <summary>The greatest |network - target| seen in each cell, row by row: the first variable ascends along a row, the second from row to row.</summary>
    public ImmutableArray<double> Cells { get; }

    /// <summary>The greatest of all.</summary>
    public double Greatest { get; }

    /// <summary>Where it was seen, in the coordinates of the domain.</summary>
    public (double First, double Second) GreatestAt { get; }

    /// <summary>Evaluates network and target over a section of two variables.</summary>
    /// <param name="evaluator">The network.</param>
    /// <param name="target">The target.</param>
    /// <param name="section">The section; two variables are free.</param>
    /// <param name="samples">About how many points, at least 16.</param>
    /// <param name="progress">Is told the part that is done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TargetException">The target is not finite at a point.</exception>
    /// <exception cref="ArgumentException">The section has one free variable, or does not fit the network or the target.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 16 points.</exception>
    public static ErrorMap Of(
        FastEvaluator evaluator, Target target, Section section, int samples, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(section);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 16);
        if (section.Free.Length != 2)
        {
            throw new ArgumentException("A map has two free variables, not one.", nameof(section));
        }

        int side = Math.Min(MostCells, (int)Math.Sqrt(samples) / PointsPerSide);
        double[] u = Section.Places(side * PointsPerSide);
        double[] free = [.. u.SelectMany(second => u.SelectMany(first => new[] { first, second }))];
        return new(section, side, u, SampledErrors.At(evaluator, target, section, free, progress, cancellationToken));
    }
}
