namespace QuantRelu.Cli.Commands.Exports;

/// <summary>The formats that export knows, the standard one first.</summary>
internal static class ExportFormats
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        JsonFormat.Format,
        SollyaFormat.Format,
        SmtLibFormat.Format,
    ];

    /// <summary>Their names.</summary>
    public static string[] Names => [.. All.Select(f => f.Name)];

    /// <summary>The format of a name.</summary>
    public static ExportFormat Get(string name) => All.Single(f => f.Name == name);
}
