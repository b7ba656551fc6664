using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Constructions.Paper;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Constructions;

/// <summary>Tables 1 and 2 of the paper from the blocks that are built: the rows stand in samples/PAPER.md.</summary>
public class PaperTablesTests
{
    private const int T = 15;
    private const int Teeth = 8;
    private const int LogGrid = 7;
    private const int LogCells = 11;
    private const int LogNodes = 3;

    [Fact]
    public void Table_1_stands_in_the_documentation_as_it_is_built() => Documented(
        Row("weight block, t = 15", "t = 15", "λt^(1/(λ-1)) = 30, 12", (c, x) => c.WeightOfNonnegative(x, T)),
        Row("constant k/N, N = 128", "1", "as above", (c, _) => c.Constant(Dyadic.Create(85, -LogGrid))),
        Row("absolute value", "4", "1", (c, x) => c.AbsoluteValue(x)),
        Row("scaling by 3N", "4", "log 3N = 8.6", (c, x) => c.Scale(x, 3 * Dyadic.PowerOfTwo(LogGrid))),
        Row("h", "12", "1", (c, x) => c.Hat(x)),
        Row("×', r = 8", "60", "3r + 1 = 25", (c, x) => c.Multiply(x, c.Relu(1 - x), Teeth)));

    [Fact]
    public void Table_2_stands_in_the_documentation_as_it_is_built() => Documented(
        Row("constant j of a cell, T = 2048", "log T", "log T = 11", (c, _) => c.Constant(Dyadic.Create((1 << LogCells) - 1, 0))),
        Row("scaling by T", "4", "log T = 11", (c, x) => c.Scale(x, Dyadic.PowerOfTwo(LogCells))),
        Row("filter Φ, δ = 1/64", "4", "log 1/δ = 6", (c, x) => c.Filter(x, LogNodes + 3)),
        Row("cached function γ, m = 8", "m = 8", "1", (c, x) => c.Shape(x, [1, 2, 3, 2, 1, 0, -1])),
        Row("envelope", "", "", (c, x) => c.TriangleWave(x, LogCells)),
        Row("clamp by the envelope", "", "", (c, x) => c.Clamp(x, c.Relu(1 - x))),
        Row("scaling by 1/T", "1", "log T = 11", (c, x) => Dyadic.PowerOfTwo(-LogCells) * x));

    [Fact]
    public void The_cost_of_cached_functions_stands_in_the_documentation_as_it_is_built() => Documented(
    [
        .. from target in new[] { ("sin(2*pi*x)/(2*pi)", "sin(2πx)/(2π)"), ("abs(x-1/3)", "\\|x - 1/3\\|"), ("abs(sin(30*x))/30", "\\|sin 30x\\|/30") }
           from bits in new[] { 10, 12 }
           select Cost(target.Item1, target.Item2, bits),
    ]);

    private static string Cost(string target, string shown, int bits)
    {
        ConstructedNetwork built = PaperConstructions.Dependent.Build(new NetworkRequest(Target.Parse(target), Dyadic.PowerOfTwo(-bits)));
        double weights = (double)built.Network.Count().Weights;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"| {shown} | 2^-{bits} | {built.Provenance.Parameters["shapes"]} | {weights:N0} | {Math.ScaleB(weights, -bits):F1} |");
    }

    // Beside the paper's width and depth, those of the block alone with ±1/2 and with λ = 3; its one input stands as often as the block asks.
    private static string Row(string block, string width, string depth, Func<Circuit, LinearForm, LinearForm> make)
    {
        string[] built = [.. new[] { Codebook.Halves, Codebook.Nonlinear(3, T) }.Select(book =>
        {
            var circuit = new Circuit(1);
            SparseLayer[] layers = [.. Realization.Realize(circuit, [new CircuitOutput(make(circuit, circuit.Input(0)))], book).Block.Layers];
            return $"{layers.SkipLast(1).Select(l => l.Units).DefaultIfEmpty(1).Max()} | {layers.Length - 1}";
        })];
        return $"| {block} | {width} | {depth} | {string.Join(" | ", built)} |";
    }

    private static void Documented(params string[] rows)
    {
        string[] page = File.ReadAllLines(Path.Combine(Repository.Folder, "samples", "PAPER.md"));
        rows.Except(page).Should().BeEmpty("the documentation shows what is built");
    }
}
