using QuantRelu.Formats;

namespace QuantRelu.Cli.Commands.Exports;

/// <summary>--format json: flat JSON, layer by layer.</summary>
internal static class JsonFormat
{
    /// <summary>The format.</summary>
    public static ExportFormat Format { get; } = new("json", (request, stream) => JsonExport.Write(request.Saved, stream));
}
