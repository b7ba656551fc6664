using FluentAssertions;
using QuantRelu.Figures.Diagrams;
using QuantRelu.Figures.Paper;
using Xunit;

namespace QuantRelu.Figures.Tests;

public class UnitDiagramTests
{
    [Fact]
    public void The_teeth_have_the_copies_of_the_paper()
    {
        UnitDiagram diagram = SquaringFigure.Diagram();
        foreach (int layer in new[] { 2, 3 })
        {
            diagram.Layers[layer].Select(g => g.Copies).Should().Equal(4, 8, 8);
            diagram.Layers[layer].Select(g => g.HasBias).Should().Equal(false, true, false);
        }

        diagram.Layers.Skip(4).Should().OnlyContain(l => l.Length == 1 && l[0].Copies == 1);
    }

    [Fact]
    public void Every_unit_and_every_weight_of_the_network_is_drawn()
    {
        UnitDiagram diagram = SquaringFigure.Diagram();
        NetworkCounts counts = SquaringFigure.Network().Count();
        diagram.Layers.Skip(1).Select(l => (long)l.Sum(g => g.Copies)).Should().Equal(counts.Layers.Select(l => (long)l.Units));
        int biases = diagram.Layers.Sum(l => l.Where(g => g.HasBias).Sum(g => g.Copies));
        ((long)(diagram.Connections.Length + biases)).Should().Be((long)counts.Weights);
        RecordingCanvas canvas = RecordingCanvas.Of(SquaringFigure.Draw());
        canvas.Circles.Should().HaveCount((int)counts.Units + 1 + 1, "there is the input, and one in the key");
        canvas.Lines.Should().HaveCount(diagram.Connections.Length + 2, "two are in the key");
    }

    [Fact]
    public void A_tooth_rises_by_positive_and_falls_by_negative_weights()
    {
        UnitDiagram diagram = SquaringFigure.Diagram();
        UnitConnection[] toRising = [.. diagram.Connections.Where(c => c.Layer == 3 && c.To == 0)];
        toRising.Should().HaveCount(4 + 8).And.OnlyContain(c => c.IsPositive == c.From < 4);
    }
}
