using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class ExportFormatTests : ToolTests
{
    [Theory]
    [InlineData("dot", "digraph network {")]
    [InlineData("c", "void quantrelu_evaluate(const int64_t input[1], value output[1])")]
    public void Texts_go_to_standard_output_or_to_a_file_and_are_the_same(string format, string part)
    {
        string file = Square();
        string text = Run("export", file, "--format", format).ShouldSucceed().Out;
        text.Should().Contain(part);
        Run("export", file, "--format", format, "--output", Path("text")).ShouldSucceed().Out.Should().BeEmpty();
        File.ReadAllText(Path("text")).Should().Be(text);
    }

    [Fact]
    public void Onnx_is_written_in_both_profiles_and_only_to_a_file()
    {
        string file = Square();
        Run("export", file, "--format", "onnx").ShouldRefuse(ExitCode.BadInput, "--format onnx is no text", "--output");
        Run("export", file, "--format", "onnx", "--output", Path("a.onnx")).ShouldSucceed();
        Run("export", file, "--format", "onnx", "--output", Path("b.onnx")).ShouldSucceed();
        Run("export", file, "--format", "onnx", "--profile", "blocks", "--free-batch", "--output", Path("c.onnx")).ShouldSucceed();
        File.ReadAllBytes(Path("a.onnx")).Should().Equal(File.ReadAllBytes(Path("b.onnx")));
        File.ReadAllBytes(Path("a.onnx")).Should().NotEqual(File.ReadAllBytes(Path("c.onnx")));
    }

    [Fact]
    public void Qonnx_is_written_to_a_file_with_its_limits()
    {
        string file = Square();
        Run("export", file, "--format", "qonnx").ShouldRefuse(ExitCode.BadInput, "--format qonnx is no text", "--output");
        Run("export", file, "--format", "qonnx", "--output", Path("a.onnx")).ShouldSucceed().Out.Should().BeEmpty();
        Run("export", file, "--format", "qonnx", "--input-bits", "8", "--output", Path("b.onnx")).ShouldSucceed();
        Run("export", file, "--format", "qonnx", "--input-bits", "4", "--free-batch", "--output", Path("c.onnx")).ShouldSucceed();
        File.ReadAllBytes(Path("a.onnx")).Should().Equal(File.ReadAllBytes(Path("b.onnx")));
        File.ReadAllBytes(Path("a.onnx")).Should().NotEqual(File.ReadAllBytes(Path("c.onnx")));
        Run("export", file, "--format", "qonnx", "--input-bits", "25", "--output", Path("d.onnx")).ShouldRefuse(ExitCode.BadInput, "--input-bits is 25; the float32 inputs of --format qonnx have at most 24 fraction bits.");
        Run("export", file, "--format", "qonnx", "--profile", "blocks", "--output", Path("d.onnx")).ShouldRefuse(ExitCode.BadInput, "--profile goes with --format onnx, not with --format qonnx.");
        Run("component", "square", "--r", "70", "--output", Path("fine.qrn")).ShouldSucceed();
        Run("export", Path("fine.qrn"), "--format", "qonnx", "--output", Path("d.onnx")).ShouldRefuse(ExitCode.BadInput, "a quantizer with a float32 scale has at most 127");
        File.Exists(Path("d.onnx")).Should().BeFalse();
    }

    [Fact]
    public void Matrices_over_the_limit_are_refused_with_their_size_and_nothing_is_written()
    {
        Run("build", "x*(1-x)/2", "--error", "0.05", "--smoothness", "2", "--output", Path("net.qrn")).ShouldSucceed();
        Run("export", Path("net.qrn"), "--format", "onnx", "--max-megabytes", "1", "--output", Path("net.onnx"))
            .ShouldRefuse(ExitCode.OverLimit, "matrices of ", " MB; the limit is 1 MB, which --max-megabytes raises", "--profile blocks");
        Files.Should().Equal("net.qrn");
        Run("export", Path("net.qrn"), "--format", "qonnx", "--max-megabytes", "1", "--output", Path("net.onnx"))
            .ShouldRefuse(ExitCode.OverLimit, "The QONNX file would have matrices of ", " MB; the limit is 1 MB, which --max-megabytes raises up to 2,147.");
        Files.Should().Equal("net.qrn");
        Run("export", Path("net.qrn"), "--format", "onnx", "--profile", "blocks", "--max-megabytes", "1", "--output", Path("net.onnx")).ShouldSucceed();
    }

    [Fact]
    public void Options_of_another_format_are_refused()
    {
        string file = Square();
        Run("export", file, "--profile", "blocks").ShouldRefuse(ExitCode.BadInput, "--profile goes with --format onnx, not with --format json.");
        Run("export", file, "--format", "c", "--cell", "0:1").ShouldRefuse(ExitCode.BadInput, "--cell goes with --format vnnlib, not with --format c.");
        Run("export", file, "--format", "onnx", "--cell", "0:1", "--output", Path("a.onnx")).ShouldRefuse(ExitCode.BadInput, "--cell goes with --format vnnlib, not with --format onnx.");
        Run("export", file, "--format", "onnx", "--input-bits", "4", "--output", Path("a")).ShouldRefuse(ExitCode.BadInput, "--input-bits goes with --format qonnx or c, not with --format onnx.");
        Run("export", file, "--format", "onyx").ShouldRefuse(ExitCode.BadInput, "--format is 'onyx'");
        Files.Should().Equal("square.qrn");
    }

    [Fact]
    public void What_a_format_cannot_say_is_one_sentence()
    {
        Run("component", "square", "--r", "2", "--quantization", "linear", "--lambda", "6", "--output", Path("six.qrn")).ShouldSucceed();
        Run("export", Path("six.qrn"), "--format", "c").ShouldRefuse(ExitCode.BadInput, "The weight 1/6 is no sum of powers of two");
    }
}
