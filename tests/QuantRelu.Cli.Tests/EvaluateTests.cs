using System.Globalization;
using FluentAssertions;
using QuantRelu.Evaluation;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using Xunit;

namespace QuantRelu.Cli.Tests;

public sealed class EvaluateTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1/4", "1/16")]
    [InlineData("0.25", "1/16")]
    [InlineData("25e-2", "1/16")]
    [InlineData("1", "1")]
    public async Task One_point_gives_its_value_alone(string at, string value)
    {
        // With r = 2 the interpolant has its breakpoints at multiples of 1/4 at least, where it is x² itself.
        string file = await _folder.Square();
        (await Tool.Run("evaluate", file, "--at", at, "--exact")).Succeeds().Lines.Should().Equal(value);
        double fast = double.Parse((await Tool.Run("evaluate", file, "--at", at)).Succeeds().Lines.Single(), CultureInfo.InvariantCulture);
        fast.Should().Be((double)Rational.Parse(value));
    }

    [Fact]
    public async Task How_a_value_was_computed_is_said_on_standard_error()
    {
        string file = await _folder.Square();
        (await Tool.Run("evaluate", file, "--at", "0.3", "--exact")).Error.TrimEnd().Should().Be("Evaluated in exact arithmetic.");
        (await Tool.Run("evaluate", file, "--at", "0.25")).Error.Should().Contain("no value was rounded");
        (await Tool.Run("evaluate", file, "--at", "0.3")).Error.Should().Contain("double precision, rounded");
    }

    [Theory]
    [InlineData("0.25\n1/3\n")]
    [InlineData("x\n0.25\n1/3\n")]
    [InlineData("\"x\"\r\n0.25\r\n\r\n  1/3  ")]
    [InlineData("\uFEFFx\n0.25\n1/3")]
    [InlineData("\uFEFF0.25\n\n\n1/3")]
    public async Task Points_are_read_with_or_without_a_heading(string csv)
    {
        string file = await _folder.Square();
        Rational third = ExactEvaluator.Evaluate(_folder.Load("square.qrn").Network, [Rational.Create(1, 3)])[0];
        string[] expected = ["x,value", "0.25,1/16", $"1/3,{third}"];
        (await Tool.Run("evaluate", file, "--input", _folder.Write("points.csv", csv), "--exact")).Succeeds().Lines.Should().Equal(expected);
        (await Tool.RunWith(csv, ["evaluate", file, "--input", "-", "--exact"])).Succeeds().Lines.Should().Equal(expected);
        Outcome saved = (await Tool.Run("evaluate", file, "--input", _folder.At("points.csv"), "--exact", "--output", _folder.At("values.csv"))).Succeeds();
        saved.Out.Should().BeEmpty();
        File.ReadAllText(_folder.At("values.csv")).Should().Be(string.Join('\n', expected) + "\n");
    }

    [Fact]
    public async Task Fast_values_of_many_points_are_the_exact_ones()
    {
        string file = await _folder.Product();
        Network network = _folder.Load("product.qrn").Network;
        string csv = "x1,x2\n" + string.Concat(from i in Enumerable.Range(-8, 17) from j in Enumerable.Range(-8, 17) select string.Create(CultureInfo.InvariantCulture, $"{i / 8.0},{j / 8.0}\n"));
        string[] lines = (await Tool.RunWith(csv, ["evaluate", file, "--input", "-"])).Succeeds().Lines;
        lines[0].Should().Be("x1,x2,value");
        lines.Should().HaveCount((17 * 17) + 1);
        foreach (string[] cells in lines.Skip(1).Select(l => l.Split(',')))
        {
            Rational[] u = [.. cells[..2].Select(c => (Rational.Parse(c) + 1) / 2)];
            Rational.Parse(cells[2]).Should().Be(ExactEvaluator.Evaluate(network, u)[0]);
        }
    }

    [Fact]
    public async Task Negative_points_of_a_domain_are_read_as_values_of_the_option()
    {
        string file = await _folder.Product();
        (await Tool.Run("evaluate", file, "--at", "-1,1/2", "--exact")).Succeeds().Lines.Should().Equal("-1/2");
        (await Tool.Run("evaluate", file, "--at=-1,-1")).Succeeds().Lines.Should().Equal("1");
    }

    [Fact]
    public async Task A_point_may_be_written_to_a_file()
    {
        (await Tool.Run("evaluate", await _folder.Square(), "--at", "1/2", "--exact", "--output", _folder.At("v.csv"))).Succeeds().Out.Should().BeEmpty();
        File.ReadAllText(_folder.At("v.csv")).Should().Be("x,value\n1/2,1/4\n");
    }

    [Theory]
    [InlineData("", "no points in standard input")]
    [InlineData("x\n", "no points in standard input")]
    [InlineData("\n\n", "no points in standard input")]
    [InlineData("x\n0.5\nhalf\n", "Line 3 of standard input", "'half'", "coordinate 1")]
    [InlineData("0.5\n0.5,0.5\n", "Line 2 of standard input", "2 coordinates", "takes 1 coordinate")]
    [InlineData("0.5\n\n2\n", "Line 3 of standard input", "outside the domain 0:1")]
    [InlineData("-1e-9\n", "Line 1 of standard input", "outside the domain 0:1")]
    [InlineData("NaN\n0.5", "Line 1", "'NaN'")]
    [InlineData("inf\n0.5", "Line 1", "'inf'")]
    [InlineData("Infinity\n0.5", "Line 1", "'Infinity'")]
    [InlineData("0.5\nNaN\n", "Line 2", "'NaN'")]
    [InlineData("0.5\nInfinity\n", "Line 2", "'Infinity'")]
    [InlineData("0.5;0.5\n", "Line 1", "'0.5;0.5'")]
    [InlineData("0.5,\n", "Line 1", "2 coordinates")]
    public async Task Bad_points_are_refused_with_their_line(string csv, params string[] words)
    {
        string file = await _folder.Square();
        (await Tool.RunWith(csv, ["evaluate", file, "--input", "-", "--output", _folder.At("values.csv")])).Refuses(ExitCode.BadInput, words);
        _folder.Files.Should().Equal("square.qrn");
    }

    [Theory]
    [InlineData("2", "outside the domain 0:1")]
    [InlineData("-1", "outside the domain 0:1")]
    [InlineData("0.5,0.5", "2 coordinates")]
    [InlineData("", "not a number")]
    [InlineData("1/0", "not a number")]
    [InlineData("a", "'a'", "not a number")]
    public async Task A_bad_point_is_refused(string at, params string[] words) =>
        (await Tool.Run("evaluate", await _folder.Square(), "--at", at)).Refuses(ExitCode.BadInput, words);

    [Fact]
    public async Task Points_come_from_exactly_one_place()
    {
        string file = await _folder.Square();
        (await Tool.Run("evaluate", file)).Refuses(ExitCode.BadInput, "--at", "--input");
        (await Tool.Run("evaluate", file, "--at", "0", "--input", "-")).Refuses(ExitCode.BadInput, "--at", "--input");
        (await Tool.Run("evaluate", file, "--input", _folder.At("none.csv"))).Refuses(ExitCode.BadInput, "There is no file", "none.csv");
        (await Tool.Run("evaluate", _folder.At("none"), "--at", "0")).Refuses(ExitCode.BadInput, "There is no file", "none");
    }

    [Fact]
    public async Task An_unwritable_output_and_a_cancelled_evaluation_write_nothing()
    {
        string file = await _folder.Square();
        (await Tool.Run("evaluate", file, "--at", "0", "--output", _folder.At("no/values.csv"))).Refuses(ExitCode.BadInput, "there is no directory");
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        (await Tool.RunWith("0.5\n", ["evaluate", file, "--input", "-", "--exact", "--output", _folder.At("v.csv")], cancel.Token)).Refuses(ExitCode.Cancelled, "Cancelled.");
        _folder.Files.Should().Equal("square.qrn");
    }
}
