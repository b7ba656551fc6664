using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Formats.C;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Formats.C;

/// <summary>What a C file says of its cost: counted in its text, or, where it has loops, while it runs.</summary>
public partial class CCostTests
{
    [Theory]
    [InlineData(3, false)]
    [InlineData(12, true)]
    public void The_operations_of_a_file_without_loops_are_those_in_its_text(int r, bool multiplies)
    {
        CFile file = CFile.Of(multiplies ? Standalone.Multiply(r, CodebookFamily.Halves) : Standalone.Square(r, CodebookFamily.Halves));
        string code = CompiledC.Source(file);
        string[] rows = [.. code[code.IndexOf("quantrelu_evaluate(", code.IndexOf("*/", StringComparison.Ordinal), StringComparison.Ordinal)..].Split('\n')
            .Where(line => line.Contains(" = ", StringComparison.Ordinal) && !line.Contains("raw[", StringComparison.Ordinal))];
        (int additions, int shifts) = rows.Select(Count).Aggregate((a, b) => (a.Additions + b.Additions, a.Shifts + b.Shifts));
        file.Cost.Should().Be(new CCost(0, additions, shifts, rows.Count(line => line.Contains("relu(", StringComparison.Ordinal)), 0));
        code.Should().NotContain("static const");
        string comment = Regex.Replace(code, @"\s+\*?\s*", " ");
        comment.Should().Contain(file.Comparison).And.Contain($"takes {additions} additions, {shifts} shifts and")
            .And.Contain(multiplies ? "It is compared with no table" : "Take that table:");
    }

    [Theory]
    [InlineData("two inputs")]
    [InlineData("signs")]
    [InlineData("leaky")]
    [Needs(External.CCompiler)]
    public void Those_of_a_file_with_loops_are_counted_while_it_runs(string name)
    {
        ConstructedNetwork network = name switch
        {
            "two inputs" => SampleNetworks.WithProvenance(SampleNetworks.Random(new FunctionIndependentParameters(2, 2, 1, 2, 4), 1, Codebook.Halves, 7)),
            "signs" => SampleNetworks.WithProvenance(SampleNetworks.Random(new FunctionIndependentParameters(1, 2, 2, 2, 4), 1, Codebook.Linear(4), 7)),
            _ => QuantRelu.Activations.ActivationChange.To(Standalone.Square(2, CodebookFamily.Halves), Activation.LeakyRelu(Rational.Create(1, 2))),
        };
        CFile file = CFile.Of(network, new CExportOptions { InputBits = 4, KeepsBlocks = true });
        string code = CompiledC.Source(file);
        string tables = string.Concat(Regex.Matches(code, @"static const \w+ (\w+)\[\]").Select(m => $" + (long)sizeof({m.Groups[1].Value})"));
        string counted = Statement().Replace(code, m => Counted(m.Value)).Replace(
            "out[i] = relu(out[i]);", "{ compared++; out[i] = relu(out[i]); }", StringComparison.Ordinal);
        counted = counted.Replace("typedef", "static long added, shifted, compared;\ntypedef", StringComparison.Ordinal);
        int end = counted.LastIndexOf('}');
        counted = $"{counted[..end]}    output[0] = (value)WHICH;\n}}\n";
        BigInteger[] numbers = [.. new[] { "added", "shifted", "compared", "0" + tables }.Select(which =>
            CompiledC.Outputs(counted.Replace("WHICH", which, StringComparison.Ordinal), [new long[network.Network.Inputs]], checks: false)[0])];
        file.Cost.Should().Be(new CCost(0, numbers[0], numbers[1], numbers[2], numbers[3]));
    }

    private static string Counted(string statement)
    {
        string expression = statement[(statement.IndexOf(statement.Contains("return", StringComparison.Ordinal) ? "return " : "= ", StringComparison.Ordinal)
            + (statement.Contains("return", StringComparison.Ordinal) ? 7 : 2))..];
        (int additions, int shifts) = Count("= " + expression);
        int more = statement.Contains(" += ", StringComparison.Ordinal) ? 1 : 0, compared = statement.Contains("relu(", StringComparison.Ordinal) ? 1 : 0;
        string counts = string.Create(CultureInfo.InvariantCulture, $"added += {additions + more}; shifted += {shifts}; compared += {compared}; ");
        return statement.Contains("return", StringComparison.Ordinal)
            ? statement.Replace("return", counts + "return", StringComparison.Ordinal) : $"    {counts}{statement.TrimStart()}";
    }

    // A sign between two operands, or before the first one, which is not a number.
    private static (int Additions, int Shifts) Count(string line) =>
        (Regex.Count(line, @" [+-] ") + Regex.Count(line, @"(= |relu\()-[(\w]") - Regex.Count(line, @"(= |relu\()-\d"), Regex.Count(line, "<<|>>"));

    [GeneratedRegex(@"^ +(const value v\d+_\d+ = |y\[\d+\] \+?= |case \d+: return ).*;$", RegexOptions.Multiline)]
    private static partial Regex Statement();
}
