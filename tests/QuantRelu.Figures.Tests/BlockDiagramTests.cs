using System.Numerics;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Figures.Diagrams;
using QuantRelu.Figures.Paper;
using Xunit;

namespace QuantRelu.Figures.Tests;

public class BlockDiagramTests
{
    [Theory]
    [InlineData("sin(2*pi*x)/(2*pi)", 2, Quantization.Nonlinear, 2)]
    [InlineData("sin(2*pi*x)/(2*pi)", 3, Quantization.Nonlinear, 1)]
    [InlineData("exp(x)", 4, Quantization.Linear, 4)]
    [InlineData("exp(x)", 2, Quantization.None, 2)]
    [InlineData("x*y", 2, Quantization.Nonlinear, 3)]
    [InlineData("x^2/2", 2, Quantization.Nonlinear, 1)]
    public void The_rows_of_figure_3_are_the_layers_of_the_network(string target, int lambda, Quantization quantization, int smoothness)
    {
        NetworkRequest subject = Subjects.Of(target, "0.1", lambda, quantization, smoothness);
        BlockDiagram diagram = FunctionIndependentFigure.Diagram(subject);
        NetworkCounts counts = PaperConstructions.Independent.Plan(
            new NetworkRequest(subject.Target, subject.Error) { Family = CodebookFamily.Of(lambda, quantization), Smoothness = smoothness }).Topology.Count();
        AreTheLayers(diagram, counts);
        diagram.Title.Should().Contain($"depth {counts.Depth}, width {counts.Width:N0}, {counts.Weights:N0} weights");
    }

    [Theory]
    [InlineData("abs(abs(x-1/3)-1/3)", "0.01", 2, Quantization.Nonlinear)]
    [InlineData("abs(abs(x-1/3)-1/3)", "0.02", 4, Quantization.Linear)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.01", 3, Quantization.Nonlinear)]
    [InlineData("4*x", "0.1", 2, Quantization.None)]
    [InlineData("1/3", "0.1", 2, Quantization.Nonlinear)]
    public void The_rows_of_figure_5_are_the_layers_of_the_network(string target, string error, int lambda, Quantization quantization)
    {
        NetworkRequest subject = Subjects.Of(target, error, lambda, quantization);
        BlockDiagram diagram = FunctionDependentFigure.Diagram(subject);
        var built = PaperConstructions.Dependent.Build(new NetworkRequest(subject.Target, subject.Error) { Family = subject.Family });
        AreTheLayers(diagram, built.Network.Count());
        BigInteger cells = BigInteger.Parse(built.Provenance.Parameters["T"], System.Globalization.CultureInfo.InvariantCulture);
        Boxes(diagram, "of each cell").Select(b => b.Copies).Should().Equal(target == "1/3" ? [] : [cells], "a constant has no cells");
        Boxes(diagram, "each γ").Sum(b => b.Width).ToString(System.Globalization.CultureInfo.InvariantCulture).Should()
            .Be(built.Provenance.Parameters["shapes"]);
        diagram.Rows[^3].Columns.SelectMany(c => c.Boxes).Sum(b => b.Width).Should().Be((int)diagram.Rows[^3].Width);
    }

    [Fact]
    public void The_blocks_of_figure_3_have_the_sizes_of_Table_1()
    {
        NetworkRequest subject = Subjects.Of("sin(2*pi*x)/(2*pi)");
        FunctionIndependentParameters p = PaperConstructions.Independent.Plan(new NetworkRequest(subject.Target, subject.Error) { Smoothness = 2 }).Parameters;
        BlockDiagram diagram = FunctionIndependentFigure.Diagram(subject);
        Boxes(diagram, "×′").Single().Should().Be(new DiagramBox("×′: ψₘ(x)(x − m/N)", p.Grid + 1, (3 * p.Teeth) + 1, 60));
        Boxes(diagram, "grid line").Single().Should().Be(new DiagramBox("|x − i/N| on each grid line", p.Grid + 1, 1, 4));
        Boxes(diagram, "weight").Select(b => b.Copies).Should().Equal(p.Grid + 1, p.Grid + 1);
    }

    [Fact]
    public void Blocks_of_one_degree_stand_for_all_their_kinds_and_omitted_degrees_are_said()
    {
        BlockDiagram diagram = FunctionIndependentFigure.Diagram(Subjects.Of("x*y", "0.1", smoothness: 4));
        long grid = PaperConstructions.Independent.Plan(
            new NetworkRequest(Target.Parse("x*y"), Rational.Parse("0.1")) { Smoothness = 4 }).Parameters.Grid;
        BigInteger points = (BigInteger)(grid + 1) * (grid + 1);
        Boxes(diagram, "×′").Select(b => b.Copies).Should().Equal(points, 2 * points, 4 * points);
        diagram.Caption[^1].Should().Contain("degree 2 is not drawn");
        diagram.Input.Should().Be("x₁, x₂");
    }

    private static IEnumerable<DiagramBox> Boxes(BlockDiagram diagram, string text) =>
        diagram.Rows.SelectMany(r => r.Columns).SelectMany(c => c.Boxes).Where(b => b.Text.Contains(text, StringComparison.Ordinal));

    // The rows follow each other without gaps, and the boxes of each column fill the layers of its row.
    private static void AreTheLayers(BlockDiagram diagram, NetworkCounts counts)
    {
        int layers = 0;
        foreach (DiagramRow row in diagram.Rows)
        {
            row.First.Should().Be(layers + 1);
            layers = row.Last;
            row.Width.Should().Be(counts.Layers.Skip(row.First - 1).Take(row.Last - row.First + 1).Max(l => l.Units));
            row.Columns.Should().OnlyContain(c => c.Boxes.Sum(b => b.Depth) == row.Last - row.First + 1);
            row.Columns.SelectMany(c => c.Boxes).Should().OnlyContain(b => b.Width > 0 && b.Width <= row.Width && b.Depth > 0);
        }

        layers.Should().Be(counts.Depth);
        diagram.Rows.SkipLast(1).Max(r => r.Width).Should().Be(counts.Width);
    }
}
