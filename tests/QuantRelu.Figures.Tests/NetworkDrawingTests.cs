using System.Text;
using FluentAssertions;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Figures.Diagrams;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Figures.Tests;

/// <summary>A whole network, unit by unit.</summary>
public class NetworkDrawingTests
{
    private static readonly ConstructedNetwork Square = Standalone.Square(2, CodebookFamily.Halves);

    [Fact]
    public void A_box_shows_what_its_units_compute()
    {
        IReadOnlyList<double[][]> curves = UnitCurves.Of(Square.Network, 17);
        curves.Should().HaveCount(Square.Network.Count().Depth + 1);
        curves[^1].Should().ContainSingle();
        for (int p = 0; p < 17; p++)
        {
            curves[^1][0][p].Should().Be((double)ExactEvaluator.Evaluate(Square.Network, Dyadic.Create(p, -4))[0], "doubles hold these values exactly");
        }

        curves.Skip(1).SkipLast(1).SelectMany(l => l).SelectMany(values => values).Should().OnlyContain(v => v >= 0, "they left a ReLU");
    }

    [Fact]
    public void Every_group_of_equal_units_is_a_box_with_their_number_and_every_bias_is_told()
    {
        var diagram = UnitDiagram.Of(Square.Network);
        RecordingCanvas canvas = RecordingCanvas.Of(NetworkDrawing.Draw(Square));
        UnitGroup[] groups = [.. diagram.Layers.SelectMany(l => l)];
        canvas.Boxes.Should().HaveCount(groups.Length);
        canvas.Texts.Where(t => t.Text.StartsWith('×')).Select(t => t.Text[1..]).Should()
            .BeEquivalentTo(groups.Where(g => g.Copies > 1).Select(g => $"{g.Copies}"));
        canvas.Texts.Where(t => t.Text.StartsWith("bias", StringComparison.Ordinal)).Should().HaveCount(groups.Count(g => g.HasBias));
        canvas.Texts[0].Text.Should().EndWith($": {Square.Network.Count().Weights} weights");
    }

    [Fact]
    public void The_network_of_the_readme_is_drawn_anew_to_the_same_text()
    {
        var asked = new NetworkRequest(Target.Parse("sin(2*pi*x)/(2*pi)"), Rational.Parse("0.01"));
        using var svg = new MemoryStream();
        NetworkDrawing.Draw(HingeConstruction.Instance.Build(asked)).WriteSvg(svg);
        Encoding.UTF8.GetString(svg.ToArray()).Should().Be(File.ReadAllText(Path.Combine(Repository.Folder, "samples", "figures", "units.svg")));
    }

    [Fact]
    public void Of_two_inputs_there_are_boxes_without_curves_and_what_is_too_large_is_refused()
    {
        ConstructedNetwork product = Standalone.Multiply(1, CodebookFamily.Halves);
        RecordingCanvas.Of(NetworkDrawing.Draw(product)).Boxes.Should().HaveCount(UnitDiagram.Of(product.Network).Layers.Sum(l => l.Length));
        ((Action)(() => NetworkDrawing.Draw(Standalone.Square(20, CodebookFamily.Halves)))).Should().Throw<ArgumentException>().WithMessage("*2000*most*");
    }
}
