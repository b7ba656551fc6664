using System.Text.Json;
using FluentAssertions;
using QuantRelu.Analysis;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class InfoTests : ToolTests
{
    [Theory]
    [InlineData("net.qrn")]
    [InlineData("net.json")]
    public void Info_reports_what_the_build_reported(string name)
    {
        string[] build = ["build", "x*(1-x)/2", "--construction", "paper", "--error", "0.2", "--smoothness", "1", "--json", "--output", Path(name)];
        Outcome built = (Run(build)).ShouldSucceed();
        Outcome info = (Run("info", Path(name), "--json")).ShouldSucceed();
        ReportKeys.AreToldAgain(info.Out, built.Out);
        info.Error.Should().BeEmpty();
        ReportKeys.AreComplete(info.Json);
        ReportKeys.AreOf(info.Json, NetworkFile.Load(Path(name)).Network);
    }

    [Fact]
    public void The_report_for_people_is_that_of_the_build()
    {
        Outcome built = (BuildPaper("x/2", "--error", "0.3", "--output", Path("net"))).ShouldSucceed();
        string[] lines = (Run("info", Path("net"))).ShouldSucceed().Lines;
        string number = lines.Should().ContainSingle(l => l.StartsWith("fixed point", StringComparison.Ordinal)).Subject;
        string claims = lines.Should().ContainSingle(l => l.StartsWith("claims", StringComparison.Ordinal)).Subject;
        lines.Where(l => l != number && l != claims).Should().Equal(built.Lines);
        var precision = PrecisionAnalysis.Of(NetworkFile.Load(Path("net")).Network);
        number.Should().Be($"fixed point     values need {precision.IntegerBits} integer and p + {precision.ExtraFractionBits} fraction bits; "
            + $"exact in double precision for inputs with p up to {precision.ExactFractionBits} fraction bits");
    }

    [Fact]
    public void The_number_format_is_data_too()
    {
        var precision = PrecisionAnalysis.Of(NetworkFile.Load(Square()).Network);
        JsonElement told = (Run("info", Square(), "-v", "--json")).ShouldSucceed().Json.GetProperty("precision");
        told.GetProperty("integerBits").GetInt32().Should().Be(precision.IntegerBits);
        told.GetProperty("extraFractionBits").GetInt32().Should().Be(precision.ExtraFractionBits);
        told.GetProperty("exactInputFractionBits").GetInt32().Should().Be(precision.ExactFractionBits);
        JsonElement[] layers = [.. told.GetProperty("layers").EnumerateArray()];
        layers.Select(l => (
                l.GetProperty("low").GetString(), l.GetProperty("high").GetString(), l.GetProperty("integerBits").GetInt32(),
                l.GetProperty("accumulatorBits").GetInt32(), l.GetProperty("signed").GetBoolean()))
            .Should().Equal(precision.Layers.Select(l => ((string?)$"{l.Low}", (string?)$"{l.High}", l.IntegerBits, l.AccumulatorBits, l.IsSigned)));
        (Run("info", Square(), "--json")).ShouldSucceed().Json.GetProperty("precision").TryGetProperty("layers", out _).Should().BeFalse();
    }

    [Fact]
    public void Verbose_adds_every_layer_and_the_layers_add_up()
    {
        string file = Square();
        NetworkCounts counts = NetworkFile.Load(Path("square.qrn")).Network.Count();
        JsonElement report = (Run("info", file, "-v", "--json")).ShouldSucceed().Json;
        JsonElement[] layers = [.. report.GetProperty("layers").EnumerateArray()];
        layers.Should().HaveCount(counts.Depth);
        layers.Sum(l => l.GetProperty("connections").GetInt64() + l.GetProperty("biases").GetInt64()).Should().Be((long)counts.Weights);

        string[] lines = (Run("info", file, "--verbose")).ShouldSucceed().Lines;
        lines[^(counts.Depth + 1)].Should()
            .MatchRegex(@"^\s*layer\s+units\s+connections\s+biases\s+weights\s+from\s+to\s+sign\s+integer bits\s+fraction bits\s+accumulator bits$");
        lines[^counts.Depth..]
            .Select(l => long.Parse(l.Split([' '], StringSplitOptions.RemoveEmptyEntries)[4].Replace(",", string.Empty, StringComparison.Ordinal)))
            .Should().Equal(counts.Layers.Select(l => (long)l.Weights));
    }

    [Theory]
    [InlineData("square.qrn")]
    [InlineData("square.json")]
    public void A_truncated_file_is_refused(string name)
    {
        byte[] whole = File.ReadAllBytes(Square(name));
        for (int part = 0; part < 12; part++)
        {
            string file = Path("cut");
            File.WriteAllBytes(file, whole[..(whole.Length * part / 12)]);
            foreach (string[] command in new string[][] { ["info", file], ["evaluate", file, "--at", "0"], ["export", file, "--format", "json"] })
            {
                (Run(command)).ShouldRefuse(ExitCode.BadInput, "cut' cannot be read as a network");
            }
        }
    }

    [Fact]
    public void A_corrupted_or_newer_file_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(Square());
        (Changed(bytes.Length / 2)).ShouldRefuse(ExitCode.BadInput, "corrupted");
        (Changed(bytes.Length - 1)).ShouldRefuse(ExitCode.BadInput, "corrupted");
        (Changed(8)).ShouldRefuse(ExitCode.BadInput, "version");
        (Changed(0)).ShouldRefuse(ExitCode.BadInput, "QRELUNET");

        Outcome Changed(int at)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 0x40;
            File.WriteAllBytes(Path("changed"), changed);
            return Run("info", Path("changed"));
        }
    }

    [Fact]
    public void Linear_regions_are_counted_and_tell_range_and_slopes()
    {
        (Run("component", "square", "--r", "4", "--output", Path("four"))).ShouldSucceed();
        JsonElement report = (Run("info", Path("four"), "--regions", "--json")).ShouldSucceed().Json;
        report.GetProperty("regions").GetInt64().Should().Be(16, "the squarer bends at multiples of 1/16");
        JsonElement regions = report.GetProperty("linearRegions");
        regions.GetProperty("convexRegions").GetInt64().Should().Be(16);
        regions.GetProperty("minimum").GetString().Should().Be("0");
        regions.GetProperty("maximum").GetString().Should().Be("1");
        regions.GetProperty("maximumAt")[0].GetString().Should().Be("1");
        regions.GetProperty("greatestSlope").GetString().Should().Be("31/16");
        regions.GetProperty("lipschitzConstant").GetDouble().Should().Be(31.0 / 16);
        string[] lines = (Run("info", Path("four"), "--regions")).ShouldSucceed().Lines;
        lines.Should().Contain("linear regions  16, in 16 convex parts").And.Contain("range           from 0 at x = 0 to 1 at x = 1")
            .And.Contain("slopes          at most 1.9375 along an axis; Lipschitz constant 1.9375");
    }

    [Fact]
    public void Networks_with_more_inputs_have_no_regions_here_and_it_is_said()
    {
        (Run("component", "psi", "--dimension", "4", "--output", Path("four"))).ShouldSucceed();
        (Run("info", Path("four"), "--regions")).ShouldFail(1, "Linear regions are found of networks with at most 3 inputs; this one has 4.");
    }
}
