using System.Globalization;
using FluentAssertions;
using QuantRelu.Bounds;
using QuantRelu.Constructions.Paper;
using QuantRelu.Figures.Paper;
using QuantRelu.Figures.Plots;
using QuantRelu.Formats.Tables;
using Xunit;

namespace QuantRelu.Figures.Tests;

public class FigureTableTests
{
    [Fact]
    public void Figure_1a_has_M_and_its_slope_with_theta_1()
    {
        DataTable table = Table("1a", c => new FigureChoices(c) { Dimensions = [3, 50], Smoothness = 2, Error = 1e-5 });
        table.Rows.Should().HaveCount(2 * 701);
        foreach (ImmutableRow row in Rows(table).Where((_, i) => i % 50 == 10))
        {
            double lambda = row["lambda"], argument = Math.Log2(6 / 1e-5) + row["dimension"];
            double M(double l) => l * Math.Log2(l) * Math.Pow(argument, (1 / (l - 1)) + 1);
            row["m"].Should().BeApproximately(M(lambda), 1e-9 * M(lambda));
            row["derivative"].Should().BeApproximately((M(lambda + 1e-5) - M(lambda - 1e-5)) / 2e-5, 1e-5 * M(lambda));
            M(row["lambdaOptimal"]).Should().BeLessThanOrEqualTo(M(lambda)).And.BeApproximately(row["mOptimal"], 1e-9 * row["mOptimal"]);
        }
    }

    [Fact]
    public void Figure_1b_has_the_sets_of_images_among_its_rows()
    {
        DataTable table = Table("1b", c => new FigureChoices(c) { Smoothness = 3, Error = 1e-8 });
        int name = table.Columns.IndexOf("imageSet");
        table.Rows.Where(r => r[name].Text is not null).Select(r => r[name].Text).Should().Equal("MNIST", "CIFAR-10", "ImageNet", "Caltech-101");
        foreach (ImmutableRow row in Rows(table))
        {
            var optimum = new OptimalBitWidth((int)row["dimension"], 3, 1e-8);
            (row["lambdaOptimal"], row["bitWidth"], row["lambdaInteger"]).Should().Be((optimum.Lambda, Math.Log2(optimum.Lambda), optimum.WholeLambda));
        }
    }

    // Proposition 4: f~ is within 2^-t/T above f, has slopes up to 1, and f⁺ is f shifted up by less than that; T = 8, t = 1.
    [Fact]
    public void Figure_4_has_three_functions_with_the_properties_of_the_proposition()
    {
        ImmutableRow[] rows = [.. Rows(Table("4", c => new FigureChoices(c)))];
        rows.Should().OnlyContain(r => r["fPlus"] >= r["f"] - 1e-9 && r["fPlus"] < r["f"] + (1.0 / 16) && Math.Abs(r["fTilde"] - r["f"]) <= 1.0 / 16);
        foreach ((ImmutableRow a, ImmutableRow b) in rows.Zip(rows.Skip(1)))
        {
            Math.Abs(b["fTilde"] - a["fTilde"]).Should().BeLessThanOrEqualTo(b["u"] - a["u"] + 1e-12);
        }

        rows.Where(r => r["u"] * 8 == Math.Floor(r["u"] * 8)).Should().OnlyContain(r => r["fTilde"] * 16 == Math.Floor(r["fTilde"] * 16));
    }

    [Fact]
    public void Figure_5_has_the_shapes_that_the_network_has_blocks_for()
    {
        NetworkRequest subject = Subjects.Of("abs(abs(x-1/3)-1/3)", "0.01", 2, Quantization.Nonlinear, 1);
        ImmutableRow[] rows = [.. Rows(PaperFigures.All.Single(f => f.Name == "5").Table(new FigureChoices(subject)))];
        ConstructedNetwork built = PaperConstructions.Dependent.Build(subject, cancellationToken: TestContext.Current.CancellationToken);
        int m = int.Parse(built.Provenance.Parameters["m"], CultureInfo.InvariantCulture);
        rows.Select(r => r["shape"]).Distinct().Count().Should().Be(int.Parse(built.Provenance.Parameters["shapes"], CultureInfo.InvariantCulture));
        foreach (IGrouping<double, ImmutableRow> shape in rows.GroupBy(r => r["shape"]))
        {
            double[] heights = [.. shape.OrderBy(r => r["node"]).Select(r => r["height"])];
            (heights.Length, heights[0], heights[^1]).Should().Be((m + 1, 0, 0));
            heights.Zip(heights.Skip(1)).Should().OnlyContain(h => Math.Abs(h.First - h.Second) <= 2.0 / m);
            heights.Should().Contain(h => h != 0);
            shape.First()["cells"].Should().BeGreaterThan(0);
        }
    }

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    public void Drawings_of_networks_have_no_table(string name)
    {
        PaperFigure figure = PaperFigures.All.Single(f => f.Name == name);
        figure.HasTable.Should().BeFalse();
        Action table = () => figure.Table(new FigureChoices(Subjects.Of("x", "0.1", 2, Quantization.Nonlinear, 1)));
        table.Should().Throw<InvalidOperationException>().WithMessage($"Figure {name} *");
    }

    [Fact]
    public void Figure_1a_is_drawn_for_chosen_classes_as_it_is_or_relative_to_its_minimum()
    {
        var of = new FunctionClass(10, 2, 1e-4);
        var optimum = new OptimalBitWidth(10, 2, 1e-4);
        Curve raw = DerivativeFigure.Curve(of, isRaw: true), relative = DerivativeFigure.Curve(of);
        raw.Y.Zip(relative.Y).Should().OnlyContain(y => Math.Abs(y.First - (y.Second * optimum.M(optimum.Lambda))) <= 1e-9 * Math.Abs(y.First));
        Legibility.Check(DerivativeFigure.Draw([of, new(784, 1, 3e-4)], isRaw: true));
        Legibility.Check(BitWidthFigure.Draw(4, 2e-12));
        Action many = () => DerivativeFigure.Draw([.. Enumerable.Range(1, 7).Select(d => new FunctionClass(d, 1, 0.01))]);
        many.Should().Throw<ArgumentException>().WithMessage("*7 curves*");
        Superscript.Scientific(3e-4).Should().Be("3·10⁻⁴");
        Superscript.Scientific(1e-6).Should().Be("10⁻⁶");
    }

    private static DataTable Table(string name, Func<NetworkRequest, FigureChoices> choose)
    {
        PaperFigure figure = PaperFigures.All.Single(f => f.Name == name);
        return figure.Table(choose(Subjects.Of(figure.Target ?? "x", "0.01", 2, Quantization.Nonlinear, 1)));
    }

    private static IEnumerable<ImmutableRow> Rows(DataTable table) => table.Rows.Select(r => new ImmutableRow(table, r));

    /// <summary>A row whose numbers are read by the names of their columns.</summary>
    private sealed class ImmutableRow(DataTable table, IReadOnlyList<DataCell> cells)
    {
        public double this[string column] => double.Parse(cells[table.Columns.IndexOf(column)].Text!, CultureInfo.InvariantCulture);
    }
}
