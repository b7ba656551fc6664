namespace QuantRelu.Benchmarks.Files;

/// <summary>
/// The program that the competition asks of a set: it takes a seed as its only argument and puts the instances of that seed where it lies.
/// </summary>
internal static class GeneratorScript
{
    private const string Text = """
        #!/usr/bin/env python3
        # Puts the instances of a seed here: python3 generate_properties.py SEED.
        # It needs the tool quantrelu in the PATH, or another command for it in the variable QUANTRELU.
        import os, shlex, shutil, subprocess, sys, tempfile

        OPTIONS = "{OPTIONS}"

        if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
            sys.exit("usage: generate_properties.py SEED")
        here = os.path.dirname(os.path.abspath(__file__))
        with tempfile.TemporaryDirectory(dir=here, prefix=".drawn-") as temporary:
            drawn = os.path.join(temporary, "set")
            tool = shlex.split(os.environ.get("QUANTRELU", "quantrelu"))
            done = subprocess.run(tool + ["benchmark", drawn, "--seed", sys.argv[1]] + shlex.split(OPTIONS))
            if done.returncode != 0:
                sys.exit(done.returncode)
            for name in sorted(os.listdir(drawn)):
                place = os.path.join(here, name)
                if os.path.isdir(place):
                    shutil.rmtree(place)
                os.replace(os.path.join(drawn, name), place)

        """;

    /// <summary>The script for sets that are like a set but for the seed.</summary>
    public static string Of(BenchmarkOptions options) =>
        Text.ReplaceLineEndings("\n").Replace("{OPTIONS}", SetCommand.Rest(options).Trim(), StringComparison.Ordinal);
}
