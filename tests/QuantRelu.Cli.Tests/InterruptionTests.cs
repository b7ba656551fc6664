using FluentAssertions;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Cli.Tests;

/// <summary>Every command that writes a file: a cancellation and a full device end in one sentence, and nothing is left.</summary>
public class InterruptionTests : ToolTests
{
    public static TheoryData<string> Writers =>
    [
        "component square --r 2", "rewrite FILE --activation relu6", "build x --error 0.1 --structure dependent", "evaluate FILE --at 0.5", "figure 1b",
        "plot FILE",
        .. new[] { "json", "qrn", "onnx", "onnx --profile blocks", "qonnx", "vnnlib", "sollya", "smtlib", "dot", "c" }.Select(f => $"export FILE --format {f}"),
    ];

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_cancelled_command_leaves_no_file(string command)
    {
        Square();
        string output =
            Path(command.StartsWith("figure", StringComparison.Ordinal) || command.StartsWith("plot", StringComparison.Ordinal) ? "out.svg" : "out");
        RunWith(string.Empty, new CancellationToken(canceled: true), Arguments(command, output)).ShouldFail(ExitCode.Cancelled, "Cancelled.");
        Files.Should().Equal("square.qrn");
        RunWith(string.Empty, default, Arguments(command, output)).ShouldSucceed();
        // A property comes with its network.
        Files.Should().HaveCount(command.EndsWith("vnnlib", StringComparison.Ordinal) ? 3 : 2);
    }

    [Theory]
    [InlineData("build x --error 0.1 --construction deaf --dry-run")]
    [InlineData("build x --error 0.1 --construction deaf --output FILE")]
    [InlineData("build x --error 0.1 --construction smallest --json")]
    [InlineData("compare x --error 0.1 --construction deaf --lambda 2")]
    public void A_plan_that_does_not_listen_is_left_behind(string command)
    {
        using var source = new CancellationTokenSource();
        using var deaf = new DeafConstruction(source);
        string[] args = [.. command.Split(' ').Select(a => a == "FILE" ? Path("net.qrn") : a)];
        RunOver(ConstructionRegistry.Standard.With(deaf), source.Token, args).ShouldFail(ExitCode.Cancelled, "Cancelled.");
        deaf.IsPlanning.Should().BeTrue("nobody waits for it");
        Files.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Writers))]
    [Needs(External.FullDevice)]
    public void A_full_device_is_one_sentence(string command)
    {
        Square();
        string device = ExternalTool.Find(External.FullDevice), output = device;
        if (command.StartsWith("figure", StringComparison.Ordinal) || command.StartsWith("plot", StringComparison.Ordinal))
        {
            // The ending says what kind of picture it is; a link that leads to the device is written through.
            output = Path("out.svg");
            File.CreateSymbolicLink(output, device);
        }

        RunWith(string.Empty, default, Arguments(command, output)).ShouldRefuse(ExitCode.BadInput, "No space left on device");
    }

    [Fact]
    [Needs(External.Mkfifo)]
    public async Task A_network_is_read_from_a_pipe_too()
    {
        foreach (string file in new[] { Square(), Square("square.json") })
        {
            string pipe = Path("pipe" + System.IO.Path.GetExtension(file));
            ExternalTool.Run(ExternalTool.Find(External.Mkfifo), pipe);
            Task write = Task.Run(() => File.WriteAllBytes(pipe, File.ReadAllBytes(file)));
            Run("info", pipe).ShouldSucceed().Out.Should().Be(Run("info", file).Out);
            await write;
        }
    }

    private string[] Arguments(string command, string output) => [.. command.Split(' ').Select(a => a == "FILE" ? Path("square.qrn") : a), "--output", output];
}
