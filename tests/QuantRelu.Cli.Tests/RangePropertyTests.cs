using System.Globalization;
using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>export --range: the output of a network with several inputs as a property, whose answer is known from the exact range.</summary>
public class RangePropertyTests : ToolTests
{
    // xy on [-1, 1]² as u in [0, 1]²: from -1 to 1, at corners.
    [Fact]
    public void A_true_range_has_no_counterexample_and_a_false_one_has_the_corner_where_it_is_left()
    {
        string file = Product();
        Run("export", file, "--range=-1:1", "--output", Path("true.vnnlib")).ShouldSucceed().Error.TrimEnd().Should()
            .Be($"'{Path("true.vnnlib")}' and '{Path("true.network.onnx")}' belong together: the property is about that network alone.");
        Run("export", file, "--range=-1:0.9", "--box", "1/2:1,1/2:1", "--output", Path("false.vnnlib")).ShouldSucceed();
        (double low, double high) = Thresholds("true.vnnlib");
        low.Should().BeLessThan(-1);
        high.Should().BeGreaterThan(1);
        Run("evaluate", Path("true.network.onnx"), "--at", "1,1", "--exact").ShouldSucceed().Out.Trim().Should().Be("1");
        Thresholds("false.vnnlib").High.Should().BeInRange(0.9, 0.9000001, "the corner (1, 1) refutes it");
        File.ReadAllLines(Path("false.vnnlib")).Should().Contain("(assert (>= X_1 0.5))").And.Contain("(assert (<= X_0 1.0))");
        File.ReadAllText(Path("true.network.onnx")).Should().Be(File.ReadAllText(Path("false.network.onnx")));
    }

    [Fact]
    public void Version_2_has_the_same_question()
    {
        Run("export", Product(), "--range", "-1:1", "--vnnlib-version", "2.0", "--output", Path("two.vnnlib")).ShouldSucceed();
        File.ReadAllText(Path("two.vnnlib")).Should().Contain("(declare-input X real [1,2])")
            .And.MatchRegex(@"\(assert \(or \(>= Y\[0,0\] 1\.\d+\) \(<= Y\[0,0\] -1\.\d+\)\)\)");
    }

    [Theory]
    [InlineData("--range is '1'; it must be low:high, such as 0:1 or -1/2:1/2.", "--range", "1")]
    [InlineData("The range 1:0 is empty.", "--range", "1:0")]
    [InlineData("--box is for the property of a range: --range low:high says which.", "--box", "0:1,0:1")]
    [InlineData("The box 0:2,0:1 is no part of 0 <= u <= 1.", "--range", "0:1", "--box", "0:2,0:1")]
    [InlineData("--range claims something of the network alone: leave out --error, --target, --cell and --cells.", "--range", "0:1", "--error", "1")]
    public void What_is_no_range_is_told_and_nothing_is_written(string sentence, params string[] options)
    {
        string file = Product();
        Outcome outcome = Run(["export", file, "--output", Path("no.vnnlib"), .. options]);
        outcome.ExitCode.Should().Be(ExitCode.BadInput);
        outcome.Error.TrimEnd().Should().Be(sentence);
        Files.Should().Equal("product.qrn");
    }

    private (double Low, double High) Thresholds(string name)
    {
        Match last = Regex.Match(File.ReadAllLines(Path(name))[^1], @"\(assert \(or \(and \(>= Y_0 (\S+)\)\) \(and \(<= Y_0 (\S+)\)\)\)\)");
        double Number(int group) => double.Parse(last.Groups[group].Value, CultureInfo.InvariantCulture);
        return (Number(2), Number(1));
    }
}
