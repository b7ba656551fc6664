namespace QuantRelu.Cli;

/// <summary>What the exit code of the tool says.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Bad usage, bad input or an unreadable file.</summary>
    public const int BadInput = 1;

    /// <summary>The claim does not hold, or the error cannot be met.</summary>
    public const int ClaimFails = 2;

    /// <summary>It would exceed a limit, and nothing was allocated or written; or a limit of time or work ended a proof before its claim was decided.</summary>
    public const int OverLimit = 3;

    /// <summary>Cancelled.</summary>
    public const int Cancelled = 130;
}
