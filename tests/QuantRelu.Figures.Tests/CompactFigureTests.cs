using FluentAssertions;
using QuantRelu.Constructions.Cells;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Figures.Compact;
using QuantRelu.Figures.Plots;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Figures.Tests;

public class CompactFigureTests
{
    [Theory]
    [InlineData("sin(x)", "0.01")]
    [InlineData("3*abs(x-1/3)", "0.02")]
    public void The_stages_of_the_crossbar_are_all_units_and_weights_of_the_network_layer_by_layer(string target, string error)
    {
        CrossbarPlan plan = CrossbarFigure.Plan(Subjects.Of(target, error));
        NetworkCounts counts = plan.Build(cancellationToken: TestContext.Current.CancellationToken).Network.Count();
        for (int layer = 1; layer <= counts.Depth; layer++)
        {
            CrossbarShare[] shares = [.. plan.Stages.Where(s => s.Layer == layer)];
            (shares.Sum(s => s.Units), shares.Sum(s => s.Weights)).Should().Be(((long)counts.Layers[layer - 1].Units, (long)counts.Layers[layer - 1].Weights));
        }

        // A stored sign is one weight of a column, and there is one for each piece; 2^p leaves are the last nodes of the tree.
        CrossbarShare[] tree = [.. plan.Stages.Where(s => s.Stage == CrossbarStage.Tree)];
        tree[^1].Units.Should().Be(int.Parse(plan.Provenance.Parameters["cells"], null));
        plan.Stages.Where(s => s.Stage == CrossbarStage.Columns).Sum(s => s.Weights).Should()
            .BeGreaterThan(int.Parse(plan.Provenance.Parameters["pieces"], null));
        plan.Stages.Select(s => s.Stage).Distinct().Should().HaveCount(7);
    }

    [Theory]
    [InlineData("sin(2*x)/4", "0.01", 2)]
    [InlineData("x^2/8", "0.02", 3)]
    public void The_classes_of_cells_are_the_target_on_their_cores_never_above_it_elsewhere_and_their_maximum_is_the_network(string text, string error, int n)
    {
        NetworkRequest subject = Subjects.Of(text, error, smoothness: n);
        CellPlan plan = CellsFigure.Plan(subject);
        Network network = plan.Build(cancellationToken: TestContext.Current.CancellationToken).Network;
        int cells = int.Parse(plan.Provenance.Parameters["N"], null);
        ImmutableArray<Curve> curves = CellsFigure.Curves(subject);
        Curve f = curves[0], greatest = curves[^1];
        double bound = plan.Provenance.ErrorBound!.Value + 1e-12;
        for (int i = 0; i < f.X.Length; i++)
        {
            greatest.Y[i].Should().Be(curves[1..^1].Max(c => c.Y[i]));
            Math.Abs(greatest.Y[i] - f.Y[i]).Should().BeLessThanOrEqualTo(bound);
            int core = Math.Min(cells - 1, i * cells / (f.X.Length - 1));
            Math.Abs(curves[1 + (core % (curves.Length - 2))].Y[i] - f.Y[i]).Should().BeLessThanOrEqualTo(bound);
            if (i % 29 == 0)
            {
                greatest.Y[i].Should().Be((double)ExactEvaluator.Evaluate(network, [Rational.Create(i, f.X.Length - 1)])[0]);
            }
        }
    }

    [Fact]
    public void Neither_picture_has_a_curve_behind_its_legend_or_texts_that_overlap_at_other_errors()
    {
        Legibility.CheckLegend(CellsFigure.Draw(Subjects.Of("sin(2*x)/4")));
        Legibility.Check(CellsFigure.Draw(Subjects.Of("x/3", "0.1")));
        Legibility.Check(CrossbarFigure.Draw(Subjects.Of("sin(x)", "0.001")));
    }

    [Theory]
    [InlineData("crossbar")]
    [InlineData("cells")]
    public void The_pictures_of_the_page_on_compact_networks_are_these(string name)
    {
        using var svg = new MemoryStream();
        Subjects.Standard(name).WriteSvg(svg);
        svg.ToArray().Should().Equal(File.ReadAllBytes(Path.Combine(Repository.Folder, "samples", "figures", $"{name}.svg")));
        File.ReadAllText(Path.Combine(Repository.Folder, "samples", "COMPACT.md")).Should().Contain($"(figures/{name}.svg)");
    }
}
