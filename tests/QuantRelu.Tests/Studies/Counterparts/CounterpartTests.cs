using System.Globalization;
using System.Numerics;
using FluentAssertions;
using QuantRelu.Circuits;
using QuantRelu.Constructions.Cells;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Constructions.Hinges;
using QuantRelu.Constructions.Interpolation;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Studies.Counterparts;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Tests.Studies.Counterparts;

public class CounterpartTests
{
    private static double[] Equal(int cells) => [.. Enumerable.Range(0, cells + 1).Select(j => (double)j / cells)];

    private static Counterpart? Of(Construction construction, string target, string error) =>
        CounterpartSearch.Of(construction, new NetworkRequest(Target.Parse(target), Rational.Parse(error)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(13)]
    public void A_polygon_of_N_pieces_has_3N_weights_in_two_layers_and_is_linear_between_its_knots(int pieces)
    {
        Network network = FreePolygon.InWords(Equal(pieces), Math.Exp, new WordLength(40))!;
        ((int)network.Count().Weights, network.Count().Depth).Should().Be((3 * pieces, 2));
        var evaluator = new FastEvaluator(network);
        for (int j = 0; j < pieces; j++)
        {
            double mean = (Math.Exp((double)j / pieces) + Math.Exp((j + 1.0) / pieces)) / 2;
            evaluator.Evaluate([(j + 0.5) / pieces]).Should().BeApproximately(mean, 1e-9);
        }
    }

    /// <summary>Three weights a node, and those of the lines: of N + 1 places along x and y, of 2N - 1 along x + y and x - y.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_mesh_of_N_squared_squares_has_three_weights_a_node_and_is_the_interpolant(int cells)
    {
        Network network = FreeMesh.InWords(cells, (x, y) => Math.Exp(x + y), new WordLength(40))!;
        int nodes = ((cells + 1) * (cells + 1)) + (cells * cells);
        ((int)network.Count().Weights - (3 * nodes), network.Count().Depth).Should().Be((LineWeights(cells), 4));
        var evaluator = new FastEvaluator(network);
        evaluator.Evaluate([0.5 / cells, 0.5 / cells]).Should().BeApproximately(Math.Exp(1.0 / cells), 1e-8);
        evaluator.Evaluate([0, 1]).Should().BeApproximately(Math.E, 1e-8);

        // The middle of the lower left triangle between (0, 0), (1, 0) and the centre of the first square, in cells.
        double e = Math.Exp(1.0 / cells);
        evaluator.Evaluate([0.5 / cells, 1.0 / (6 * cells)]).Should().BeApproximately((1 + e + e) / 3, 1e-8);
    }

    [Fact]
    public void Every_weight_of_a_layer_is_a_multiple_of_one_power_of_two_that_its_word_holds()
    {
        const int bits = 9;
        foreach (Network network in new[]
        {
            FreePolygon.InWords(Equal(7), x => Math.Sin(5 * x), new WordLength(bits))!,
            FreeMesh.InWords(3, (x, y) => Math.Sin((5 * x) + y), new WordLength(bits))!,
            new FreeCells(1, 5, 2, 1, 1).InWords(Target.Parse("sin(x)"), new WordLength(bits))!,
            new FreeCells(1, 3, 3, 1, 2).InWords(Target.Parse("sin(x)"), new WordLength(bits))!,
        })
        {
            foreach (SparseLayer layer in network.Stages.SelectMany(s => s.Arrays).SelectMany(a => a.Block.Layers))
            {
                Rational[] used = [.. layer.Codes.Concat(layer.Biases.Where(b => b != SparseLayer.NoBias)).Select(c => network.Codebook[c])];
                int fraction = used.Max(v => -v.ToDyadic().Exponent);
                used.Should().OnlyContain(v => Rational.Abs(v) < Dyadic.PowerOfTwo(bits - 1 - fraction));
            }
        }
    }

    /// <summary>Each cell with x, a bias and the ramps at its ends, of two weights each; the sums, the maximum and what holds x.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Cells_of_straight_lines_have_so_many_weights_and_are_within_their_bound_of_functions_of_the_class(int cells)
    {
        var lines = new FreeCells(1, cells, 2, 4, 1);
        Network network = lines.InWords(Target.Parse("exp(x)"), new WordLength(40))!;
        ((int)network.Count().Weights).Should().Be((4 * cells) - 2 + (4 * (cells - 1)) + ((cells + 1) / 2) + cells + 3 + 1);
        AreWithin(lines, "exp(x)");
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(5, 6)]
    public void Cells_of_parabolas_are_within_their_bound_of_functions_of_the_class(int cells, int teeth) =>
        AreWithin(new FreeCells(1, cells, 3, 4, teeth), "exp(x)");

    /// <summary>Of e^x 4 is more than the norm on the unit interval, of e^(x+y) 8, of e^(x+y+z) 21.</summary>
    [Theory]
    [InlineData("exp(x)", 4, 3, 1, 1)]
    [InlineData("exp(x)", 4, 2, 5, 5)]
    [InlineData("exp(x+y)", 8, 4, 1, 1)]
    [InlineData("exp(x+y)", 8, 3, 2, 1)]
    [InlineData("exp(x+y)", 8, 3, 3, 4)]
    [InlineData("exp(x+y)", 8, 2, 4, 5)]
    [InlineData("exp(x+y+z)", 21, 2, 2, 1)]
    [InlineData("exp(x+y+z)", 21, 2, 3, 3)]
    public void Cells_of_any_degree_and_dimension_are_within_their_bound_of_functions_of_the_class(string target, double norm, int cells, int n, int teeth) =>
        AreWithin(new FreeCells(Target.Parse(target).Dimension, cells, n, norm, teeth), target);

    // At points of a lattice that meets corners, sides and insides of cells.
    private static void AreWithin(FreeCells cells, string text)
    {
        var target = Target.Parse(text);
        var evaluator = new FastEvaluator(cells.InWords(target, new WordLength(40))!);
        int side = target.Dimension == 1 ? 600 : target.Dimension == 2 ? 48 : 16;
        foreach (int[] place in CellParameters.Product(target.Dimension, side + 1))
        {
            double[] u = [.. place.Select(i => (double)i / side)];
            Math.Abs(evaluator.Evaluate(u) - target.Value(u)).Should().BeLessThanOrEqualTo(cells.Bound + 1e-7);
        }
    }

    [Fact]
    public void Words_hold_a_layer_whose_greatest_is_below_what_its_finest_leaves()
    {
        Network network = FreePolygon.InWords(Equal(2), x => x * x, new WordLength(8))!;
        Rational[] values = [.. network.Codebook.Values.Where(v => v != 0)];
        int least = Enumerable.Range(2, 20).First(w => values.All(v => Rational.Abs(v) < Dyadic.PowerOfTwo(w - 1 - values.Max(c => -c.ToDyadic().Exponent))));
        new WordLength(least).Holds(network).Should().BeTrue();
        new WordLength(2).Holds(network).Should().BeFalse();
    }

    [Fact]
    public void What_a_monomial_is_made_of_is_within_what_is_said_of_it()
    {
        const int teeth = 2;
        var features = new FreeFeatures(2, 6, teeth);
        var circuit = new Circuit(2);
        LinearForm[] made = features.Add(circuit);
        foreach (int k in new[] { 3, 4, 7, 8, 11, 12, 16, 20 })
        {
            var evaluator = new FastEvaluator(FreeNetwork.Of(circuit, made[k]));
            MultiIndex power = features.Monomials[k];
            for (int i = 0; i <= 30; i++)
            {
                for (int j = 0; j <= 30; j++)
                {
                    double exact = Math.Pow(i / 30.0, power[0]) * Math.Pow(j / 30.0, power[1]);
                    double off = evaluator.Evaluate([i / 30.0, j / 30.0]) - exact - features.Shift(k);
                    Math.Abs(off).Should().BeLessThanOrEqualTo(features.Error(k) + 1e-12, power.ToString());
                }
            }
        }
    }

    [Theory]
    [InlineData("x*y", "0.05")]
    [InlineData("max(x,y)", "0.1")]
    public void A_function_of_two_variables_has_a_sum_over_directions_in_one_hidden_layer_with_the_weights_that_are_told(string target, string error)
    {
        Counterpart found = Of(HingeConstruction.Instance, target, error)!;
        found.Counts.Depth.Should().Be(2);
        found.Measured.Value.Should().BeLessThanOrEqualTo((double)Rational.Parse(error));
        found.Idea.Should().StartWith("the fewest pieces found, ");
    }

    [Theory]
    [InlineData("abs(x-1/2)", 0.01, 2)]
    [InlineData("1/3", 0.01, 1)]
    [InlineData("abs(abs(x-1/2)-1/4)", 0.001, 4)]
    public void A_function_of_few_pieces_is_found_with_as_many(string text, double error, int pieces)
    {
        var target = Target.Parse(text, 1);
        Fewest(x => target.Value([x]), error).Should().Be(pieces);
    }

    /// <summary>A line is within ε of x²/2 over a length of at most 4√ε, so that no function of fewer pieces is within ε.</summary>
    [Theory]
    [InlineData(0.005)]
    [InlineData(0.001)]
    public void A_parabola_takes_as_many_pieces_as_its_curvature_asks_for(double error) =>
        Fewest(x => x * x / 2, error).Should().Be((int)Math.Ceiling(1 / (4 * Math.Sqrt(error))));

    [Fact]
    public void What_is_compared_with_keeps_the_error_with_as_many_pieces_as_the_bound_of_the_class_asks_for()
    {
        Counterpart crossbar = Of(CrossbarConstruction.Instance, "sin(x)", "0.1")!;
        ((int)crossbar.Counts.Weights, crossbar.Idea).Should().Be((3 * 5, "linear between 6 places"));
        Counterpart slopes = Of(InterpolationConstructions.Slopes, "sin(x)", "0.01")!;
        ((int)slopes.Counts.Weights, slopes.Idea).Should().Be((3 * 4, "linear between 5 places"));
        Counterpart mesh = Of(InterpolationConstructions.Hierarchical, "x*y/2", "0.2")!;
        ((int)mesh.Counts.Weights, mesh.Idea).Should().Be((3 * 5 + LineWeights(1), "linear on a mesh of 1 x 1 squares"));
        foreach ((Counterpart found, double error) in new[] { (crossbar, 0.1), (slopes, 0.01), (mesh, 0.2) })
        {
            found.Measured.Value.Should().BeLessThanOrEqualTo(error);
            found.Bits.Should().Be(found.Counts.Weights * found.BitsPerWeight);
        }

        Of(HingeConstruction.Instance, "abs(x-1/2)", "0.1")!.Idea.Should().Be("the fewest pieces found, 2");
        var two = new NetworkRequest(Target.Parse("x*y/2"), Rational.Parse("0.2")) { Smoothness = 2 };
        CounterpartSearch.Of(CellsConstruction.Instance, two)!.Idea.Should().StartWith("a polynomial of degree 1 on ");
    }

    [Fact]
    public void The_table_of_what_two_values_cost_is_so()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Folder, "samples", "COMPACT.md"));
        foreach ((Construction construction, string target, string error, BigInteger? known) in new (Construction, string, string, BigInteger?)[]
        {
            (CrossbarConstruction.Instance, "sin(x)", "0.1", null), (InterpolationConstructions.Slopes, "sin(2*pi*x)/(2*pi)", "0.1", null),
            (InterpolationConstructions.Slopes, "sin(2*pi*x)/(2*pi)", "0.01", null),
            (InterpolationConstructions.Hierarchical, "sin(x)*cos(y)", "0.1", null),
            (HingeConstruction.Instance, "x*y", "0.1", 39), (CellsConstruction.Instance, "sin(x)*cos(y)", "0.01", null),
            (HingeConstruction.Instance, "exp(x)/3", "0.1", 11), (CellsConstruction.Instance, "sin(2*pi*x)/(2*pi)", "0.1", null),
        })
        {
            var request = new NetworkRequest(Target.Parse(target), Rational.Parse(error)) { Smoothness = construction is CellsConstruction ? 3 : null };
            Counterpart free = CounterpartSearch.Of(construction, request)!;
            BigInteger weights = known ?? construction.Plan(request).LeastWeights;
            string row = string.Create(
                CultureInfo.InvariantCulture, $"| {error} | {free.Counts.Weights:N0} | {free.BitsPerWeight} | {free.Bits:N0} | {weights:N0} |");
            lines.Should().Contain(line => line.Contains(row));
        }
    }

    private static int Fewest(Func<double, double> f, double error)
    {
        double[] values = [.. Enumerable.Range(0, 129).Select(k => f(k / 128.0))];
        return FewestPieces.Of([.. values.Select(v => v - error)], [.. values.Select(v => v + error)]).Length - 1;
    }

    // Along x ramps 4N - 1 and hats 3N + 1, along y ramps and distances 2N; along x + y the n = 2N - 1 inner places with 3 + 3 + 3, along x - y with
    // 3 + 3 + 2, but for two biases that are 0.
    private static int LineWeights(int cells) => (7 * cells) + (6 * cells) - 1 + (17 * ((2 * cells) - 1)) - 2;
}
