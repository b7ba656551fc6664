using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

/// <summary>What must be in the packages of a folder.</summary>
internal static partial class PackageContents
{
    /// <summary>What is missing, a line for each; nothing when all is there.</summary>
    public static IEnumerable<string> Missing(string folder, string version)
    {
        foreach (string name in new[] { "QuantRelu", "QuantRelu.Figures" })
        {
            string package = Path.Combine(folder, $"{name}.{version}.nupkg"), symbols = Path.ChangeExtension(package, ".snupkg"),
            pdb = $"lib/net10.0/{name}.pdb";
            foreach (string file in new[] { $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml", "README.md" }.Where(f => Read(package, f).Length == 0))
            {
                yield return $"{package} has no {file}.";
            }

            if (!Repository().IsMatch(Read(package, $"{name}.nuspec")))
            {
                yield return $"{package} names no repository and commit.";
            }

            // In a portable PDB the SourceLink document stands as plain text.
            if (!SourceLink().IsMatch(Read(symbols, pdb)))
            {
                yield return $"{pdb} in {symbols} does not lead to the sources.";
            }
        }
    }

    // A file's bytes as letters of one byte each; empty when there is none.
    private static string Read(string package, string file)
    {
        using ZipArchive zip = ZipFile.OpenRead(package);
        using Stream? stream = zip.GetEntry(file)?.Open();
        return stream is null ? string.Empty : new StreamReader(stream, Encoding.Latin1).ReadToEnd();
    }

    [GeneratedRegex("""<repository type="git" url="[^"]+" .*commit="[0-9a-f]{40}" """)]
    private static partial Regex Repository();

    [GeneratedRegex("""\{"documents":\{"[^"]*\*":"https://[^"]*/quantrelu-check/""")]
    private static partial Regex SourceLink();
}
