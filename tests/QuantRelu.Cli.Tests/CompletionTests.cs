using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

public class CompletionTests : ToolTests
{
    // Stands for bash's own variables at the press of a key, and prints what would be offered.
    private const string Press = """
        source "$1"
        quantrelu() { "$DOTNET" "$TOOL" "$@"; }
        COMP_LINE=$2 COMP_POINT=${#2}
        read -ra COMP_WORDS <<< "$2"
        if [[ $2 == *" " ]]; then COMP_WORDS+=(""); fi
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _quantrelu quantrelu
        echo "${COMPREPLY[*]}"
        """;

    [Theory]
    [Needs(External.Bash)]
    [Needs(External.Dotnet)]
    [InlineData("quantrelu b", "benchmark bitwidth bounds build")]
    [InlineData("quantrelu build s", "saturation sigmoid sine square")]
    [InlineData("quantrelu build sine --str", "--structure")]
    [InlineData("quantrelu build sine --structure ", "dependent independent")]
    [InlineData("quantrelu info ", "")]
    [InlineData("quantrelu export a.qrn --format qo", "qonnx")]
    [InlineData("quantrelu figure 1", "1a 1b")]
    [InlineData("quantrelu explain c", "cells certified codebook crossbar")]
    public void Bash_completes_commands_targets_options_and_words(string line, string offered)
    {
        string script = Write("completion.bash", Run("completion", "bash").ShouldSucceed().Out);
        string tool = typeof(CommandLine).Assembly.Location;
        string setting = $"DOTNET='{ExternalTool.Find(External.Dotnet)}' TOOL='{tool}'\n";
        ExternalTool.Run(ExternalTool.Find(External.Bash), "-c", setting + Press, "bash", script, line).TrimEnd().Should().Be(offered);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _quantrelu quantrelu")]
    [InlineData("zsh", "compdef _quantrelu quantrelu")]
    [InlineData("fish", "complete --command quantrelu")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName quantrelu")]
    public void Every_shell_has_its_script(string shell, string line) => Run("completion", shell).ShouldSucceed().Out.Should().Contain(line);

    [Fact]
    public void Other_shells_are_refused() => Run("completion", "csh").ShouldRefuse(ExitCode.BadInput, "'csh'", "bash, zsh, fish, pwsh");
}
