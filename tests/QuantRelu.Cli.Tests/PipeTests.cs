using System.Text;
using System.Xml.Linq;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>- for standard input and output.</summary>
public class PipeTests : ToolTests
{
    [Fact]
    public void A_network_goes_through_pipes_and_its_report_beside_them()
    {
        (Outcome built, byte[] network) = Pipe([], "component", "square", "--r", "2", "--output", "-");
        built.ShouldSucceed().Out.Should().BeEmpty();
        built.Error.Should().StartWith("target          x^2");
        network.Should().Equal(File.ReadAllBytes(Square()));

        Pipe(network, "evaluate", "-", "--at", "0.5", "--exact").Outcome.ShouldSucceed().Lines.Should().Equal("1/4");
        Pipe(network, "info", "-").Outcome.ShouldSucceed().Out.Should().Be(Run("info", Square()).Out);
        Pipe(network, "verify", "-", "--error", "1/50").Outcome.ShouldSucceed().Out.Should().Contain("proved: at most 0.02");
        (Outcome rewritten, byte[] relu6) = Pipe(network, "rewrite", "-", "--activation", "relu6", "--output", "-");
        rewritten.ShouldSucceed();
        Pipe(relu6, "evaluate", "-", "--at", "0.5", "--exact").Outcome.ShouldSucceed().Lines.Should().Equal("1/4");
        string json = Pipe(network, "export", "-").Outcome.ShouldSucceed().Out;
        Pipe(Encoding.UTF8.GetBytes(json), "export", "-").Outcome.ShouldSucceed().Out.Should().Be(json);
    }

    [Fact]
    public void Binary_formats_are_written_as_bytes_and_pictures_as_svg()
    {
        byte[] network = File.ReadAllBytes(Square());
        (Outcome exported, byte[] onnx) = Pipe(network, "export", "-", "--format", "onnx", "--output", "-");
        exported.ShouldSucceed().Out.Should().BeEmpty();
        Run("export", Square(), "--format", "onnx", "--output", Path("square.onnx")).ShouldSucceed();
        onnx.Should().Equal(File.ReadAllBytes(Path("square.onnx")));
        Run("plot", Square(), "--output", Path("square.svg")).ShouldSucceed();
        string drawn = Pipe(network, "plot", "-", "--output", "-").Outcome.ShouldSucceed().Out;
        drawn.Should().Be(File.ReadAllText(Path("square.svg")));
        XDocument.Parse(Run("figure", "2", "--output", "-").ShouldSucceed().Out).Root!.Name.LocalName.Should().Be("svg");
    }

    [Fact]
    public void Bytes_are_not_written_to_a_screen()
    {
        Run("component", "square", "--r", "2", "--output", "-").ShouldRefuse(ExitCode.BadInput, "Standard output is a screen");
        BuildPaper("sine", "--error", "0.1", "--output", "-").ShouldRefuse(ExitCode.BadInput, "Standard output is a screen");
        Run("export", Square(), "--format", "onnx", "--output", "-").ShouldRefuse(ExitCode.BadInput, "Standard output is a screen", "--format onnx");
    }

    [Fact]
    public void What_comes_in_must_be_a_network()
    {
        Pipe([], "info", "-").Outcome.ShouldRefuse(ExitCode.BadInput, "Standard input cannot be read as a network");
        Pipe([1, 2, 3], "plot", "-", "--output", Path("a.svg")).Outcome.ShouldRefuse(ExitCode.BadInput, "Standard input");
        Pipe([], "evaluate", "-", "--input", "-").Outcome.ShouldRefuse(ExitCode.BadInput, "cannot both come from standard input");
    }
}
