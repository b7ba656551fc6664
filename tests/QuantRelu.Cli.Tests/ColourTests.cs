using FluentAssertions;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class ColourTests : ToolTests
{
    [Theory]
    [InlineData(true, null, null, true)]
    [InlineData(true, "", "xterm", true)]
    [InlineData(true, "1", "xterm", false)]
    [InlineData(true, "0", null, false)]
    [InlineData(true, null, "dumb", false)]
    [InlineData(false, null, "xterm", false)]
    public void Colours_are_for_terminals_and_no_color_is_respected(bool isTerminal, string? noColor, string? term, bool shown)
    {
        var colours = Colours.Of(isTerminal, name => name switch { "NO_COLOR" => noColor, "TERM" => term, _ => null });
        colours.Good("yes").Should().Be(shown ? "\e[32myes\e[0m" : "yes");
    }

    [Theory]
    [InlineData("1/50", "\e[32mproved\e[0m: at most 0.02 everywhere")]
    [InlineData("1/100", "\e[31mrefuted\e[0m: 0.01 is exceeded")]
    public async Task A_verdict_is_seen_from_afar(string claim, string verdict)
    {
        string file = Square();
        using var output = new StringWriter();
        var terminal = new Terminal(TextReader.Null, output, TextWriter.Null, IsInteractive: false) { OutColours = Colours.Of(isTerminal: true, _ => null) };
        await CommandLine.RunAsync(["verify", file, "--error", claim], terminal);
        output.ToString().Should().Contain(verdict);
        Run("verify", file, "--error", claim).Out.Should().NotContain("\e");
    }

    [Fact]
    public async Task A_failure_is_red_where_colours_are()
    {
        using var error = new StringWriter();
        var terminal = new Terminal(TextReader.Null, TextWriter.Null, error, IsInteractive: false) { ErrorColours = Colours.Of(isTerminal: true, _ => null) };
        (await CommandLine.RunAsync(["info", "nothing.qrn"], terminal)).Should().Be(ExitCode.BadInput);
        error.ToString().Should().Be($"\e[31mThere is no file 'nothing.qrn'.\e[0m{Environment.NewLine}");
    }
}
