namespace QuantRelu.Figures.Approximation;

/// <summary>
/// Target, network and their difference along one variable. The error of a network swings far more often than a picture has columns, so each
/// column has the least and the greatest of many points: a curve through single points would show waves that are not there.
/// </summary>
public sealed class ErrorCurve
{
    /// <summary>The most columns.</summary>
    public const int MostColumns = 512;

    private ErrorCurve(Section section, double[] u, SampledErrors values, int columns)
    {
        Section = section;
        int axis = section.Free[0];
        X = [.. u.Select(place => section.X(axis, place))];
        Target = [.. values.Target];
        Network = [.. values.Network];
        int each = (u.Length - 1) / columns;

        // The last point of a column is the first one of the next.
        double[][] errors = [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(c * each, each + 1).Select(values.Error).ToArray())];
        ColumnX = [.. Enumerable.Range(0, columns).Select(c => (X[c * each] + X[(c + 1) * each]) / 2)];
        Least = [.. errors.Select(e => e.Min())];
        Greatest = [.. errors.Select(e => e.Max())];
    }

    /// <summary>What is shown.</summary>
    public Section Section { get; }

    /// <summary>The places, in the coordinates of the domain.</summary>
    public ImmutableArray<double> X { get; }

    /// <summary>The target at each place.</summary>
    public ImmutableArray<double> Target { get; }

    /// <summary>The network at each place.</summary>
    public ImmutableArray<double> Network { get; }

    /// <summary>The middle of each column.</summary>
    public ImmutableArray<double> ColumnX { get; }

    /// <summary>The least network - target of each column's points.</summary>
    public ImmutableArray<double> Least { get; }

    /// <summary>The greatest network - target of each column's points.</summary>
    public ImmutableArray<double> Greatest { get; }

    /// <summary>Evaluates network and target along a section of one variable.</summary>
    /// <param name="evaluator">The network.</param>
    /// <param name="target">The target.</param>
    /// <param name="section">The section; one variable is free.</param>
    /// <param name="samples">About how many points, at least 3.</param>
    /// <param name="progress">Is told the part that is done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TargetException">The target is not finite at a point.</exception>
    /// <exception cref="ArgumentException">The section has two free variables, or does not fit the network or the target.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 3 points.</exception>
    public static ErrorCurve Of(
        FastEvaluator evaluator, Target target, Section section, int samples, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(section);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 3);
        if (section.Free.Length != 1)
        {
            throw new ArgumentException("A curve has one free variable, not two.", nameof(section));
        }

        int columns = Math.Min(MostColumns, samples / 2);
        double[] u = Section.Places((samples / columns * columns) + 1);
        return new(section, u, SampledErrors.At(evaluator, target, section, u, progress, cancellationToken), columns);
    }
}
