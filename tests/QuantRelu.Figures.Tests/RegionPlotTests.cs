using System.Text;
using FluentAssertions;
using QuantRelu.Constructions.Interpolation;
using QuantRelu.Figures.Approximation;
using QuantRelu.Figures.Rendering;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Figures.Tests;

/// <summary>The linear regions of a network with two inputs.</summary>
public class RegionPlotTests
{
    private static ConstructedNetwork Hill { get; } =
        InterpolationConstructions.Hierarchical.Build(new NetworkRequest(Target.Parse("sin(x)*cos(y)"), Rational.Parse("0.01")));

    [Fact]
    public void The_regions_of_the_readme_are_drawn_anew_to_the_same_text()
    {
        using var svg = new MemoryStream();
        RegionPlot.Draw(Hill).WriteSvg(svg);
        Encoding.UTF8.GetString(svg.ToArray()).Should().Be(File.ReadAllText(Path.Combine(Repository.Folder, "samples", "figures", "regions.svg")));
    }

    [Fact]
    public void The_facets_fill_the_frame_once_and_the_words_count_them()
    {
        Picture picture = RegionPlot.Draw(Hill);
        Legibility.Check(picture);
        RecordingCanvas canvas = RecordingCanvas.Of(picture);
        IReadOnlyList<Spot>[] facets = [.. canvas.Polygons];
        canvas.Texts.Select(t => t.Text).Should().ContainMatch($"*linear regions, in {facets.Length} convex parts*");
        Spot[] corners = [.. facets.SelectMany(f => f)];
        double frame = (corners.Max(c => c.X) - corners.Min(c => c.X)) * (corners.Max(c => c.Y) - corners.Min(c => c.Y));
        facets.Sum(Area).Should().BeApproximately(frame, 1e-6 * frame);
    }

    [Fact]
    public void A_network_with_another_number_of_inputs_is_refused() =>
        FluentActions.Invoking(() => RegionPlot.Draw(Standalone.Square(2, CodebookFamily.Halves)))
            .Should().Throw<ArgumentException>().WithMessage("*2 inputs*has 1*");

    // The shoelace formula.
    private static double Area(IReadOnlyList<Spot> f) => Math.Abs(
        Enumerable.Range(0, f.Count).Sum(i => (f[i].X * f[(i + 1) % f.Count].Y) - (f[(i + 1) % f.Count].X * f[i].Y))) / 2;
}
