namespace QuantRelu.Cli;

/// <summary>A command that ends early: one sentence for standard error, and an exit code.</summary>
internal sealed class CommandFailure(int exitCode, string message) : Exception(message)
{
    /// <summary>The exit code.</summary>
    public int ExitCode => exitCode;

    /// <summary>Bad usage or bad input.</summary>
    public static CommandFailure BadInput(string message) => new(Cli.ExitCode.BadInput, message);
}
