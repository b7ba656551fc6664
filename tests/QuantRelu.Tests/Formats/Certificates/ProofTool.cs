using QuantRelu.Tests.Shared;

namespace QuantRelu.Tests.Formats.Certificates;

/// <summary>Programs that check certificates, which end with a status other than 0 when they refute one.</summary>
internal static class ProofTool
{
    /// <summary>What the program prints about a file that holds a text.</summary>
    public static string Run(string program, string text, params string[] options)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("quantrelu-tool-");
        try
        {
            string file = Path.Combine(folder.FullName, "certificate");
            File.WriteAllText(file, text);
            return ExternalTool.RunToEnd(program, [.. options, file]).Out;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
