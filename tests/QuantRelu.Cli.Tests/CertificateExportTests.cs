using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>export --format sollya and smtlib.</summary>
public class CertificateExportTests : ToolTests
{
    [Theory]
    [InlineData("sollya", "report(", 4)]
    [InlineData("smtlib", "(check-sat)", 5)]
    public void A_certificate_goes_to_standard_output_or_to_a_file_and_is_the_same(string format, string start, int count)
    {
        Outcome printed = Run("export", Square(), "--format", format).ShouldSucceed();
        printed.Lines.Count(line => line.StartsWith(start, StringComparison.Ordinal)).Should().Be(count);
        printed.Lines[0].Should().EndWith("Claim: |network - target| <= 1/64 everywhere on [0; 1].", "that is the bound of the file");
        Run("export", Path("square.qrn"), "--format", format, "--output", Path("out")).ShouldSucceed().Out.Should().BeEmpty();
        File.ReadAllText(Path("out")).Should().Be(printed.Out);
    }

    [Fact]
    public void The_claim_is_the_error_asked_for_or_the_certified_one_before_the_bound()
    {
        Run("export", Square(), "--format", "sollya", "--error", "1/100").ShouldSucceed().Out.Should().Contain("claim = (1/100);");
        Run("verify", Path("square.qrn"), "--error", "1/2", "--tolerance", "0.5", "--output", Path("certified.qrn")).ShouldSucceed();
        string upper = Run("verify", Path("square.qrn"), "--tolerance", "0.5", "--json").Json.GetProperty("certifiedError").GetProperty("upperExact")
            .GetString()!;
        Run("export", Path("certified.qrn"), "--format", "sollya").ShouldSucceed().Out.Should().Contain($"claim = ({upper});");
        Run("export", Path("square.qrn"), "--format", "sollya", "--target", "x^2+1/64", "--error", "1/32").ShouldSucceed().Out.Should()
            .Contain("examine(((u^2) + (1/64)), ");
    }

    [Fact]
    public void What_cannot_be_certified_is_refused_in_one_sentence_and_nothing_is_written()
    {
        string square = Square(), product = Product(), table = Write("table.csv", "x,y\n0,0\n1,1\n");
        Run("export", product, "--format", "sollya", "--output", Path("out")).ShouldRefuse(ExitCode.BadInput, "1 input and 1 output", "2 and 1");
        Run("export", square, "--format", "smtlib", "--target", $"@{table}", "--error", "1", "--output", Path("out"))
            .ShouldRefuse(ExitCode.BadInput, "a formula", "samples");
        Run("export", square, "--format", "smtlib", "--error", "1", "--output", Path("out"))
            .ShouldRefuse(ExitCode.BadInput, "x^2 is nowhere a straight line", "--format sollya");
        Run("export", square, "--format", "sollya", "--error", "-1").ShouldRefuse(ExitCode.BadInput, "--error is -1", "negative");
        Run("export", square, "--error", "1").ShouldRefuse(ExitCode.BadInput, "--error goes with --format vnnlib, sollya or smtlib, not with --format json");
        Files.Should().Equal("product.qrn", "square.qrn", "table.csv");
    }

    [Fact]
    public void Of_two_inputs_SMT_LIB_states_the_network_polygon_by_polygon()
    {
        Run("build", "x*y/2", "--error", "0.2", "--construction", "hierarchical", "--output", Path("plane.qrn")).ShouldSucceed();
        string text = Run("export", Path("plane.qrn"), "--format", "smtlib").ShouldSucceed().Out;
        text.Should().Contain("(declare-fun u2 () Real)").And.Contain("(echo \"polygon 1: the network is ");
        Run("export", Path("plane.qrn"), "--format", "smtlib", "--error", "0.2", "--output", Path("out"))
            .ShouldRefuse(ExitCode.BadInput, "leave out --error and --target");
        Files.Should().Equal("plane.qrn");
    }

    [Fact]
    public void Of_three_inputs_SMT_LIB_states_the_network_polyhedron_by_polyhedron()
    {
        Run("component", "psi", "--dimension", "3", "--grid", "1", "--line", "0", "--r", "1", "--output", Path("space.qrn")).ShouldSucceed();
        string text = Run("export", Path("space.qrn"), "--format", "smtlib").ShouldSucceed().Out;
        text.Should().Contain("(declare-fun u3 () Real)").And.Contain("(echo \"polyhedron 1: the network is ");
        Run("export", Path("space.qrn"), "--format", "smtlib", "--target", "x*y*z", "--output", Path("out"))
            .ShouldRefuse(ExitCode.BadInput, "With 3 inputs", "leave out --error and --target");
        Files.Should().Equal("space.qrn");
    }

    [Theory]
    [InlineData("sollya")]
    [InlineData("smtlib")]
    [InlineData("vnnlib")]
    public void What_the_file_claims_of_its_target_is_not_claimed_of_another_one(string format)
    {
        Run("export", Square(), "--format", format, "--target", "x^2+1/64", "--output", Path("out"))
            .ShouldRefuse(ExitCode.BadInput, "The file claims no error for x^2+1/64; --error says what to claim.");
        Files.Should().Equal("square.qrn");
    }

    [Fact]
    public void Above_a_limit_the_number_and_the_limit_are_told_and_nothing_is_written()
    {
        Run("component", "square", "--r", "20", "--output", Path("fine.qrn")).ShouldSucceed();
        Run("export", Path("fine.qrn"), "--format", "sollya", "--output", Path("out")).ShouldRefuse(ExitCode.OverLimit, "more than 10,000 linear pieces");
        Run("export", Path("fine.qrn"), "--format", "smtlib").ShouldRefuse(ExitCode.OverLimit, "more than 2,000 linear pieces");
        Files.Should().Equal("fine.qrn");
    }
}
