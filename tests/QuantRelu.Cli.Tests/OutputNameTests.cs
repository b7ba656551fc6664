using System.Text;
using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>What the name of an output file says of its content.</summary>
public class OutputNameTests : ToolTests
{
    [Theory]
    [InlineData("a.json", "json")]
    [InlineData("a.JSON", "json")]
    [InlineData("a.qrn", "qrn")]
    [InlineData("a.onnx", "onnx")]
    [InlineData("a.dot", "dot")]
    [InlineData("a.gv", "dot")]
    [InlineData("a.c", "c")]
    [InlineData("a.v", "verilog")]
    [InlineData("a.sollya", "sollya")]
    [InlineData("a.smt2", "smtlib")]
    [InlineData("a.vnnlib", "vnnlib")]
    [InlineData("a", "json")]
    public void The_ending_decides_the_format_of_an_export(string name, string format)
    {
        string[] export = ["export", Square(), "--output", Path(name)];
        Run(export).ShouldSucceed();
        byte[] named = File.ReadAllBytes(Path(name));
        Run([.. export, "--format", format]).ShouldSucceed();
        named.Should().Equal(File.ReadAllBytes(Path(name)));
        (Encoding.Latin1.GetString(named)[0] == '{').Should().Be(format == "json");
    }

    [Fact]
    public void A_name_that_contradicts_the_format_is_refused_before_anything_is_done()
    {
        string file = Square();
        Run("export", file, "--format", "c", "--output", Path("a.json"))
            .ShouldRefuse(ExitCode.BadInput, "a.json' is the name of JSON, but --format is c: a name in .c fits.");
        Run("export", file, "--format", "json", "--output", Path("a.onnx"))
            .ShouldRefuse(ExitCode.BadInput, "a.onnx' is the name of an ONNX model, but --format is json");
        Run("export", file, "--output", Path("a.svg")).ShouldRefuse(ExitCode.BadInput, "a.svg' is the name of a picture, but export does not write that");
        Run("export", file, "--output", Path("a.txt")).ShouldRefuse(ExitCode.BadInput, "a.txt' ends in no name of a format: ", ".json, .qrn", "--format");
        BuildPaper("x^2", "--error", "0.5", "--output", Path("a.onnx")).ShouldRefuse(ExitCode.BadInput,
            "is the name of an ONNX model, but a network is saved, from which quantrelu export writes other formats: a name in .qrn or .json fits.");
        Run("component", "square", "--r", "2", "--output", Path("a.c")).ShouldRefuse(ExitCode.BadInput, "is the name of C");
        Run("verify", file, "--output", Path("a.html")).ShouldRefuse(ExitCode.BadInput, "is the name of a page");
        Run("rewrite", file, "--activation", "relu6", "--output", Path("a.dot")).ShouldRefuse(ExitCode.BadInput, "is the name of a Graphviz graph");
        Run("evaluate", file, "--at", "0", "--output", Path("a.json")).ShouldRefuse(ExitCode.BadInput, "is the name of JSON, but evaluate writes CSV");
        Run("sweep", "x", "--error", "0.1", "--format", "csv", "--output", Path("a.jsonl"))
            .ShouldRefuse(ExitCode.BadInput, "is the name of JSON lines, but --format is csv");
        Run("export", file, "--format", "qonnx", "--output", Path("a.onnx")).ShouldSucceed();
        Run("export", file, "--format", "json", "--output", Path("a.txt")).ShouldSucceed();
        Files.Should().Equal("a.onnx", "a.txt", "square.qrn");
    }

    [Fact]
    public void A_network_in_JSON_becomes_the_binary_file_again()
    {
        Run("export", Square("square.json"), "--output", Path("square.qrn")).ShouldSucceed();
        NetworkFile.Load(Path("square.qrn")).Network.Count().Should().BeEquivalentTo(NetworkFile.Load(Path("square.json")).Network.Count());
        File.ReadAllBytes(Path("square.qrn"))[0].Should().NotBe((byte)'{');
    }

    [Fact]
    public void A_name_as_long_as_names_may_be_is_written()
    {
        string name = new string('n', 250) + ".json";
        Run("export", Square(), "--output", Path(name)).ShouldSucceed();
        Files.Should().Contain(name);
    }

    [Fact]
    [Needs(External.SealedFolder)]
    public void What_cannot_be_written_is_told_by_the_name_that_was_asked_for()
    {
        string file = System.IO.Path.Combine(ExternalTool.Find(External.SealedFolder), "a.json");
        Run("export", Square(), "--output", file).ShouldRefuse(ExitCode.BadInput, $"'{file}' cannot be written: ");
        Run("export", Path("square.qrn"), "--output", file).Error.Should().NotContain(".tmp");
    }
}
