using FluentAssertions;
using QuantRelu.Bounds;
using QuantRelu.Constructions.Paper;
using QuantRelu.Figures.Rendering;
using QuantRelu.Figures.Sweeps;
using QuantRelu.Studies;
using QuantRelu.Studies.Sweeps;
using Xunit;

namespace QuantRelu.Figures.Tests;

public class SweepPlotTests
{
    private static readonly StudyEffort Quick = new(Samples: 100);

    private static SweepGrid Grid(string[] targets, params int?[] orders) =>
        new([.. targets.Select(t => Target.Parse(t))], [Rational.Parse("0.5"), Rational.Parse("0.1"), Rational.Parse("0.05")], [2, 4])
        {
            Quantizations = [Quantization.Nonlinear, Quantization.Linear, Quantization.None],
            Smoothness = [.. orders],
        };

    private static SweptNetwork[] Networks(SweepGrid grid) =>
        [.. grid.Requests().Select(r => new SweptNetwork(r, SweepRow.Of(NetworkStudy.Run(r, Quick), Quick)))];

    [Fact]
    public void A_plot_has_a_curve_for_each_codebook_a_dot_for_each_network_and_the_limits()
    {
        SweptNetwork[] networks = Networks(Grid(["zigzag"], 1) with { Constructions = [PaperConstructions.Independent, PaperConstructions.Dependent] });
        Picture picture = SweepPlot.Draw(networks);
        RecordingCanvas canvas = RecordingCanvas.Of(picture);
        canvas.Circles.Should().HaveCount(networks.Length);
        canvas.Texts.Select(t => t.Text).Should().Contain(
            "Bits of quantized networks for zigzag",
            "measured error",
            "bits",
            "λ = 4, linear, dependent",
            "free weights of 32 bits, independent",
            "least bits, d = 1, n = 1: ⌈1/ε⌉ − 1, proved",
            "ε = 0.05");
        Legibility.Check(picture);
        Area legend = canvas.Boxes.Should().ContainSingle().Subject;
        legend.Right.Should().BeLessThan(picture.Width);
        canvas.Circles.Should().OnlyContain(c => c.X < legend.Left && c.Y > 0 && c.Y < picture.Height);
    }

    [Fact]
    public void Many_targets_and_orders_can_be_told_apart()
    {
        SweptNetwork[] networks = Networks(Grid(
            ["x*(1-x)/2", "sin(x) + 0*(x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x)"], 2, 3) with
        { Quantizations = [Quantization.Nonlinear] });
        Picture picture = SweepPlot.Draw(networks);
        Legibility.Check(picture);
        RecordingCanvas.Of(picture).Texts.Select(t => t.Text).Should()
            .Contain("λ = 2, nonlinear, n = 3, x*(1-x)/2",
                "order of least bits, d = 1, n = 2: (1/ε)^(1/2), constant 1",
                "order of least bits, d = 1, n = 3: (1/ε)^(1/3), constant 1");
    }

    /// <summary>The crossbar has no use for values beyond ±1/2: its networks over λ = 2, 3 and 4 are the same, and would hide each other.</summary>
    [Fact]
    public void Curves_through_the_same_points_are_one_with_the_names_of_all()
    {
        SweepGrid grid = Grid(["zigzag"], 1) with
        {
            Lambdas = [2, 3, 4],
            Quantizations = [Quantization.Nonlinear],
            Constructions = [ConstructionRegistry.Standard.All.Single(c => c.Name == "crossbar")],
        };
        RecordingCanvas canvas = RecordingCanvas.Of(SweepPlot.Draw(Networks(grid)));
        canvas.Circles.Should().HaveCount(3);
        canvas.Texts.Select(t => t.Text).Should().Contain("λ = 2, 3, 4, nonlinear");
    }

    [Fact]
    public void The_limit_of_one_variable_and_n_1_is_that_of_section_11()
    {
        // On the curve of ⌈1/ε⌉ - 1 lies no point below that of the networks: they are far above it.
        SweptNetwork[] networks = Networks(Grid(["hat"], 1));
        networks.Should().OnlyContain(n => n.Row.Number("bits") > (double)Limits.EntropyAtLeast(Dyadic.FromDouble(n.Row.Number("measuredError")!.Value)));
        IReadOnlyList<Spot> limit = RecordingCanvas.Of(SweepPlot.Draw(networks)).Lines.Where(l => l.Count > 100).Should().ContainSingle().Subject;
        limit.Zip(limit.Skip(1)).Should().OnlyContain(p => p.Second.X > p.First.X && p.Second.Y >= p.First.Y, "less error takes more bits");
    }

    [Fact]
    public void One_network_can_be_plotted_and_none_cannot()
    {
        StudyRequest request = new(PaperConstructions.Independent, new NetworkRequest(Target.Parse("hat"), Rational.Parse("0.1")) { Smoothness = 1 });
        Legibility.Check(SweepPlot.Draw([new(request, SweepRow.Of(NetworkStudy.Run(request, Quick), Quick))]));
        StudyEffort none = Quick with { MostWeights = 1 };
        FluentActions.Invoking(() => SweepPlot.Draw([new(request, SweepRow.Of(NetworkStudy.Run(request, none), none))])).Should().Throw<ArgumentException>()
            .WithMessage("There is nothing to plot*");
    }

    [Fact]
    public void More_curves_than_can_be_told_apart_are_refused_early()
    {
        SweepGrid grid = Grid(["x"], [null]) with { Lambdas = [.. Enumerable.Range(2, 19)], Quantizations = [Quantization.Nonlinear] };
        FluentActions.Invoking(() => SweepPlot.Check(grid.Requests())).Should().Throw<ArgumentException>().WithMessage("*19 curves; 18 is the most*");
        SweepPlot.Check((grid with { Lambdas = [.. Enumerable.Range(2, 18)] }).Requests());
    }
}
