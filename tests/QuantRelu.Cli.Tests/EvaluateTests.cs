using System.Globalization;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class EvaluateTests : ToolTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1/4", "1/16")]
    [InlineData("0.25", "1/16")]
    [InlineData("25e-2", "1/16")]
    [InlineData("1", "1")]
    public void One_point_gives_its_value_alone(string at, string value)
    {
        // With r = 2 the interpolant has its breakpoints at multiples of 1/4 at least, where it is x² itself.
        string file = Square();
        (Run("evaluate", file, "--at", at, "--exact")).ShouldSucceed().Lines.Should().Equal(value);
        double fast = double.Parse((Run("evaluate", file, "--at", at)).ShouldSucceed().Lines.Single(), CultureInfo.InvariantCulture);
        fast.Should().Be((double)Rational.Parse(value));
    }

    [Fact]
    public void How_a_value_was_computed_is_said_on_standard_error()
    {
        string file = Square();
        (Run("evaluate", file, "--at", "0.3", "--exact")).Error.TrimEnd().Should().Be("Evaluated in exact arithmetic.");
        (Run("evaluate", file, "--at", "0.25")).Error.Should().Contain("no value was rounded");
        (Run("evaluate", file, "--at", "0.3")).Error.Should().Contain("double precision, rounded");
    }

    [Theory]
    [InlineData("0.25\n1/3\n")]
    [InlineData("x\n0.25\n1/3\n")]
    [InlineData("\"x\"\r\n0.25\r\n\r\n  1/3  ")]
    [InlineData("\uFEFFx\n0.25\n1/3")]
    [InlineData("\uFEFF0.25\n\n\n1/3")]
    public void Points_are_read_with_or_without_a_heading(string csv)
    {
        string file = Square();
        Rational third = ExactEvaluator.Evaluate(NetworkFile.Load(Path("square.qrn")).Network, [Rational.Create(1, 3)])[0];
        string[] expected = ["x,value", "0.25,1/16", $"1/3,{third}"];
        (Run("evaluate", file, "--input", Write("points.csv", csv), "--exact")).ShouldSucceed().Lines.Should().Equal(expected);
        (RunWith(csv, default, "evaluate", file, "--input", "-", "--exact")).ShouldSucceed().Lines.Should().Equal(expected);
        Outcome saved = (Run("evaluate", file, "--input", Path("points.csv"), "--exact", "--output", Path("values.csv"))).ShouldSucceed();
        saved.Out.Should().BeEmpty();
        File.ReadAllText(Path("values.csv")).Should().Be(string.Join('\n', expected) + "\n");
    }

    [Fact]
    public void Fast_values_of_many_points_are_the_exact_ones()
    {
        string file = Product();
        Network network = NetworkFile.Load(Path("product.qrn")).Network;
        string csv = "x1,x2\n" + string.Concat(
            from i in Enumerable.Range(-8, 17) from j in Enumerable.Range(-8, 17) select string.Create(CultureInfo.InvariantCulture, $"{i / 8.0},{j / 8.0}\n"));
        string[] lines = (RunWith(csv, default, "evaluate", file, "--input", "-")).ShouldSucceed().Lines;
        lines[0].Should().Be("x1,x2,value");
        lines.Should().HaveCount((17 * 17) + 1);
        foreach (string[] cells in lines.Skip(1).Select(l => l.Split(',')))
        {
            Rational[] u = [.. cells[..2].Select(c => (Rational.Parse(c) + 1) / 2)];
            Rational.Parse(cells[2]).Should().Be(ExactEvaluator.Evaluate(network, u)[0]);
        }
    }

    [Fact]
    public void Negative_points_of_a_domain_are_read_as_values_of_the_option()
    {
        string file = Product();
        (Run("evaluate", file, "--at", "-1,1/2", "--exact")).ShouldSucceed().Lines.Should().Equal("-1/2");
        (Run("evaluate", file, "--at=-1,-1")).ShouldSucceed().Lines.Should().Equal("1");
    }

    [Fact]
    public void A_point_may_be_written_to_a_file()
    {
        (Run("evaluate", Square(), "--at", "1/2", "--exact", "--output", Path("v.csv"))).ShouldSucceed().Out.Should().BeEmpty();
        File.ReadAllText(Path("v.csv")).Should().Be("x,value\n1/2,1/4\n");
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
    public void Bad_points_are_refused_with_their_line(string csv, params string[] words)
    {
        string file = Square();
        (RunWith(csv, default, "evaluate", file, "--input", "-", "--output", Path("values.csv"))).ShouldRefuse(ExitCode.BadInput, words);
        Files.Should().Equal("square.qrn");
    }

    [Fact]
    public void An_unwritable_output_and_a_cancelled_evaluation_write_nothing()
    {
        string file = Square();
        (Run("evaluate", file, "--at", "0", "--output", Path("no/values.csv"))).ShouldRefuse(ExitCode.BadInput, "there is no directory");
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        (RunWith("0.5\n", cancel.Token, "evaluate", file, "--input", "-", "--exact", "--output", Path("v.csv"))).ShouldRefuse(ExitCode.Cancelled, "Cancelled.");
        Files.Should().Equal("square.qrn");
    }
}
