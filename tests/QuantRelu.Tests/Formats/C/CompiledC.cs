using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using QuantRelu.Formats.C;
using QuantRelu.Tests.Shared;

namespace QuantRelu.Tests.Formats.C;

/// <summary>A C file, compiled with all warnings as errors and, where the compiler has it, with its checks for undefined behaviour, and run.</summary>
internal static class CompiledC
{
    private static readonly string[] Strict = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-O2"];
    private static readonly string[] Checks = ["-fsanitize=undefined", "-fno-sanitize-recover=all"];
    private static bool? _hasChecks;

    /// <summary>The text of a file.</summary>
    public static string Source(CFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The text of a file with standard raw integers.</summary>
    public static string Source(ConstructedNetwork network, int bits) => Source(CFile.Of(network, new CExportOptions { InputBits = bits }));

    /// <summary>The outputs at some raw integers; the same with and without the compiler's checks, where those are wanted.</summary>
    public static BigInteger[] Outputs(string source, IReadOnlyList<long[]> raw, bool checks)
    {
        string compiler = ExternalTool.Find(External.CCompiler);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("quantrelu-c-");
        try
        {
            string file = Path.Combine(folder.FullName, "network.c"), points = Path.Combine(folder.FullName, "points");
            File.WriteAllText(file, source + Program(raw[0].Length, Regex.Match(source, @"const (int\d+_t) raw\[").Groups[1].Value));
            File.WriteAllText(points, string.Join('\n', raw.Select(r => string.Join(' ', r))));
            string plain = Run(compiler, file, points, []);
            string checkedToo = checks && HasChecks(compiler, folder.FullName) ? Run(compiler, file, points, Checks) : plain;
            return plain == checkedToo ? [.. plain.TrimEnd().Split('\n').Select(Value)]
                : throw new InvalidOperationException("The compiler's checks change the outputs.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string compiler, string file, string points, string[] more)
    {
        string program = file + ".out";
        ExternalTool.Run(compiler, [.. Strict, .. more, "-o", program, file]);
        return ExternalTool.Run(program, points);
    }

    private static bool HasChecks(string compiler, string folder)
    {
        if (_hasChecks is null)
        {
            string file = Path.Combine(folder, "empty.c");
            File.WriteAllText(file, "int main(void)\n{\n    return 0;\n}\n");
            _hasChecks = ExternalTool.RunToEnd(compiler, [.. Checks, "-o", file + ".out", file]).ExitCode == 0;
        }

        return _hasChecks.Value;
    }

    // Prints the high part, with sign, and the low 32 bits, twice.
    private static string Program(int inputs, string type) => $$"""

        #include <stdio.h>
        __extension__ typedef __int128 wide;
        int main(int count, char **arguments)
        {
            long long at[{{inputs}}];
            FILE *points = fopen(arguments[count - 1], "r");
            for (;;) {
                value y[1];
                wide high;
                {{type}} raw[{{inputs}}];
                for (int i = 0; i < {{inputs}}; i++) {
                    if (fscanf(points, "%lld", &at[i]) != 1) return fclose(points);
                    raw[i] = ({{type}})at[i];
                }
                quantrelu_evaluate(raw, y);
                high = (wide)y[0] >> 32;
                printf("%lld %lld %lld\n", (long long)(high >> 32), (long long)(high & 0xFFFFFFFFLL), (long long)((wide)y[0] & 0xFFFFFFFFLL));
            }
        }
        """;

    private static BigInteger Value(string line)
    {
        BigInteger[] parts = [.. line.Split(' ').Select(part => BigInteger.Parse(part, CultureInfo.InvariantCulture))];
        return (parts[0] << 64) + (parts[1] << 32) + parts[2];
    }
}
