using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Approximation;

/// <summary>A network beside its target: curves of both with the certified error band along one variable, a heat map of the error over two.</summary>
public static class ApproximationPlot
{
    /// <summary>At how many points network and target are compared unless something else is asked for.</summary>
    public const int StandardSamples = 40_000;

    /// <summary>The picture.</summary>
    /// <param name="network">The network; ε and the certified error are drawn as far as its provenance has them.</param>
    /// <param name="target">The target on the section's domain.</param>
    /// <param name="section">What is shown.</param>
    /// <param name="samples">At about how many points, at least 16.</param>
    /// <param name="progress">Is told the part that is done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TargetException">The target is not finite at a point.</exception>
    /// <exception cref="ArgumentException">The section does not fit the network or the target.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 16 points.</exception>
    public static Picture Draw(ConstructedNetwork network, Target target, Section section, int samples = StandardSamples, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(section);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 16);
        var evaluator = new FastEvaluator(network.Network);
        return section.Free.Length == 1
            ? new CurvePlot(network, target, ErrorCurve.Of(evaluator, target, section, samples, progress, cancellationToken)).ToPicture()
            : new MapPlot(network, target, ErrorMap.Of(evaluator, target, section, samples, progress, cancellationToken)).ToPicture();
    }

    /// <summary>The same for a page, which tells the greatest error that was seen elsewhere, on a wide and on a narrow screen.</summary>
    internal static (Picture Wide, Picture Narrow) DrawForPage(
        ConstructedNetwork network, Target target, Section section, int samples, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var evaluator = new FastEvaluator(network.Network);
        if (section.Free.Length == 1)
        {
            var curves = new CurvePlot(network, target, ErrorCurve.Of(evaluator, target, section, samples, progress, cancellationToken));
            return (curves.ToPicture(), curves.ToPicture(Chart.NarrowWidth));
        }

        var map = new MapPlot(network, target, ErrorMap.Of(evaluator, target, section, samples, progress, cancellationToken), isTold: false);
        return (map.ToPicture(), map.ToPicture(Chart.NarrowWidth));
    }
}
