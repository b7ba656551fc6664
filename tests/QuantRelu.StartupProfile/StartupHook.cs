using QuantRelu.StartupProfile;

/// <summary>What the runtime calls before a program begins, when the environment names this assembly as a startup hook: it writes what was compiled.</summary>
internal static class StartupHook
{
    /// <summary>The variable that names the file to append to.</summary>
    public const string Variable = "QUANTRELU_STARTUP";

    private static CompilationListener? s_listener;

    public static void Initialize()
    {
        string file = Environment.GetEnvironmentVariable(Variable)!;
        s_listener = new CompilationListener();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.AppendAllLines(file, CompilationListener.Seen.Select(m => m.Line));
    }
}
