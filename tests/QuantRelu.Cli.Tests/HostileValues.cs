namespace QuantRelu.Cli.Tests;

/// <summary>Texts that are no value, or hardly one, for most options: borders of every number type, broken lists, ranges and boxes.</summary>
internal static class HostileValues
{
    /// <summary>For options and arguments of any kind.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "", " ", "0", "-0", "-1", "1", "2", "3", "4", "1/3", "-1/3", "1/0", "0/1", "1/", "/", "0.5", "-0.5", "0.99999999999999999999999", "1e-30",
        "1e-400", "1e400", "-1e400", "1e999999999", "1e-999999999", "99999999999", "-99999999999", "2147483647", "2147483648", "-2147483648",
        "4294967296", "9223372036854775807", "9223372036854775808", "170141183460469231731687303715884105728", "NaN", "Infinity", "∞", "1e", "0x10",
        "1,2", "1,,2", ",", "2..3", "3..2", "..", "1..2..3", "1..99999999999", "0:1", "1:0", "0:0", ":", "-1e400:1e400", "0:1e-400", "0:1,0:1",
        "x=0.5", "x=1e400", "y=0.5", "x=", "=", "x=0,x=0", "@", "@nothing.csv", "-", "--", "---", "--help", "auto", "nothing", "none", "linear",
        "dependent", "leaky:0", "leaky:1/2", "leaky:1e-400", "leaky:", "1/1", "2/1", "1/2147483648", "\0", "\u001b[0m", "ünïcödé", new('9', 400),
        new('a', 10_000),
    ];

    /// <summary>For a target: expressions that are undefined, not finite, not smooth, or far larger or smaller than a network is usually asked for.</summary>
    public static IReadOnlyList<string> Targets { get; } =
    [
        "1/x", "x/0", "0/0", "0*x", "sqrt(x-2)", "log(x)", "log(-1)", "exp(1000*x)", "exp(-1000*x)", "1e300*x", "1e-300*x", "1e18+x", "1e19*x",
        "-1e19", "1e308*x*10", "x^1000000", "x^-1", "x^x", "x^(1/2)", "abs(x)^(1/3)", "tan(pi*x)", "asin(2*x)", "sin(1e9*x)/1e9", "abs(x-1/3)",
        "max(x,1/0)", "x+y", "x1+x16", "x17", "((((x))))", "x-x", "1", "pi", "-x",
    ];

    /// <summary>Names of files in a folder: of every kind, of none, and of what no file can be.</summary>
    public static IEnumerable<string> Paths(string folder) =>
    [
        "", folder, Path.Combine(folder, "missing", "file.qrn"), Path.Combine(folder, "file"), Path.Combine(folder, "a\0b"),
        Path.Combine(folder, new string('a', 5000)),
        .. new[] { "qrn", "json", "onnx", "csv", "jsonl", "svg", "png", "html", "c", "nothing" }.Select(e => Path.Combine(folder, $"file.{e}")),
    ];
}
