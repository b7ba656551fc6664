using System.Diagnostics;
using System.Runtime.InteropServices;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>
/// C that is compiled for this machine, with gcc -O3 -march=native, and loaded; functions may be put into others as if they were no library's.
/// </summary>
internal sealed class SharedLibrary
{
    private readonly nint _handle;

    private SharedLibrary(nint handle) => _handle = handle;

    /// <summary>Compiles and loads; null where there is no gcc.</summary>
    /// <param name="source">The text of the program.</param>
    /// <exception cref="InvalidOperationException">The program cannot be compiled.</exception>
    public static SharedLibrary? TryCompile(string source)
    {
        string directory = Directory.CreateTempSubdirectory("quantrelu").FullName, text = Path.Combine(directory, "peer.c"), library = text + ".so";
        File.WriteAllText(text, source);
        string[] options = ["-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC", "-fno-semantic-interposition"];
        var start = new ProcessStartInfo("gcc", [.. options, "-o", library, text]);
        try
        {
            using Process compiler = Process.Start(start)!;
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? new SharedLibrary(NativeLibrary.Load(library)) : throw new InvalidOperationException("gcc has failed.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>A function.</summary>
    public TDelegate Function<TDelegate>(string name)
        where TDelegate : Delegate => Marshal.GetDelegateForFunctionPointer<TDelegate>(NativeLibrary.GetExport(_handle, name));
}
