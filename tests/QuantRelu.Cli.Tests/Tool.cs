using System.Text.Json;
using FluentAssertions;
using QuantRelu.Tests.Shared;

namespace QuantRelu.Cli.Tests;

/// <summary>What one run of the tool gave.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>The lines of standard output.</summary>
    public string[] Lines => Out.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}

/// <summary>Runs the tool in this process, in a folder of its own for files.</summary>
public abstract class ToolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantrelu-tests-");

    /// <summary>A path in the folder of this test.</summary>
    protected string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>The files that the test left.</summary>
    protected string[] Files => [.. _folder.GetFiles().Select(f => f.Name).Order()];

    /// <summary>Writes a text file and returns its path.</summary>
    protected string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return Path(name);
    }

    /// <summary>A small square on [0,1], saved; and its path.</summary>
    protected string Square(string name = "square.qrn") => Save(name, "component", "square", "--r", "2");

    /// <summary>A small product on [-1,1]², saved; and its path.</summary>
    protected string Product(string name = "product.qrn") => Save(name, "component", "multiply", "--r", "2");

    /// <summary>The tool as README installs it, in the folder tools; returns the folder that it lies in.</summary>
    internal string InstallTool(string bash, string dotnet)
    {
        string tools = Path("tools"), tool = System.IO.Path.Combine(tools, "quantrelu");
        ExternalTool.Run(bash, "-c", """mkdir "$1" && printf '#!%s\nexec "%s" "%s" "$@"\n' "$2" "$3" "$4" > "$5" && chmod +x "$5" """,
            bash, tools, bash, dotnet, typeof(CommandLine).Assembly.Location, tool);
        return _folder.FullName;
    }

    private string Save(string name, params string[] args)
    {
        Run([.. args, "--output", Path(name)]).ShouldSucceed();
        return Path(name);
    }

    internal static Outcome Run(params string[] args) => RunWith(string.Empty, default, args);

    /// <summary>Runs build with the paper's construction.</summary>
    internal static Outcome BuildPaper(string target, params string[] args) => Run(["build", target, "--construction", "paper", .. args]);

    /// <summary>Runs the tool with constructions of its own.</summary>
    internal static Outcome RunOver(ConstructionRegistry constructions, params string[] args) => RunWith(string.Empty, constructions, default, args);

    /// <summary>Runs the tool with constructions of its own until it is cancelled.</summary>
    internal static Outcome RunOver(ConstructionRegistry constructions, CancellationToken cancellationToken, params string[] args) =>
        RunWith(string.Empty, constructions, cancellationToken, args);

    internal static Outcome RunWith(string input, CancellationToken cancellationToken, params string[] args) =>
        RunWith(input, constructions: null, cancellationToken, args);

    private static Outcome RunWith(string input, ConstructionRegistry? constructions, CancellationToken cancellationToken, string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(new StringReader(input), output, error, IsInteractive: false);
        int exitCode = CommandLine.RunAsync(args, terminal, constructions, cancellationToken).GetAwaiter().GetResult();
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs the tool between two pipes of bytes.</summary>
    internal static (Outcome Outcome, byte[] Bytes) Pipe(byte[] input, params string[] args)
    {
        using var bytes = new MemoryStream();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal =
            new Terminal(TextReader.Null, output, error, IsInteractive: false) { OpenInput = () => new MemoryStream(input), OpenOutput = () => bytes };
        int exitCode = CommandLine.RunAsync(args, terminal).GetAwaiter().GetResult();
        return (new Outcome(exitCode, output.ToString(), error.ToString()), bytes.ToArray());
    }

    /// <summary>Deletes the folder.</summary>
    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>Expectations that many tests share.</summary>
internal static class OutcomeAssertions
{
    public static void ShouldFail(this Outcome outcome, int exitCode, string sentence)
    {
        outcome.ExitCode.Should().Be(exitCode, outcome.Error);
        outcome.Out.Should().BeEmpty();
        outcome.Error.TrimEnd().Should().Match(sentence).And.NotContain("\n").And.NotContain("   at ").And.EndWith(".");
    }

    /// <summary>The exit code, nothing on standard output, and exactly one sentence that has all of the words.</summary>
    public static void ShouldRefuse(this Outcome outcome, int exitCode, params string[] words)
    {
        outcome.ExitCode.Should().Be(exitCode, outcome.Error);
        outcome.Out.Should().BeEmpty();
        outcome.Error.Should().EndWith(Environment.NewLine);
        outcome.Error.TrimEnd().Should().MatchRegex(@"\A[^\n]+[.?]\z").And.NotContainAny("   at ", "Exception", " (Parameter '");
        foreach (string word in words)
        {
            outcome.Error.Should().Contain(word);
        }
    }

    public static Outcome ShouldSucceed(this Outcome outcome)
    {
        outcome.ExitCode.Should().Be(0, outcome.Error);
        return outcome;
    }
}
