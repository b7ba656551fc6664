using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using QuantRelu.Graph;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>info, evaluate and export on saved networks.</summary>
public class SavedNetworkTests : ToolTests
{
    private string Square()
    {
        Run("component", "square", "--r", "3", "--output", Path("square.qrn")).ShouldSucceed();
        return Path("square.qrn");
    }

    private string Product()
    {
        Run("component", "multiply", "--r", "2", "--output", Path("product.json")).ShouldSucceed();
        return Path("product.json");
    }

    [Fact]
    public void Info_counts_the_saved_network_layer_by_layer()
    {
        JsonElement report = Run("info", Square(), "--json", "-v").ShouldSucceed().Json;
        JsonElement[] layers = [.. report.GetProperty("layers").EnumerateArray()];
        layers.Should().HaveCount(report.GetProperty("depth").GetInt32());
        layers.Sum(l => l.GetProperty("connections").GetInt64() + l.GetProperty("biases").GetInt64()).Should().Be(report.GetProperty("weights").GetInt64());
        layers.Sum(l => l.GetProperty("units").GetInt64()).Should().Be(report.GetProperty("units").GetInt64());
        Run("info", Path("square.qrn"), "-v").ShouldSucceed().Lines.Should().HaveCount(Run("info", Path("square.qrn")).Lines.Length + layers.Length + 1);
    }

    [Fact]
    public void Evaluate_gives_the_value_at_a_point_of_the_domain()
    {
        Outcome fast = Run("evaluate", Square(), "--at", "0.25").ShouldSucceed();
        fast.Out.Trim().Should().Be("0.0625");
        fast.Error.Should().Contain("exactly");
        Run("evaluate", Path("square.qrn"), "--at", "1/3", "--exact").ShouldSucceed().Out.Trim().Should().Be("11/96");
        Run("evaluate", Product(), "--at", "-0.5,0.5").ShouldSucceed().Out.Trim().Should().Be("-0.25");
        Run("evaluate", Path("product.json"), "--at=-1,-3/4", "--exact").ShouldSucceed().Out.Trim().Should().Be("3/4");
    }

    [Fact]
    public void Evaluate_reads_points_from_a_file_or_standard_input_and_writes_values_beside_them()
    {
        const string points = "x,y\n0.5, -0.5\n\n1,1\n";
        string[] expected = ["x1,x2,value", "0.5,-0.5,-0.25", "1,1,1"];
        Run("evaluate", Product(), "--input", Write("points.csv", points)).ShouldSucceed().Lines.Should().Equal(expected);
        RunWith(points, default, "evaluate", Path("product.json"), "--input", "-").ShouldSucceed().Lines.Should().Equal(expected);
        Run("evaluate", Path("product.json"), "--input", Path("points.csv"), "--output", Path("values.csv")).ShouldSucceed().Out.Should().BeEmpty();
        File.ReadAllLines(Path("values.csv")).Should().Equal(expected);
        Run("evaluate", Path("product.json"), "--input", Path("points.csv"), "--exact").ShouldSucceed().Lines.Should()
            .Equal("x1,x2,value", "0.5,-0.5,-1/4", "1,1,1");
    }

    [Fact]
    public void Exact_and_fast_values_agree_where_the_fast_ones_are_exact()
    {
        string points = Write("points.csv", string.Join('\n', Enumerable.Range(0, 65).Select(k => (k / 64.0).ToString(CultureInfo.InvariantCulture))));
        Outcome fast = Run("evaluate", Square(), "--input", points).ShouldSucceed();
        fast.Error.Should().Contain("no value was rounded");
        IEnumerable<double> Values(Outcome outcome) => outcome.Lines.Skip(1).Select(line => (double)Rational.Parse(line.Split(',')[1]));
        Values(fast).Should().Equal(Values(Run("evaluate", Path("square.qrn"), "--input", points, "--exact").ShouldSucceed()));
    }

    [Theory]
    [InlineData("", "There are no points in standard input.")]
    [InlineData("x\n", "There are no points in standard input.")]
    [InlineData("0.5\nabc\n", "Line 2 of standard input has 'abc' as coordinate 1, which is not a number.")]
    [InlineData("0.5\n0.5,1\n", "Line 2 of standard input has 2 coordinates, but the network takes 1 coordinate: '0.5,1'.")]
    [InlineData("0\n\n1.5\n", "Line 3 of standard input has coordinate 1 at 1.5, outside the domain 0:1.")]
    [InlineData("NaN", "*")]
    public void Bad_points_are_refused_with_their_line(string points, string sentence) =>
        RunWith(points, default, "evaluate", Square(), "--input", "-").ShouldFail(1, sentence);

    [Theory]
    [InlineData("Points are needed: either --at or --input, not both.")]
    [InlineData("Points are needed: either --at or --input, not both.", "--at", "0", "--input", "-")]
    [InlineData("The point has coordinate 1 at 2, outside the domain 0:1.", "--at", "2")]
    [InlineData("The point has 2 coordinates, but the network takes 1 coordinate: '0,1'.", "--at", "0,1")]
    [InlineData("There is no file 'nofile.csv'.", "--input", "nofile.csv")]
    public void Bad_requests_are_refused(string sentence, params string[] arguments) => Run(["evaluate", Square(), .. arguments]).ShouldFail(1, sentence);

    [Fact]
    public void Export_writes_json_that_loads_to_the_same_network()
    {
        Run("export", Square(), "--format", "json", "--output", Path("square.json")).ShouldSucceed();
        NetworkFile.Load(Path("square.json")).Network.SameAs(NetworkFile.Load(Path("square.qrn")).Network).Should().BeTrue();
        JsonElement json = Run("export", Path("square.qrn")).ShouldSucceed().Json;
        json.GetProperty("format").GetString().Should().Be("quantrelu-network");
        File.ReadAllText(Path("square.json")).Should().Be(Run("export", Path("square.qrn"), "--output", "-").Out);
    }

    [Theory]
    [InlineData("info")]
    [InlineData("export")]
    [InlineData("evaluate", "--at", "0")]
    public void Files_that_are_no_networks_are_refused(string command, params string[] arguments)
    {
        byte[] sound = File.ReadAllBytes(Square());
        byte[] corrupted = [.. sound];
        corrupted[sound.Length / 2] ^= 1;
        File.WriteAllBytes(Path("truncated"), sound[..(sound.Length / 2)]);
        File.WriteAllBytes(Path("corrupted"), corrupted);
        Write("foreign", "hello");
        Write("empty", string.Empty);
        Write("bad.json", "{\"format\":\"quantrelu-network\"}");
        foreach (string name in new[] { "truncated", "corrupted", "foreign", "empty", "bad.json" })
        {
            Run([command, Path(name), .. arguments]).ShouldFail(1, $"'*{name}' cannot be read as a network: *");
        }

        Run([command, Path("missing"), .. arguments]).ShouldFail(1, "There is no file '*missing'.");
    }
}
