using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class ExportFormatTests : ToolTests
{
    [Theory]
    [InlineData("dot", "digraph network {")]
    [InlineData("c", "void quantrelu_evaluate(const int32_t raw[1], value output[1])")]
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
        Run("export", file, "--format", "qonnx", "--input-bits", "25", "--output", Path("d.onnx"))
            .ShouldRefuse(ExitCode.BadInput, "--input-bits is 25; the float32 inputs of --format qonnx have at most 24 fraction bits.");
        Run("export", file, "--format", "qonnx", "--profile", "blocks", "--output", Path("d.onnx"))
            .ShouldRefuse(ExitCode.BadInput, "--profile goes with --format onnx, not with --format qonnx.");
        Run("component", "square", "--r", "70", "--output", Path("fine.qrn")).ShouldSucceed();
        Run("export", Path("fine.qrn"), "--format", "qonnx", "--output", Path("d.onnx"))
            .ShouldRefuse(ExitCode.BadInput, "a quantizer with a float32 scale has at most 127");
        File.Exists(Path("d.onnx")).Should().BeFalse();
    }

    [Fact]
    public void Quantized_models_say_how_many_bits_their_inputs_have_and_what_does_not_fit()
    {
        Run("component", "abs", "--output", Path("abs.qrn")).ShouldSucceed();
        Run("export", Path("abs.qrn"), "--format", "qcdq", "--output", Path("q.onnx")).ShouldSucceed().Error.TrimEnd()
            .Should().Be("QCDQ with 5 input bits: inputs are multiples of 1/32.");
        Run("export", Path("abs.qrn"), "--format", "qonnx", "--value-bits", "8", "--output", Path("finn.onnx")).ShouldSucceed().Error.TrimEnd()
            .Should().Be("QONNX with 5 input bits, so that no value has more than 8 bits.");
        Run("export", Path("abs.qrn"), "--format", "qonnx", "--value-bits", "8", "--input-bits", "6", "--output", Path("no.onnx"))
            .ShouldRefuse(ExitCode.BadInput, "With --input-bits 6 some values need more bits than --value-bits 8; 5 input bits are the most.");
        Run("export", Path("abs.qrn"), "--format", "qcdq", "--input-bits", "6", "--output", Path("no.onnx"))
            .ShouldRefuse(ExitCode.BadInput, "need 9 bits at 6 fraction bits of the inputs; integers of 8 hold them up to 5.");
        Run("export", Path("abs.qrn"), "--format", "qonnx", "--value-bits", "2", "--output", Path("no.onnx"))
            .ShouldRefuse(ExitCode.BadInput, "need 3 bits even where the inputs have no fraction bits: 2 do not hold them.");
        File.Exists(Path("no.onnx")).Should().BeFalse();
    }

    [Fact]
    public void Onnx_tells_what_its_matrices_take_and_over_the_limit_what_blocks_would()
    {
        BuildPaper("x*(1-x)/2", "--error", "0.1", "--smoothness", "2", "--output", Path("paper.qrn")).ShouldSucceed();
        Run("export", Path("paper.qrn"), "--max-megabytes", "1", "--output", Path("paper.onnx"))
            .ShouldRefuse(ExitCode.OverLimit, "the limit is 1 MB", "--profile blocks, which stores a repeated block once, takes 0.");
        Run("export", Path("paper.qrn"), "--max-megabytes", "1", "--profile", "blocks", "--output", Path("paper.onnx")).ShouldSucceed().Error
            .Should().MatchRegex(@"^ONNX of repeated blocks: 0\.\d\d MB of matrices; dense ones would take \d+\.\d\d MB\.");
        Run("export", Square(), "--output", Path("square.onnx")).ShouldSucceed().Error.Should().MatchRegex(@"^ONNX of dense Gemm and Relu: .* of matrices\.");
    }

    [Fact]
    public void C_tells_on_standard_error_by_how_much_it_may_miss_the_target_and_what_would_keep_the_error()
    {
        BuildPaper("40*sin(100*x)", "--error", "0.5", "--structure", "dependent", "--output", Path("steep.qrn")).ShouldSucceed();
        Outcome chosen = Run("export", Path("steep.qrn"), "--format", "c").ShouldSucceed();
        chosen.Error.Should()
            .MatchRegex(
                @"^C with \d+ input bits and \d+-bit values\. For every x of the domain, rounded to the nearest raw integer, the error is at most "
                    + @"0\.\d+: ").And.NotContain("WARNING");
        Outcome coarse = Run("export", Path("steep.qrn"), "--format", "c", "--input-bits", "8").ShouldSucceed();
        string bits = System.Text.RegularExpressions.Regex.Match(chosen.Error, @"with (\d+) input bits").Groups[1].Value;
        coarse.Error.Should().Contain("WARNING: that is above 0.5, the error that the network was built for.").And.Contain(
            $"--input-bits {bits} keeps it. An evaluation takes ");
        coarse.Out.Should().Contain("WARNING");
        Outcome sensor = Run("export", Path("steep.qrn"), "--format", "c", "--input-scale", "1/1023", "--input-offset", "0").ShouldSucceed();
        sensor.Out.Should().Contain("x = 0 + 1/1023 raw[0], raw[0] from 0 to 1023;");
        Run("export", Path("steep.qrn"), "--format", "c", "--input-scale", "0").ShouldRefuse(ExitCode.BadInput, "The scale of a raw integer is 0");
        Run("export", Path("steep.qrn"), "--format", "c", "--input-scale", "1,x")
            .ShouldRefuse(ExitCode.BadInput, "--input-scale is '1,x'; it must be numbers with commas, such as 0.01");
    }

    [Fact]
    public void Matrices_over_the_limit_are_refused_with_their_size_and_nothing_is_written()
    {
        BuildPaper("x*(1-x)/2", "--error", "0.05", "--smoothness", "2", "--output", Path("net.qrn")).ShouldSucceed();
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
        Run("export", file, "--format", "onnx", "--cell", "0:1", "--output", Path("a.onnx"))
            .ShouldRefuse(ExitCode.BadInput, "--cell goes with --format vnnlib, not with --format onnx.");
        Run("export", file, "--format", "onnx", "--input-bits", "4", "--output", Path("a"))
            .ShouldRefuse(ExitCode.BadInput, "--input-bits goes with --format qonnx, qcdq, c or verilog, not with --format onnx.");
        Run("export", file, "--format", "onyx").ShouldRefuse(ExitCode.BadInput, "--format is 'onyx'");
        Files.Should().Equal("square.qrn");
    }

    [Fact]
    public void What_a_format_cannot_say_is_one_sentence()
    {
        string third = Write("third.json", """
            {"format":"quantrelu-network","version":1,"inputs":1,"outputs":1,"codebook":["1/3","1"],"domain":[["0","1"]],"target":"x/3",
             "layers":[{"activation":"identity","units":1,"rowStarts":[0,1],"columns":[0],"codes":[0],"biases":[-1]}]}
            """);
        Run("export", third, "--format", "c", "--input-bits", "8").ShouldSucceed().Out.Should().Contain("output: signed: output = y 3 2^8, y the ");
        Run("component", "square", "--r", "100", "--output", Path("wide.qrn")).ShouldSucceed();
        Run("export", Path("wide.qrn"), "--format", "c").ShouldRefuse(ExitCode.BadInput, "The values need ", "integers in C have at most 127 and a sign.");
    }
}
