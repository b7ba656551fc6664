using System.CommandLine;
using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>
/// Every option and argument of every command is given values that it should refuse, or that it hardly takes. Whatever they are, the tool
/// ends with one of its exit codes, and where it refuses, with a sentence.
/// </summary>
public class OptionFuzzTests : ToolTests
{
    private const int PairsPerLine = 40;
    private const int LongestRun = 30;
    private static readonly int[] ExitCodes = [0, 1, 2, 3, 130];
    private static readonly string[] PathKinds = ["file", "file.html", "points.csv|-", "results.csv", "values.csv", "FILE"];

    /// <summary>A short valid line for every command; FILE and OUT stand for a saved network and a file to write.</summary>
    public static TheoryData<string> Lines =>
    [
        "build x/2 --construction paper --error 0.4 --samples 10 --smoothness 1 --max-weights 200000",
        "compare x/2 --error 0.4 --samples 10 --lambda 2 --smoothness 1 --max-weights 200000",
        "sweep x/2 --error 0.4 --samples 10 --lambda 2 --smoothness 1 --max-weights 200000",
        "growth --log-error 4,6 --lambda 2",
        "bounds --error 0.1",
        "bitwidth --dimension 784 --error 0.1",
        "component square --r 2",
        "component multiply --r 2",
        "component weight --value 1/3",
        "component abs",
        "component scale --factor 2",
        "component hat --grid 4",
        "component psi --grid 4",
        "component compact-square --r 2",
        "component compact-multiply --r 2",
        "component indicators --levels 2",
        "component table --numbers 3,0,2,1",
        "component crossbar --signs 1,-1",
        "component hinges --values 0,1/4,0",
        "component ramp --levels 2",
        "component mesh-hat --levels 2 --node 1,1",
        "info FILE",
        "evaluate FILE --at 0.5",
        "verify FILE",
        "plot FILE --output OUT.svg --samples 100",
        "rewrite FILE --activation relu6",
        "figure 1b --output OUT.svg",
        "benchmark OUT.set --count 2 --max-weights 300",
        "export FILE --format json",
        "targets",
        "explain codebook",
        "completion bash",
    ];

    /// <summary>Lines of the same commands that do other work: they are changed in fewer ways.</summary>
    public static TheoryData<string> OtherLines =>
    [
        "build x/2 --error 0.4 --samples 10 --construction paper --structure dependent --max-weights 200000",
        "build x*y/2 --error 0.4 --samples 10 --construction paper --quantization none --max-weights 200000",
        "build x/2 --error 0.4 --samples 10 --construction paper --certify --json --max-weights 200000",
        "build x/2 --error 0.4 --samples 10 --max-weights 200000",
        "build 5*x --error 10% --samples 10 --construction paper --max-weights 200000",
        "build x+1 --relative-error 0.4 --samples 10 --construction paper --max-weights 200000",
        "verify FILE --error 10%",
        "growth --structure dependent --log-error 2,3 --max-weights 200000",
        "compare x/2 --error 0.4,0.3 --samples 10 --lambda 2 --smoothness 1 --max-weights 200000 --pivot bits",
        "sweep x/2 --error 0.4,0.3 --samples 10 --lambda 2 --smoothness 1 --max-weights 200000 --pivot bits --format tex",
        "bounds --error 0.1 --table ratios --format markdown",
        "figure 3 x/2 --error 0.4 --smoothness 1 --output OUT.svg",
        "figure 5 x/2 --error 0.4 --output OUT.svg",
        "evaluate ONNX --at 0.5 --domain 0:2",
        "verify ONNX --target x --domain 0:2",
        "export FILE --format onnx",
        "export FILE --format onnx --profile blocks",
        "export FILE --format qonnx",
        "export FILE --format qcdq",
        "export FILE --format vnnlib",
        "export FILE --format vnnlib --range=-2:2 --output OUT.vnnlib",
        "export FILE --format sollya --error 1/2",
        "export FILE --format smtlib --error 1/2",
        "export FILE --format dot",
        "export FILE --format c",
        "export FILE --format verilog --output OUT.v",
    ];

    [Fact]
    public void There_is_a_line_for_every_command() =>
        Commands(CommandLine.Root(Silent), []).Where(c => !c.Command.Hidden && c.Command.Subcommands.Count == 0).Select(c => string.Join(' ', c.Path))
            .Should().OnlyContain(path => Lines.Select(l => l.Data).Any(line => line == path || line.StartsWith(path + " ")));

