using System.Globalization;

namespace QuantRelu.Figures.Approximation;

/// <summary>Target and network at points of a section.</summary>
internal sealed record SampledErrors(double[] Target, ImmutableArray<double> Network)
{
    /// <summary>network - target at a point.</summary>
    public double Error(int point) => Network[point] - Target[point];

    /// <summary>Evaluates both.</summary>
    /// <param name="evaluator">The network.</param>
    /// <param name="target">The target on the section's domain.</param>
    /// <param name="section">The section.</param>
    /// <param name="free">The free coordinates, point by point, in [0, 1].</param>
    /// <param name="progress">Is told the part that is done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TargetException">The target is not finite at a point.</exception>
    /// <exception cref="ArgumentException">Network and target do not have the section's variables.</exception>
    public static SampledErrors At(
        FastEvaluator evaluator, Target target, Section section, double[] free, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        int d = section.Domain.Dimension;
        if (evaluator.Network.Inputs != d || !target.Domain.Equals(section.Domain))
        {
            throw new ArgumentException(
                $"The network has {evaluator.Network.Inputs} inputs and the target the domain {target.Domain}, but {section.Domain} is shown.",
                nameof(section));
        }

        double[] points = section.Points(free);
        int count = points.Length / d;
        ImmutableArray<double> network = evaluator.EvaluateAll(points, progress: progress, cancellationToken: cancellationToken);
        return new([.. Enumerable.Range(0, count).Select(p => Finite(target, points.AsSpan(p * d, d)))], network);
    }

    private static double Finite(Target target, ReadOnlySpan<double> u)
    {
        double value = target.Value(u);
        if (double.IsFinite(value))
        {
            return value;
        }

        var x = new double[u.Length];
        target.Domain.FromUnit(u, x);
        throw new TargetException(
            $"{target.Name} is not finite at ({string.Join(", ", x.Select(c => c.ToString("G9", CultureInfo.InvariantCulture)))}): it cannot be drawn.");
    }
}
