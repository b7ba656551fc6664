using System.Globalization;
using System.Text;
using FluentAssertions;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Constructions.Interpolation;
using QuantRelu.Formats.Verilog;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.Verilog;

/// <summary>
/// The table of samples/HARDWARE.md: what yosys makes of networks, of a table of values with the same error, and of a multiplier whose product is
/// rounded to the same bits.
/// </summary>
public class HardwareTableTests
{
    private const string Sine = "sin(2*pi*x)/(2*pi)";
    private static readonly Func<double[], double> Square = x => x[0] * x[0], Product = x => x[0] * x[1];
    private static readonly Func<double[], double> Wave = x => Math.Sin(2 * Math.PI * x[0]) / (2 * Math.PI);

    private static readonly Dictionary<string, (Func<ConstructedNetwork> Make, int Bits, Func<double[], double> Truth, string? Multiplied)> Rows = new()
    {
        ["x^2, square r = 3"] = (() => Standalone.Square(3, CodebookFamily.Halves), 8, Square, "u * u"),
        ["x^2, compact-square r = 5"] = (() => Standalone.CompactSquare(5, CodebookFamily.Halves), 8, Square, "u * u"),
        ["x^2, compact-square r = 5, finer input"] = (() => Standalone.CompactSquare(5, CodebookFamily.Halves), 11, Square, "u * u"),
        ["x*y, multiply r = 3"] = (() => Standalone.Multiply(3, CodebookFamily.Halves), 5, Product, "u1 * u2"),
        ["sine, hinges"] = (() => Built(HingeConstruction.Instance), 8, Wave, null),
        ["sine, hinges, finer input"] = (() => Built(HingeConstruction.Instance), 11, Wave, null),
        ["sine, slopes"] = (() => Built(InterpolationConstructions.Slopes), 8, Wave, null),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Needs(External.Yosys)]
    public void The_page_tells_what_yosys_counts(string name)
    {
        (Func<ConstructedNetwork> make, int bits, Func<double[], double> truth, string? multiplied) = Rows[name];
        ConstructedNetwork network = make();
        int inputs = network.Network.Inputs;
        double error = network.Provenance.ErrorBound!.Value;
        VerilogFile file = VerilogFile.Of(network, new() { InputBits = bits, Latency = 0, Name = "module" + bits });
        double[][] points = [.. Enumerable.Range(0, 1 << (inputs * bits))
            .Select(n => Enumerable.Range(0, inputs).Select(i => Math.ScaleB((n >> (i * bits)) & ((1 << bits) - 1), -bits)).ToArray())];
        double[] values = [.. points.Select(truth)];
        int fraction = Enumerable.Range(0, 40).First(q => values.All(v => Math.Abs(Rounded(v, q) - v) <= error));
        string[] cells =
        [
            name, $"{inputs * bits}", error.ToString("G4", CultureInfo.InvariantCulture), $"{network.Network.Count().Weights}",
            $"{file.Adders}", $"{file.Rectifiers}", Cells(Hardware.Module(file), "module" + bits),
            Cells(ValueTable(values, inputs, bits, fraction), "values"),
            multiplied is null ? "" : Cells(Multiplier(multiplied, inputs, bits, fraction), "product"),
        ];
        string page = File.ReadAllText(Path.Combine(Repository.Folder, "samples", "HARDWARE.md"));
        string line = page.Split('\n').Single(l => l.StartsWith($"| {name} |", StringComparison.Ordinal));
        string[] told = [.. line.Trim('|').Split('|').Select(c => c.Trim())];
        if (page.Contains($"yosys {Hardware.YosysVersion()} ", StringComparison.Ordinal))
        {
            told.Should().Equal(cells);
        }
        else
        {
            told[..6].Should().Equal(cells[..6]);
            told[6..].Zip(cells[6..]).Should().OnlyContain(c => Close(c.First, c.Second), "another yosys counts much the same");
        }
    }

    private static bool Close(string told, string counted) => told.Split(" + ").Length == counted.Split(" + ").Length
        && (told == counted || Math.Abs(Total(told) - Total(counted)) <= 0.3 * Total(told));

    private static double Total(string cells) => cells.Split(" + ").Sum(c => double.Parse(c, CultureInfo.InvariantCulture));

    private static string Cells(string module, string name)
    {
        (int tables, int carries, _) = Hardware.Synthesize(module, name);
        return $"{tables} + {carries}";
    }

    private static double Rounded(double value, int bits) => Math.ScaleB(Math.Round(Math.ScaleB(value, bits)), -bits);

    private static string ValueTable(double[] values, int inputs, int bits, int fraction)
    {
        long[] words = [.. values.Select(v => (long)Math.Round(Math.ScaleB(v, fraction)))];
        int width = Enumerable.Range(1, 40).First(w => words.All(v => words.Min() < 0 ? v >= -(1L << (w - 1)) && v < 1L << (w - 1) : v < 1L << w));
        var text = new StringBuilder($"module values({Ports(inputs, bits)}output reg [{width - 1}:0] y);\nalways @* case ({{{Address(inputs)}}})\n");
        for (int n = 0; n < words.Length; n++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{inputs * bits}'d{n}: y = {width}'d{words[n] & ((1L << width) - 1)};\n");
        }

        return text.Append("endcase\nendmodule\n").ToString();
    }

    private static string Multiplier(string product, int inputs, int bits, int fraction)
    {
        int cut = (2 * bits) - fraction;
        string half = cut > 0 ? $" + {(2 * bits) + 1}'d{1L << (cut - 1)}" : string.Empty;
        return $"module product({Ports(inputs, bits)}output wire [{fraction}:0] y);\nwire [{2 * bits}:0] p = {product}{half};\nassign y = "
            + $"{(cut >= 0 ? $"p >> {cut}" : $"p << {-cut}")};\nendmodule\n";
    }

    private static string Ports(int inputs, int bits) => string.Concat(Enumerable.Range(1, inputs)
        .Select(i => $"input wire [{bits - 1}:0] u{(inputs > 1 ? i : string.Empty)}, "));

    private static string Address(int inputs) => inputs == 1 ? "u" : "u2, u1";

    private static ConstructedNetwork Built(Construction construction) => construction.Build(new NetworkRequest(Target.Parse(Sine), Rational.Parse("0.01")));
}