    [Theory]
    [MemberData(nameof(Lines))]
    public void No_value_of_an_option_or_argument_ends_in_anything_but_an_exit_code(string line)
    {
        (string[] words, Option[] options, Argument[] arguments) = Read(line);
        IEnumerable<string[]> changed = options
            .SelectMany(o => Values(o).Select(v => With(words, o, v)).Append([.. words, o.Name]).Append([.. words, o.Name, "1", o.Name, "2"]))
            .Concat(arguments.SelectMany(a => Values(a).Select(v => WithArgument(words, a, v))));
        string.Join('\n', changed.Select(Fault).OfType<string>()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Lines))]
    [MemberData(nameof(OtherLines))]
    public void Quiet_commands_say_nothing_but_errors(string line)
    {
        Outcome loud = RunAnew([], line, []), quiet = RunAnew([], line, ["--quiet"]), before = RunAnew(["-q"], line, []);
        quiet.ExitCode.Should().Be(loud.ExitCode);
        quiet.Out.Should().Be(loud.Out);
        quiet.Error.Should().Be(loud.ExitCode == ExitCode.Done ? string.Empty : loud.Error);
        before.Should().Be(quiet);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    [MemberData(nameof(OtherLines))]
    public void No_values_of_two_options_and_an_argument_do(string line)
    {
        (string[] words, Option[] options, Argument[] arguments) = Read(line);
        var random = new Random(1);
        IEnumerable<string[]> changed = Enumerable.Range(0, options.Length == 0 ? 0 : PairsPerLine).Select(i =>
        {
            string[] first = Changed(words, options[random.Next(options.Length)], random), both = Changed(first, options[random.Next(options.Length)], random);
            return arguments.Length > 0 && i % 2 == 0 ? WithArgument(both, arguments[0], One(Values(arguments[0]), random)) : both;
        });
        string.Join('\n', changed.Select(Fault).OfType<string>()).Should().BeEmpty();
    }

    // What an earlier run has written is not in the way.
    private Outcome RunAnew(string[] first, string line, string[] last)
    {
        string[] words = Words(line);
        foreach (string written in words.Where(w => w.StartsWith(Path("OUT."), StringComparison.Ordinal) && Directory.Exists(w)))
        {
            Directory.Delete(written, recursive: true);
        }

        return Run([.. first, .. words, .. last]);
    }

    private static Terminal Silent => new(TextReader.Null, TextWriter.Null, TextWriter.Null, IsInteractive: false);

    private static IEnumerable<(Command Command, string[] Path)> Commands(Command command, string[] path) =>
        command.Subcommands.SelectMany(c => Commands(c, [.. path, c.Name])).Prepend((command, path));

    private IEnumerable<string> Values(Option option) => option.Arity.MaximumNumberOfValues == 0
        ? []
        : PathKinds.Contains(option.HelpName) ? HostileValues.Paths(Path(string.Empty)) : HostileValues.All;

    private IEnumerable<string> Values(Argument argument) => argument.Name switch
    {
        "TARGET" => [.. HostileValues.All, .. HostileValues.Targets],
        "FILE" or "DIR" => ["", "-", "--", "@", .. HostileValues.Paths(Path(string.Empty))],
        _ => HostileValues.All,
    };

    private string[] Changed(string[] words, Option option, Random random) =>
        option.Arity.MaximumNumberOfValues == 0 ? [.. words, option.Name] : With(words, option, One(Values(option), random));

    private static string One(IEnumerable<string> values, Random random) => values.ElementAt(random.Next(values.Count()));

    // The option with a value in place of the one that the line has, if it has one: a flag needs none.
    private static string[] With(string[] words, Option option, string value)
    {
        int at = Array.IndexOf(words, option.Name);
        string[] others = at < 0 ? words : [.. words[..at], .. words.Skip(at + 1).SkipWhile((w, i) => i == 0 && !w.StartsWith('-'))];
        return [.. others, option.Name, value];
    }

    // Arguments stand right after the command, in their order.
    private static string[] WithArgument(string[] words, Argument argument, string value)
    {
        int at = argument.Name == "TARGET" && words[0] == "figure" ? 2 : 1;
        return [.. words[..at], value, .. words.Skip(at).SkipWhile((w, i) => i == 0 && !w.StartsWith('-'))];
    }

    private (string[] Words, Option[] Options, Argument[] Arguments) Read(string line)
    {
        string[] words = Words(line);
        Command command = CommandLine.Root(Silent).Parse(words).CommandResult.Command;
        return (words, [.. command.Options.Where(o => o.Name is not "--help" and not "--version")], [.. command.Arguments]);
    }

    private string[] Words(string line) => Cleared(
        [.. line.Split(' ').Select(w => w == "FILE" ? Network() : w == "ONNX" ? OtherNetwork : w.StartsWith("OUT.", StringComparison.Ordinal) ? Path(w) : w)]);

    // A set of instances is not written where one is already.
    private static string[] Cleared(string[] words)
    {
        foreach (string set in words.Where(w => w.EndsWith("OUT.set", StringComparison.Ordinal) && Directory.Exists(w)))
        {
            Directory.Delete(set, recursive: true);
        }

        return words;
    }

    private static string OtherNetwork => System.IO.Path.Combine(Repository.Folder, "samples", "networks", "sine.onnx");

    private string Network()
    {
        BuildPaper("x/2", "--error", "0.4", "--samples", "10", "--smoothness", "1", "--output", Path("network.qrn")).ShouldSucceed();
        return Path("network.qrn");
    }

    private static string? Fault(string[] words)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(LongestRun));
        string line = string.Join(' ', words.Select(w => w.Length > 60 ? $"'{w[..20]}...{w.Length}'" : $"'{w}'"));
        try
        {
            Outcome outcome = RunWith(string.Empty, stop.Token, Cleared(words));
            string told = (outcome.Error + (outcome.ExitCode == 1 ? string.Empty : outcome.Out)).Trim();
            bool says = outcome.ExitCode == 0 || (told.Length > 0 && !outcome.Error.Contains("   at ") && !outcome.Error.Contains("Exception"));
            return !ExitCodes.Contains(outcome.ExitCode) || !says ? $"{line}: exit {outcome.ExitCode}: {told}" : null;
        }
#pragma warning disable CA1031 // Whatever comes out of the tool ends the process: it is what is looked for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"{line}: {e.GetType().Name}: {e.Message}{e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("QuantRelu"))}";
        }
    }
}
