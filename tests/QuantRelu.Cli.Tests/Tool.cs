using System.Text.Json;
using FluentAssertions;

namespace QuantRelu.Cli.Tests;

/// <summary>Runs commands in this process, with their streams kept as texts.</summary>
internal static class Tool
{
    /// <summary>Runs a command line with nothing on standard input.</summary>
    public static Task<Outcome> Run(params string[] args) => RunWith(string.Empty, args);

    /// <summary>Runs a command line with a text on standard input.</summary>
    public static async Task<Outcome> RunWith(string input, string[] args, CancellationToken cancel = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = await CommandLine.RunAsync(args, new Terminal(new StringReader(input), output, error, IsInteractive: false), cancel);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }
}

/// <summary>What became of a command: its exit code and what stood on its two streams.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output, which is one JSON value.</summary>
    public JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }

    /// <summary>The lines on standard output.</summary>
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r')).ToArray();

    /// <summary>Asserts exit code 0.</summary>
    public Outcome Succeeds()
    {
        ExitCode.Should().Be(Cli.ExitCode.Done, "standard error says: {0}", Error);
        return this;
    }

    /// <summary>Asserts the exit code, nothing on standard output, and exactly one sentence, without a stack trace, that has the given words.</summary>
    public void Refuses(int exitCode, params string[] words)
    {
        Error.TrimEnd('\r', '\n').Should().NotBeEmpty().And.NotContainAny("\n", "   at ", "Exception", " (Parameter '");
        Error.Should().EndWith(Environment.NewLine);
        Error.TrimEnd().Should().MatchRegex("[.?]$", "it is a sentence");
        foreach (string word in words)
        {
            Error.Should().Contain(word);
        }

        ExitCode.Should().Be(exitCode, "standard error says: {0}", Error);
        Out.Should().BeEmpty();
    }
}
