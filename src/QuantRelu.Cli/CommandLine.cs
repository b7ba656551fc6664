using System.CommandLine;
using System.CommandLine.Invocation;
using QuantRelu.Circuits;
using QuantRelu.Cli.Commands;
using QuantRelu.Cli.Options;
using QuantRelu.Graph;

namespace QuantRelu.Cli;

/// <summary>The tool: its commands, and what becomes of their failures.</summary>
internal static class CommandLine
{
    /// <summary>The root command with every verb.</summary>
    /// <param name="terminal">Where commands read and write.</param>
    /// <param name="constructions">What networks can be constructed by; null for all of the library.</param>
    public static RootCommand Root(Terminal terminal, ConstructionRegistry? constructions = null)
    {
        constructions ??= ConstructionRegistry.Standard;
        var root = new RootCommand("Constructs quantized ReLU networks: every weight is one of λ values, no training.")
        {
            BuildCommand.Create(terminal, constructions),
            InfoCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            ComponentCommand.Create(terminal),
            CompareCommand.Create(terminal, constructions),
            SweepCommand.Create(terminal, constructions),
            BenchmarkCommand.Create(terminal),
            GrowthCommand.Create(terminal),
            BoundsCommand.Create(terminal, constructions),
            BitwidthCommand.Create(terminal, constructions),
            PlotCommand.Create(terminal),
            FigureCommand.Create(terminal),
            RewriteCommand.Create(terminal),
            ExportCommand.Create(terminal),
            TargetsCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            CompletionCommand.Create(terminal),
        };
        root.Add(QuietOption.Create());
        HelpText.Install(root, terminal.Width);
        return root;
    }

    /// <summary>Runs one command line and returns its exit code.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, Terminal terminal, ConstructionRegistry? constructions = null, CancellationToken cancellationToken = default)
    {
        ParseResult parsed = Parse(args, terminal, constructions);
        if (QuietOption.IsGiven(parsed))
        {
            parsed = Parse(args, terminal.Quiet(), constructions);
        }

        if (args.All(a => a is "--quiet" or "-q"))
        {
            Introduction.Write(terminal);
        }

        if (parsed.Action is ParseErrorAction or null || (parsed.Errors.Count > 0 && parsed.CommandResult.Command.Action == parsed.Action))
        {
            return Fail(terminal, ExitCode.BadInput, UsageErrors.Sentence(parsed));
        }

        try
        {
            // A cancelled command ends by itself, with its files whole and its own exit code, however busy the machine is.
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
            };
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (CommandFailure failure)
        {
            return Fail(terminal, failure.ExitCode, failure.Message);
        }
        catch (LimitException limit)
        {
            return Fail(terminal, ExitCode.OverLimit, limit.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(terminal, ExitCode.Cancelled, "Cancelled.");
        }
        catch (Exception e) when (IsBadInput(e))
        {
            return Fail(terminal, ExitCode.BadInput, e.Message);
        }
    }

    // No response files: a target that begins with @ is a table of samples.
    private static ParseResult Parse(IReadOnlyList<string> args, Terminal terminal, ConstructionRegistry? constructions)
    {
        RootCommand root = Root(terminal, constructions);
        return root.Parse(OptionsAfterDashes.Of(root, args), new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    private static bool IsBadInput(Exception e) =>
        e is ArgumentException or FormatException or TargetException or RealizationException or SwitchException or IOException or UnauthorizedAccessException
            or PlatformNotSupportedException;

    // One line, without the parameter name that the runtime adds to the message of an argument.
    private static int Fail(Terminal terminal, int exitCode, string message)
    {
        string sentence = message.Split(" (Parameter '", 2)[0].ReplaceLineEndings(" ").Trim();
        terminal.Error.WriteLine(terminal.ErrorColours.Bad(sentence.EndsWith('.') || sentence.EndsWith('?') ? sentence : sentence + "."));
        return exitCode;
    }
}
