using System.Xml.Linq;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class PlotTests : ToolTests
{
    [Fact]
    public void A_network_of_one_variable_is_certified_and_drawn()
    {
        Run("plot", Square(), "--output", Path("square.svg")).ShouldSucceed().Out.Should().BeEmpty();
        XDocument.Load(Path("square.svg")).Root!.Value.Should().Contain("x^2").And.Contain("network − target").And.Contain("between 0.015624 and 0.015626");
        Run("plot", Square(), "--output", Path("again.svg")).ShouldSucceed();
        File.ReadAllText(Path("again.svg")).Should().Be(File.ReadAllText(Path("square.svg")));
    }

    [Fact]
    public void A_network_of_two_variables_is_drawn_as_a_map_and_certified_when_asked()
    {
        Run("plot", Product(), "--output", Path("map.svg"), "--samples", "1000").ShouldSucceed();
        File.ReadAllText(Path("map.svg")).Should().Contain("the file says: by the construction at most 0.").And.Contain("data:image/png");
        Run("plot", Product(), "--target", "x*y/2", "--output", Path("other.svg"), "--samples", "1000").ShouldSucceed();
        File.ReadAllText(Path("other.svg")).Should().Contain("no bound is proved", "the construction was for another target");
        Run("plot", Product(), "--output", Path("map.svg"), "--samples", "1000", "--certify").ShouldSucceed();
        File.ReadAllText(Path("map.svg")).Should().Contain("proved: the greatest error is between");
        Run("plot", Product(), "--output", Path("line.png"), "--fix", "y=1/2").ShouldSucceed();
        File.ReadAllBytes(Path("line.png")).Should().StartWith(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' });
    }

    [Fact]
    public void Linear_regions_are_drawn_one_polygon_for_each()
    {
        Run("build", "sin(x)*cos(y)", "--error", "0.1", "--construction", "hierarchical", "--output", Path("waves")).ShouldSucceed();
        Run("plot", Path("waves"), "--regions", "--output", Path("regions.svg")).ShouldSucceed().Out.Should().BeEmpty();
        string svg = File.ReadAllText(Path("regions.svg"));
        XDocument.Parse(svg).Root!.Value.Should().MatchRegex("[0-9]+ linear regions, in [0-9]+ convex parts");
        svg.Split("<polygon").Length.Should().BeGreaterThan(8);
        Run("plot", Path("waves"), "--regions", "--output", Path("again.svg")).ShouldSucceed();
        File.ReadAllText(Path("again.svg")).Should().Be(svg);
        Run("plot", Square(), "--regions", "--output", Path("line.svg"))
            .ShouldRefuse(ExitCode.BadInput, "Linear regions are drawn of networks with 2 inputs; this one has 1.");
    }

    [Fact]
    public void Of_another_target_nothing_is_claimed_that_the_file_says()
    {
        BuildPaper("sine", "--error", "0.1", "--certify", "--output", Path("sine.qrn")).ShouldSucceed();
        Run("plot", Path("sine.qrn"), "--output", Path("own.svg")).ShouldSucceed();
        File.ReadAllText(Path("own.svg")).Should().Contain("ε = 0.1");
        Run("plot", Path("sine.qrn"), "--target", "0", "--output", Path("other.svg")).ShouldSucceed();
        File.ReadAllText(Path("other.svg")).Should().NotContain("ε = 0.1").And.Contain("proved: the greatest error is between 0.156");
    }

    [Fact]
    public void A_target_without_bound_is_refused()
    {
        Run("plot", Square(), "--target", "1/x", "--output", Path("pole.svg")).ShouldRefuse(ExitCode.BadInput, "No bound of 1/x can be proved near x = ");
        Run("plot", Product(), "--target", "1/(x+1) + y", "--output", Path("pole.svg"), "--samples", "50")
            .ShouldRefuse(ExitCode.BadInput, "not finite at (-1, ");
        Files.Should().NotContain("pole.svg");
    }

    [Fact]
    public void What_is_not_certified_in_time_is_drawn_with_the_bound_of_the_construction()
    {
        Run("plot", Square(), "--time-limit", "0", "--output", Path("late.svg")).ShouldSucceed().Error.Should().Contain("The time was over");
        File.ReadAllText(Path("late.svg")).Should().NotContain("no bound is proved")
            .And.Contain("by the construction at most 0.015625").And.Contain("bound of the construction");
        Run("plot", Square(), "--target", "x", "--time-limit", "0", "--output", Path("other.svg")).ShouldSucceed();
        File.ReadAllText(Path("other.svg")).Should().Contain("proved: the greatest error is between 0 and 1").And.Contain("certified: never outside");
    }

    [Theory]
    [InlineData("no variable 'z'", "--fix", "z=1")]
    [InlineData("z=0.5, not 'y'", "--fix", "y")]
    [InlineData("twice", "--fix", "y=0,y=1")]
    [InlineData("outside of -1:1", "--fix", "y=2")]
    [InlineData("0 of 2 would be left", "--fix", "x=0,y=1")]
    [InlineData("at least 3, not 2", "--target", "x*y*z")]
    [InlineData("--samples", "--samples", "1")]
    public void Bad_input_is_refused_with_one_sentence_and_nothing_is_written(string words, params string[] args)
    {
        Run(["plot", Product(), .. args, "--output", Path("plot.svg")]).ShouldRefuse(ExitCode.BadInput, words);
        Files.Should().Equal("product.qrn");
    }

    [Fact]
    public void A_page_is_written_beside_the_report()
    {
        string report = BuildPaper("sin(2*pi*x)/(2*pi)", "--error", "0.1", "--report", Path("sine.html")).ShouldSucceed().Out;
        string page = File.ReadAllText(Path("sine.html"));
        page.Should().StartWith("<!DOCTYPE html>").And.Contain("sin(2*pi*x)/(2*pi)");
        string topology = report.Split('\n').Single(l => l.StartsWith("topology", StringComparison.Ordinal))[16..].Trim();
        page.Replace("<wbr/>", string.Empty, StringComparison.Ordinal).Should().Contain(topology);
    }

    [Fact]
    public void A_page_is_refused_before_any_work()
    {
        BuildPaper("sine", "--error", "0.1", "--report", Path("sine.txt")).ShouldRefuse(ExitCode.BadInput, ".html");
        BuildPaper("sine", "--error", "0.1", "--report", Path("no/sine.html")).ShouldRefuse(ExitCode.BadInput, "no directory");
        BuildPaper("sine", "--error", "0.1", "--dry-run", "--report", Path("sine.html")).ShouldRefuse(ExitCode.BadInput, "--report");
        Files.Should().BeEmpty();
    }
}
