using System.Security.Cryptography;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>export --format vnnlib: properties and the networks that they are about.</summary>
public class PropertyExportTests : ToolTests
{
    [Fact]
    public void A_property_and_its_network_are_written_together_and_the_property_names_the_network()
    {
        string file = Square();
        Run("export", file, "--format", "onnx", "--output", Path("square.onnx")).ShouldSucceed();
        Outcome outcome = Run("export", file, "--format", "vnnlib", "--output", Path("square.vnnlib")).ShouldSucceed();
        outcome.Out.Should().BeEmpty();
        outcome.Error.TrimEnd().Should()
            .Be($"'{Path("square.vnnlib")}' and '{Path("square.error.onnx")}' belong together: the property is about that network alone.");
        Files.Should().Equal("square.error.onnx", "square.onnx", "square.qrn", "square.vnnlib");
        byte[] network = File.ReadAllBytes(Path("square.error.onnx"));
        File.ReadAllLines(Path("square.vnnlib"))[0].Should().Be($"; network: square.error.onnx, sha256 {Convert.ToHexStringLower(SHA256.HashData(network))}");
        network.Should().NotEqual(File.ReadAllBytes(Path("square.onnx")), "that is the network itself, not less a line");
    }

    [Fact]
    public void The_version_of_the_language_changes_the_statements_and_nothing_else()
    {
        string file = Square();
        Run("export", file, "--cell", "0:1/4", "--output", Path("one.vnnlib")).ShouldSucceed();
        Run("export", file, "--cell", "0:1/4", "--vnnlib-version", "2.0", "--output", Path("two.vnnlib")).ShouldSucceed();
        File.ReadAllBytes(Path("one.error.onnx")).Should().Equal(File.ReadAllBytes(Path("two.error.onnx")));
        string[] one = File.ReadAllLines(Path("one.vnnlib")), two = File.ReadAllLines(Path("two.vnnlib"));
        two.Where(l => l.StartsWith(';')).Should().Equal(one.Where(l => l.StartsWith(';')).Select(l => l.Replace("one.error", "two.error")));
        string threshold = System.Text.RegularExpressions.Regex.Match(one[^1], @">= Y_0 ([\d.]+)").Groups[1].Value;
        two.Where(l => !l.StartsWith(';')).Should().Equal(
            "(vnnlib-version <2.0>)",
            "(declare-network N (declare-input X real [1,1]) (declare-output Y real [1,1]))",
            "(assert (>= X[0,0] 0.0))",
            "(assert (<= X[0,0] 0.25))",
            $"(assert (or (>= Y[0,0] {threshold}) (<= Y[0,0] -{threshold})))");
    }

    [Fact]
    public void Several_cells_are_as_many_pairs_in_their_order()
    {
        Run("export", Square(), "--cells", "12", "--output", Path("part.vnnlib")).ShouldSucceed().Error.TrimEnd().Should()
            .Be($"24 files, from '{Path("part-01.vnnlib")}' to '{Path("part-12.error.onnx")}': each property and the network it names belong together.");
        Files.Should().HaveCount(25);
        string[] lower = [.. Enumerable.Range(1, 12)
            .Select(i => File.ReadAllLines(Path($"part-{i:D2}.vnnlib")).Single(l => l.StartsWith("(assert (>= X_0", StringComparison.Ordinal)))];
        lower.Should().StartWith("(assert (>= X_0 0.0))").And.HaveElementAt(3, "(assert (>= X_0 0.25))").And.OnlyHaveUniqueItems();
        Run("export", Path("square.qrn"), "--format", "vnnlib", "--cell", "0:1/4,1/2:1", "--error", "1/8", "--output", Path("two")).ShouldSucceed();
        File.ReadAllText(Path("two-2")).Should()
            .Contain("(assert (>= X_0 0.5))").And.Contain("|N - f| <= 1/8, as given").And.Contain("; network: two-2.error.onnx,");
    }

    [Fact]
    public void The_certified_error_is_claimed_where_there_is_one()
    {
        Run("verify", Square(), "--output", Path("certified.qrn")).ShouldSucceed();
        Run("export", Path("certified.qrn"), "--output", Path("certified.vnnlib")).ShouldSucceed();
        File.ReadAllText(Path("certified.vnnlib")).Should().Contain(", certified; f is x^2 on 0:1");
    }

    [Fact]
    public void What_has_no_pair_is_refused_and_nothing_is_written()
    {
        string square = Square(), product = Product();
        Run("export", square, "--format", "vnnlib")
            .ShouldRefuse(ExitCode.BadInput, "A property belongs to a network of its own", "--output NAME.vnnlib names both.");
        string[] output = ["--format", "vnnlib", "--output", Path("a.vnnlib")];
        Run(["export", product, .. output]).ShouldRefuse(ExitCode.BadInput, "1 input and 1 output, not 2 and 1");
        Run(["export", square, "--cell", "1/2:3", .. output]).ShouldRefuse(ExitCode.BadInput, "The cell 1/2:3");
        Run(["export", square, "--cell", "1/2", .. output]).ShouldRefuse(ExitCode.BadInput, "'1/2'", "a:b");
        Run(["export", square, "--cell", "0:1", "--cells", "2", .. output]).ShouldRefuse(ExitCode.BadInput, "leave out one of them");
        Run(["export", square, "--cells", "0", .. output]).ShouldRefuse(ExitCode.BadInput, "--cells is 0");
        Run(["export", square, "--error", "0", .. output]).ShouldRefuse(ExitCode.BadInput, "The claimed error is 0;");
        Run("component", "square", "--r", "9", "--lambda", "4", "--output", Path("wide.qrn")).ShouldSucceed();
        Files.Should().Equal("product.qrn", "square.qrn", "wide.qrn");
    }

    [Fact]
    public void A_table_of_samples_is_a_target_as_good_as_a_formula()
    {
        string table = Write("table.csv", "0,0\n0.5,0.25\n1,1\n");
        Run("export", Square(), "--target", $"@{table}", "--error", "1/8", "--output", Path("a.vnnlib")).ShouldSucceed();
        File.ReadAllText(Path("a.vnnlib")).Should().Contain("; |f - L| <= 0.25 on the cell, proved");
        BuildPaper($"@{table}", "--error", "0.3", "--structure", "dependent", "--output", Path("table.qrn")).ShouldSucceed();
        File.Delete(table);
        Run("export", Path("table.qrn"), "--output", Path("b.vnnlib")).ShouldSucceed();
        File.ReadAllText(Path("b.vnnlib")).Should().Contain("; |f - L| <= 0.25 on the cell, proved", "the samples are in the network's file");
    }

    // On [0, 1] max(x^2, x) is x, its chord: a distance of 0, which no relative tolerance reaches.
    [Fact]
    public void A_target_that_is_its_own_chord_but_for_a_tie_is_written_at_once()
    {
        BuildPaper("max(x^2,x)", "--error", "0.4", "--smoothness", "1", "--output", Path("tie.qrn")).ShouldSucceed();
        Run("export", Path("tie.qrn"), "--output", Path("tie.vnnlib")).ShouldSucceed();
        System.Text.RegularExpressions.Match told = System.Text.RegularExpressions.Regex.Match(File.ReadAllText(Path("tie.vnnlib")), @"\|f - L\| <= (\S+) on");
        double.Parse(told.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture).Should().BeInRange(0, 1e-3);
    }
}
