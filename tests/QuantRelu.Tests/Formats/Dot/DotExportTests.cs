using System.Text;
using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats.Dot;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.Dot;

public class DotExportTests
{
    private static string Drawing(ConstructedNetwork network)
    {
        using var stream = new MemoryStream();
        DotExport.Write(network, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ConstructedNetwork Sample(int logGrid) =>
        SampleNetworks.WithProvenance(SampleNetworks.Random(new FunctionIndependentParameters(2, 2, logGrid, 2, 4), 1, Codebook.Halves, 3));

    [Fact]
    public void Every_block_is_a_box_with_its_copies_and_the_drawing_does_not_grow_with_them()
    {
        ConstructedNetwork small = Sample(1), large = Sample(4);
        string drawing = Drawing(large);
        drawing.Split('\n').Length.Should().BeInRange(20, 100).And.BeCloseTo(Drawing(small).Split('\n').Length, 25);
        drawing.Should().Contain($"{large.Network.Count().Weights:N0} weights over {{-1/2, 1/2}}").And.Contain("289 copies");
        int frames = Regex.Count(drawing, "subgraph cluster_");
        frames.Should().Be(large.Network.Stages.Length);
    }

    [Fact]
    public void Every_arrow_joins_boxes_that_are_drawn_and_every_stage_but_constants_reads_something()
    {
        string drawing = Drawing(Sample(2));
        string[] boxes = [.. Regex.Matches(drawing, @"^\s+(\w+) \[(?:label|shape)=", RegexOptions.Multiline).Select(m => m.Groups[1].Value)
            .Where(n => n is not "node" and not "edge")];
        Match[] arrows = [.. Regex.Matches(drawing, @"(\w+) -> (\w+)").Cast<Match>()];
        arrows.Should().NotBeEmpty();
        arrows.SelectMany(m => new[] { m.Groups[1].Value, m.Groups[2].Value }).Should().BeSubsetOf(boxes);
        boxes.Where(b => b != "inputs").Where(b => !drawing.Contains($"-> {b}", StringComparison.Ordinal)).Should()
            .OnlyContain(b => drawing.Contains($"{b} [label=\"1 copy\\n0 →", StringComparison.Ordinal));
    }

    [Fact]
    [Needs(External.Graphviz)]
    public void Graphviz_draws_it_without_a_warning()
    {
        string dot = ExternalTool.Find(External.Graphviz);
        string file = Path.GetTempFileName();
        try
        {
            ConstructedNetwork network = Sample(2);
            File.WriteAllText(file, Drawing(network with { Provenance = network.Provenance with { Target = "a \"quoted\\\" name" } }));
            ExternalTool.Run(dot, "-Tsvg", file).Should().Contain("a &quot;quoted\\&quot; name").And.Contain("<svg");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
