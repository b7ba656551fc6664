using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>export --format verilog: a module and its test bench.</summary>
public class VerilogExportTests : ToolTests
{
    [Fact]
    public void A_module_and_its_test_bench_are_written_together_and_named_after_the_file()
    {
        Outcome outcome = Run("export", Square(), "--output", Path("my-square.v")).ShouldSucceed();
        outcome.Out.Should().BeEmpty();
        outcome.Error.Should().StartWith($"'{Path("my-square.v")}' and '{Path("my-square_tb.v")}', its test bench: ").And.Contain(" weights became ");
        Files.Should().Equal("my-square.v", "my-square_tb.v", "square.qrn");
        File.ReadAllText(Path("my-square.v")).Should().Contain("module quantrelu_my_square (");
        File.ReadAllText(Path("my-square_tb.v")).Should().Contain("    quantrelu_my_square dut (").And.Contain("localparam VECTORS = 256;");
    }

    [Fact]
    [Needs(External.Iverilog)]
    public void With_options_it_passes_as_well()
    {
        Run("export", Product(), "--input-bits", "12", "--latency", "2", "--vectors", "100", "--output", Path("product.v")).ShouldSucceed();
        string compiler = ExternalTool.Find(External.Iverilog);
        ExternalTool.Run(compiler, "-g2001", "-o", Path("run"), Path("product.v"), Path("product_tb.v"));
        ExternalTool.Run(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(compiler)!, "vvp"), Path("run")).TrimEnd().Should().Be("PASS: 100 vectors");
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_nothing_is_written()
    {
        string square = Square();
        string[] output = ["--output", Path("a.v")];
        Run("export", square, "--format", "verilog")
            .ShouldRefuse(ExitCode.BadInput, "A module and its test bench belong together: --output NAME.v names both.");
        Run(["export", square, "--input-bits", "0", .. output]).ShouldRefuse(ExitCode.BadInput, "--input-bits is 0; an input of --format verilog");
        Run(["export", square, "--latency", "99", .. output]).ShouldRefuse(ExitCode.BadInput, "The latency is 99", "it must be from 0 to");
        Run(["export", square, "--latency", "-1", .. output]).ShouldRefuse(ExitCode.BadInput, "--latency");
        Run(["export", square, "--vectors", "0", .. output]).ShouldRefuse(ExitCode.BadInput, "--vectors is 0");
        Run(["export", square, "--max-adders", "1", .. output]).ShouldRefuse(ExitCode.OverLimit, "the limit is 1, which --max-adders raises.");
        Run(["export", square, "--latency", "1", "--format", "c", "--output", Path("a.c")])
            .ShouldRefuse(ExitCode.BadInput, "--latency goes with --format verilog, not with --format c.");
        Run("component", "square", "--r", "130", "--output", Path("wide.qrn")).ShouldSucceed();
        Run(["export", Path("wide.qrn"), .. output]).ShouldRefuse(ExitCode.BadInput, "Verilog is written for at most 256.");
        Files.Should().Equal("square.qrn", "wide.qrn");
    }
}
