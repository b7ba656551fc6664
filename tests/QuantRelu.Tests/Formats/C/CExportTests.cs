using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Activations;
using QuantRelu.Claims;
using QuantRelu.Evaluation;
using QuantRelu.Formats.C;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;
using QuantRelu.Tests.Shared;
using QuantRelu.Theorems;
using Xunit;

namespace QuantRelu.Tests.Formats.C;

public class CExportTests
{
    public static TheoryData<string, int> Cases => new()
    {
        { "square", 8 }, { "wide square", 6 }, { "product", 3 }, { "weight", 8 }, { "independent, one input", 7 }, { "independent, two inputs", 3 },
        { "independent, eight values", 6 }, { "linear, sixteen values", 6 }, { "dependent", 8 }, { "ReLU-6", 6 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    [Needs(External.CCompiler)]
    public void The_compiled_file_equals_the_exact_evaluator_on_the_whole_input_grid(string name, int bits)
    {
        string compiler = ExternalTool.Find(External.CCompiler);
        ConstructedNetwork network = Named(name);
        string source = Source(network, bits);
        int fraction = int.Parse(Regex.Match(source, @"output: signed fixed point with (\d+) fraction bits").Groups[1].Value, CultureInfo.InvariantCulture);
        BigInteger[] values = Run(compiler, source + Program(network.Network, bits));
        Rational[][] grid = [.. Grid(network.Network.Inputs, bits)];
        values.Should().HaveCount(grid.Length);
        values.Should().Equal(grid.Select(u => ExactEvaluator.Evaluate(network.Network, u)[0].ToDyadic().ToScaledInteger(fraction)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_file_has_no_multiplication_no_division_and_no_floating_point(string name, int bits)
    {
        string code = Regex.Replace(Source(Named(name), bits), @"/\*.*?\*/", string.Empty, RegexOptions.Singleline);
        code.Should().NotContainAny("*", "/", "%", "float", "double", "math.h");
        code.Should().Contain(name == "wide square" ? "typedef __int128 value;" : "typedef int64_t value;");
    }

    [Fact]
    public void The_file_does_not_grow_with_the_copies_of_a_block()
    {
        string small = Source(Independent(2, 1, 1, Codebook.Halves), 4), large = Source(Independent(2, 1, 4, Codebook.Halves), 4);
        Network topology = Independent(2, 1, 4, Codebook.Halves).Network;
        topology.Count().Weights.Should().BeGreaterThan(200_000);
        large.Length.Should().BeLessThan(5 * small.Length);
    }

    [Fact]
    public void Weights_that_are_no_sums_of_powers_of_two_and_values_that_are_too_long_are_refused()
    {
        ((Action)(() => Source(Standalone.Square(2, new CodebookFamily(6, Quantization.Linear)), 4))).Should().Throw<ArgumentException>().WithMessage("The weight 1/6 is no sum of powers of two*");
        ((Action)(() => Source(Standalone.Square(100, new CodebookFamily()), 4))).Should().Throw<ArgumentException>().WithMessage("The values need * bits*127*");
        ((Action)(() => Source(Standalone.Square(2, new CodebookFamily()), 31))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static ConstructedNetwork Named(string name) => name switch
    {
        "square" => Standalone.Square(4, new CodebookFamily()),
        "wide square" => Standalone.Square(20, new CodebookFamily()),
        "product" => Standalone.Multiply(3, new CodebookFamily()),
        "weight" => Standalone.Weight(Rational.Create(-1, 3), 7, new CodebookFamily(3)),
        "independent, one input" => Independent(1, 3, 2, Codebook.Halves),
        "independent, two inputs" => Independent(2, 2, 1, Codebook.Halves),
        "independent, eight values" => Independent(1, 2, 2, Codebook.Nonlinear(8, 14)),
        "linear, sixteen values" => Independent(1, 2, 2, Codebook.Linear(16)),
        "dependent" => FunctionDependent.Build(Target.Parse("zigzag"), Rational.Parse("0.1"), new CodebookFamily()),
        "ReLU-6" => WithCeiling(Standalone.Square(2, new CodebookFamily())),
        _ => throw new ArgumentException($"There is no network '{name}'.", nameof(name)),
    };

    private static ConstructedNetwork WithCeiling(ConstructedNetwork network) => ActivationChange.To(network, Activation.Relu6);

    private static ConstructedNetwork Independent(int d, int n, int logGrid, Codebook codebook) =>
        SampleNetworks.WithProvenance(SampleNetworks.Random(new FunctionIndependentParameters(d, n, logGrid, 2, 4), 1, codebook, 7));

    private static string Source(ConstructedNetwork network, int bits)
    {
        using var stream = new MemoryStream();
        CExport.Write(network, bits, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static IEnumerable<Rational[]> Grid(int inputs, int bits)
    {
        IEnumerable<Rational[]> points = [[]];
        for (int i = 0; i < inputs; i++)
        {
            points = points.SelectMany(p => Enumerable.Range(0, (1 << bits) + 1).Select(k => (Rational[])[.. p, Rational.Create(k, 1 << bits)]));
        }

        return points;
    }

    // Calls the function at every point of the grid and prints the high part, with sign, and the low 32 bits.
    private static string Program(Network network, int bits)
    {
        var text = new StringBuilder("\n#include <stdio.h>\nint main(void)\n{\n    int64_t u[16]; value y[1];\n");
        for (int i = 0; i < network.Inputs; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    for (u[{i}] = 0; u[{i}] <= {1 << bits}; u[{i}]++) {{\n");
        }

        text.Append("    value high;\n    quantrelu_evaluate(u, y);\n    high = y[0] >> 32;\n    printf(\"%lld\", (long long)(high >> 32));\n    printf(\" %lld %lld\\n\", (long long)(high & 0xFFFFFFFFLL), (long long)(y[0] & 0xFFFFFFFFLL));\n");
        return text.Append('}', network.Inputs).Append("\n    return 0;\n}\n").ToString();
    }

    private static BigInteger[] Run(string compiler, string source)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("quantrelu-c-");
        try
        {
            string file = Path.Combine(folder.FullName, "network.c"), program = Path.Combine(folder.FullName, "network");
            File.WriteAllText(file, source);
            ExternalTool.Run(compiler, "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-o", program, file);
            return [.. ExternalTool.Run(program).TrimEnd().Split('\n').Select(line => line.Split(' ').Select(part => BigInteger.Parse(part, CultureInfo.InvariantCulture)).ToArray()).Select(p => (p[0] << 64) + (p[1] << 32) + p[2])];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
