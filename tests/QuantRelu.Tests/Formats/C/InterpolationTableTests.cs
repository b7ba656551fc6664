using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Formats.C;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.C;

/// <summary>The table that a C file is compared with, written in C, compiled and run at every input.</summary>
public class InterpolationTableTests
{
    private static readonly Dictionary<string, Func<double, double, double>> Truths = new()
    {
        ["x^2"] = (x, _) => x * x,
        ["sin(2*pi*x)/(2*pi)"] = (x, _) => Math.Sin(2 * Math.PI * x) / (2 * Math.PI),
        ["abs(x-1/3)"] = (x, _) => Math.Abs(x - (1.0 / 3)),
        ["exp(x)"] = (x, _) => Math.Exp(x),
        ["sin(x)*cos(y)"] = (x, y) => Math.Sin(x) * Math.Cos(y),
        ["x*y"] = (x, y) => x * y,
    };

    [Theory]
    [InlineData("x^2", "1/256", 12)]
    [InlineData("x^2", "1/3", 3)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.01", 10)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.0001", 10)]
    [InlineData("sin(2*pi*x)/(2*pi)", "0.0001", 4)]
    [InlineData("abs(x-1/3)", "0.01", 9)]
    [InlineData("exp(x)", "0.001", 8)]
    [InlineData("sin(x)*cos(y)", "0.01", 6)]
    [InlineData("x*y", "1/64", 5)]
    [Needs(External.CCompiler)]
    public void The_compiled_table_keeps_the_error_that_is_proved_with_the_bytes_and_operations_that_are_told(string target, string error, int bits)
    {
        var f = Target.Parse(target);
        InterpolationTable table = InterpolationTable.Find(f, Rational.Parse(error), bits)!;
        (table.Error <= Rational.Parse(error)).Should().BeTrue();
        string source = Source(table, f.Dimension, bits, Truths[target]);
        int last = 1 << bits;
        long[][] inputs = [.. Enumerable.Range(0, last + 1).SelectMany(i => f.Dimension == 1 ? [[i]]
            : Enumerable.Range(0, last + 1).Select(j => (long[])[i, j]))];
        BigInteger[] outputs = CompiledC.Outputs(source, inputs, checks: true);
        int scale = table.FractionBits + (table.Interpolates ? f.Dimension * (bits - table.LogCells) : 0);
        double worst = inputs.Select((u, i) => Math.Abs(
            Math.ScaleB((double)outputs[i], -scale) - Truths[target](Math.ScaleB(u[0], -bits), Math.ScaleB(u[^1], -bits)))).Max();
        worst.Should().BeLessThanOrEqualTo((double)table.Error + 1e-13);
        string body = source[source.LastIndexOf('{')..];
        table.Cost.Should().Be(new CCost(
            Regex.Count(body, @"\* r"), Regex.Count(body, @" [+-] "), Regex.Count(body, @"<<|>>|\* one"), Regex.Count(body, @"\?"),
            table.Entries * table.EntryBytes));
        source.Should().Contain(string.Create(CultureInfo.InvariantCulture, $"int{8 * table.EntryBytes}_t table[{table.Entries}]"));
    }

    [Fact]
    public void Without_a_proof_there_is_none()
    {
        InterpolationTable.Find(Target.Parse("x^2"), 0, 8).Should().BeNull("values are rounded");
        InterpolationTable.Find(Target.FromDelegate("code", 1, x => x[0], 1), Rational.Parse("0.1"), 8).Should().BeNull();
        InterpolationTable.Find(Target.Parse("sqrt(x)"), Rational.Parse("0.001"), 8)!.Interpolates.Should().BeFalse("no derivative is bounded");
    }

    // Left shifts of what may be below 0 are products with a power of two, named one.
    private static string Source(InterpolationTable table, int dimension, int bits, Func<double, double, double> truth)
    {
        int points = (1 << table.LogCells) + 1, rest = bits - table.LogCells;
        IEnumerable<long> values = Enumerable.Range(0, (int)table.Entries).Select(n => (long)Math.Round(Math.ScaleB(
            truth(Math.ScaleB(n % points, -table.LogCells), Math.ScaleB(n / points, -table.LogCells)), table.FractionBits)));
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            #include <stdint.h>
            typedef int64_t value;
            static const int{{8 * table.EntryBytes}}_t table[{{table.Entries}}] = { {{string.Join(", ", values)}} };
            void quantrelu_evaluate(const int32_t raw[{{dimension}}], value output[1])
            {
            """) + "\n";
        string[] axes = [.. Enumerable.Range(0, dimension).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        foreach (string i in axes)
        {
            text += !table.Interpolates ? $"    const int32_t c{i} = raw[{i}];\n"
                : $"    const int32_t n{i} = raw[{i}] >> {rest}, c{i} = n{i} > {points - 2} ? {points - 2} : n{i}, r{i} = raw[{i}] - (c{i} << {rest});\n";
        }

        text += table.Interpolates ? $"    const value unit = {1L << rest};\n" : string.Empty;
        text += dimension == 1 ? "    const int16_t *a = table;\n"
            : $"    const int16_t *a = table + (c1 << {table.LogCells}) + c1, *b = a;\n";
        text = text.Replace("int16_t *", $"int{8 * table.EntryBytes}_t *", StringComparison.Ordinal)
            .Replace("*b = a;", $"*b = a+{points};", StringComparison.Ordinal);
        text += (table.Interpolates, dimension) switch
        {
            (false, 1) => "    output[0] = a[c0];\n",
            (false, _) => "    (void)b;\n    output[0] = a[c0];\n",
            (true, 1) => "    output[0] = a[c0] * one + (a[c0+1] - a[c0]) * r0;\n",
            _ => "    const value s = a[c0] * one + (a[c0+1] - a[c0]) * r0, t = b[c0] * one + (b[c0+1] - b[c0]) * r0;\n"
                + "    output[0] = s * one + (t - s) * r1;\n",
        };
        return text.Replace("unit", "one", StringComparison.Ordinal) + "}\n";
    }
}
