using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class BuildRefusalTests : ToolTests
{
    [Theory]
    [InlineData("'foo' at character 3", "x+foo(x)")]
    [InlineData("did you mean 'sin'", "sine(x)")]
    [InlineData("did you mean 'waves'", "wavse")]
    [InlineData("character 1 is not closed", "((x)")]
    [InlineData("character 2", "x)")]
    [InlineData("empty", "")]
    [InlineData("'+' at character 2", "x+")]
    [InlineData("character 3", "x $ 1")]
    [InlineData("not finite at x = 0", "1/x")]
    [InlineData("not finite at x = 0", "log(x)")]
    [InlineData("x", "sqrt(x-1/2)")]
    [InlineData("x", "1/(x-1/3)")]
    [InlineData("tan(pi*x) is not bounded near x = 0.5.", "tan(pi*x)")]
    [InlineData("sqrt", "sqrt(x)")]
    [InlineData("order 2 is not possible", "abs(x-1/2)", "--smoothness", "2")]
    [InlineData("order 3 is not possible", "max(x,1-x)", "--smoothness", "3")]
    [InlineData("--error is 0", "x", "--error", "0")]
    [InlineData("--error is -0.1", "x", "--error", "-0.1")]
    [InlineData("--error is 'NaN'", "x", "--error", "NaN")]
    [InlineData("--error is 'Infinity'", "x", "--error", "Infinity")]
    [InlineData("--error is 'small'", "x", "--error", "small")]
    [InlineData("--lambda is 1", "x", "--lambda", "1")]
    [InlineData("--lambda is -2", "x", "--lambda", "-2")]
    [InlineData("--lambda is 2.5", "x", "--lambda", "2.5")]
    [InlineData("3", "x", "--lambda", "3", "--quantization", "linear")]
    [InlineData("--smoothness is 0", "x", "--smoothness", "0")]
    [InlineData("--smoothness is 99", "x", "--smoothness", "99")]
    [InlineData("--dimension is 0", "x", "--dimension", "0")]
    [InlineData("at least 2, not 1", "x*y", "--dimension", "1")]
    [InlineData("1 side", "x*y", "--domain", "0:1")]
    [InlineData("1:0", "x", "--domain", "1:0")]
    [InlineData("0:b", "x", "--domain", "0:b")]
    [InlineData("--samples is 0", "x", "--samples", "0")]
    [InlineData("--seed is -1", "x", "--seed", "-1")]
    [InlineData("--max-weights is '1.5'", "x", "--max-weights", "1.5")]
    [InlineData("--smoothness is 2", "x", "--structure", "dependent", "--smoothness", "2")]
    [InlineData("variable", "x*y", "--structure", "dependent")]
    [InlineData("--lipschitz", "x", "--lipschitz", "1")]
    [InlineData("There is no file 'nowhere.csv'", "@nowhere.csv")]
    public void Bad_input_is_refused_with_one_sentence_and_nothing_is_written(string words, string target, params string[] options)
    {
        string[] error = options.Contains("--error") ? [] : ["--error", "0.1"];
        (BuildPaper(target, [.. error, .. options, "--output", Path("net")])).ShouldRefuse(ExitCode.BadInput, words);
        Files.Should().BeEmpty();
    }

    [Theory]
    [InlineData("independent")]
    [InlineData("dependent")]
    public void Too_many_weights_are_refused_with_the_prediction_and_the_option_that_raises_the_limit(string structure)
    {
        string[] args = ["build", "x/2", "--construction", "paper", "--error", "0.2", "--smoothness", "1", "--structure", structure, "--lambda", "4"];
        string weights = (Run([.. args, "--dry-run", "--json"])).ShouldSucceed().Json.GetProperty("weights").GetRawText();
        Outcome over = Run([.. args, "--max-weights", $"{long.Parse(weights) - 1}", "--output", Path("net")]);
        over.ShouldRefuse(ExitCode.OverLimit, $"{long.Parse(weights):N0} weights", "memory", "--max-weights");
        Files.Should().BeEmpty();
        (Run([.. args, "--max-weights", weights])).ShouldSucceed();
    }

    [Fact]
    public void A_network_of_any_size_can_be_counted_but_is_not_built()
    {
        string[] args = ["build", "sin(x+y+z)/3", "--construction", "paper", "--error", "1e-9", "--smoothness", "1"];
        (Run([.. args, "--dry-run", "--json"])).ShouldSucceed().Json.GetProperty("weights").GetRawText().Length.Should().BeGreaterThan(19, "it is beyond 2^63");
        (Run(args)).ShouldRefuse(ExitCode.OverLimit, "--max-weights");
        (Run([.. args, "--max-weights", "1e60"])).ShouldRefuse(ExitCode.OverLimit, "weights", "memory", "--dry-run");
    }

    [Theory]
    [InlineData("1e400*x, or a number on the way to it, exceeds the range of double precision, 1.8E+308, at x = 0.", "1e400*x")]
    [InlineData("exceeds the range of double precision, 1.8E+308, at x = 0.7", "exp(1000*x)/exp(1000)")]
    [InlineData("The derivative of order 1 of exp(709*x), or a number", "exp(709*x)")]
    [InlineData("an error of 1E-25 takes a grid of 2^86 cells along each variable, and 2^56 is the most", "sin(x)", "--error", "1e-25", "--smoothness", "1")]
    [InlineData("an error of 1E-400 takes a grid of 2^167 cells", "x", "--error", "1e-400")]
    [InlineData("3*x is steepest near x = 5, with a slope of 3: an error of 1E-400 takes 2^1327 equal cells, and 2^24 is the most", "3*x", "--error", "1e-400",
        "--structure", "dependent", "--domain", "0:10")]
    public void What_exceeds_a_limit_is_told_in_the_terms_in_which_it_was_asked_for(string words, string target, params string[] options)
    {
        string[] error = options.Contains("--error") ? [] : ["--error", "0.1"];
        (BuildPaper(target, [.. error, .. options, "--output", Path("net")])).ShouldRefuse(ExitCode.OverLimit, words);
        Files.Should().BeEmpty();
    }

    [Fact]
    public void A_table_too_steep_for_the_error_is_told_with_its_steepest_place_and_slope()
    {
        string table = Write("steep.csv", "x,y\n0,0\n2,0.5\n2.0000001,30\n4,31\n");
        (BuildPaper("@" + table, "--error", "0.1", "--structure", "dependent"))
            .ShouldRefuse(ExitCode.OverLimit, "is steepest near x = 2, with a slope of 2.95E+08: an error of 0.1 takes 2^33 equal cells");
    }

    [Theory]
    [InlineData("--error is 1E+400;", "build", "x", "--construction", "paper", "--error", "1e400")]
    [InlineData("--error is -1E-300;", "build", "x", "--construction", "paper", "--error", "-1e-300")]
    [InlineData("--value is 1E+300;", "component", "weight", "--value", "1e300")]
    [InlineData("The factor is 1E+300;", "component", "scale", "--factor", "1e300")]
    [InlineData("The side 1E+300:0 ", "build", "x", "--construction", "paper", "--error", "0.1", "--domain", "1e300:0")]
    [InlineData("--error is 1E-400; these expressions", "bounds", "--dimension", "1", "--error", "1e-400")]
    [InlineData("--error is 1E-400; these expressions", "bitwidth", "--dimension", "1", "--error", "1e-400")]
    public void No_number_in_a_sentence_has_hundreds_of_digits(string words, params string[] args)
    {
        Outcome outcome = Run(args);
        outcome.ShouldRefuse(ExitCode.BadInput, words);
        outcome.Error.Length.Should().BeLessThan(200);
    }

    [Fact]
    public void An_error_that_is_not_met_has_its_own_exit_code()
    {
        // A spike between the points at which the norm is sampled, and a quotient whose limit no number proves, so that the norm is sampled: at the
        // error's own samples the spike is seen.
        Outcome outcome = BuildPaper(
            "max(0, 1/2-5000*abs(x-0.2718281))+0*sinh(x-pi/10)/(x-pi/10)", "--error", "0.1", "--smoothness", "1", "--samples", "20000");
        outcome.ExitCode.Should().Be(ExitCode.ClaimFails);
        outcome.Error.TrimEnd().Should().NotContain("\n").And.Contain("exceeds the construction's bound ");
    }

    [Fact]
    public void An_output_that_cannot_be_written_is_refused_before_the_work()
    {
        string file = Write("file", "before");
        string[] args = ["build", "x/2", "--construction", "paper", "--error", "0.2", "--max-weights", "1", "--output"];
        (Run([.. args, Path("")])).ShouldRefuse(ExitCode.BadInput, "is a directory");
        (Run([.. args, Path("none/net")])).ShouldRefuse(ExitCode.BadInput, "there is no directory");
        (Run([.. args, file + "/net"])).ShouldRefuse(ExitCode.BadInput, "there is no directory");
        (Run([.. args, string.Empty])).ShouldRefuse(ExitCode.BadInput);
        Files.Should().Equal("file");
    }

    [Fact]
    public void A_refused_build_leaves_what_stood_at_the_output()
    {
        string file = Write("net", "before");
        (BuildPaper("1/x", "--error", "0.1", "--output", file)).ShouldRefuse(ExitCode.BadInput);
        File.ReadAllText(file).Should().Be("before");
    }

    [Fact]
    public void A_place_in_a_domain_beyond_the_doubles_is_a_number() =>
        BuildPaper("x", "--error", "0.1", "--domain", "0:1e400").Error.Should().Contain("exceeds the range of double precision").And.NotContain("NaN");
}
