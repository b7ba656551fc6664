using System.Text;
using FluentAssertions;
using QuantRelu.Constructions.Paper;
using QuantRelu.Figures.Approximation;
using QuantRelu.Figures.Rendering;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Tests.Shared;
using Xunit;

namespace QuantRelu.Figures.Tests;

/// <summary>What is drawn of a network beside its target, against exact errors and certificates.</summary>
public class ApproximationTests
{
    private static readonly CodebookFamily Halves = CodebookFamily.Halves;
    private static readonly ConstructedNetwork Square = Standalone.Square(3, Halves);
    private static readonly ConstructedNetwork Product = Standalone.Multiply(2, Halves);
    private static readonly Target Times = Target.Parse("x*y").On(Product.Provenance.Domain);

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(5000)]
    public void Columns_enclose_the_errors_of_their_points(int samples)
    {
        var curve = ErrorCurve.Of(new FastEvaluator(Square.Network), Target.Parse("x^2"), Section.Of(Domain.Unit(1)), samples);
        curve.X.Should().HaveCountGreaterThanOrEqualTo(samples - ErrorCurve.MostColumns).And.BeInAscendingOrder().And.StartWith(0).And.EndWith(1);
        curve.ColumnX.Should().HaveCount(Math.Min(ErrorCurve.MostColumns, samples / 2));
        double half = (curve.ColumnX.Length > 1 ? curve.ColumnX[1] - curve.ColumnX[0] : 1) / 2;
        for (int i = 0; i < curve.X.Length; i++)
        {
            double error = curve.Network[i] - curve.Target[i], x = curve.X[i];
            ((double)ExactEvaluator.Evaluate(Square.Network, [(Rational)Dyadic.FromDouble(x)])[0]).Should().BeApproximately(curve.Network[i], 1e-15);
            int column = curve.ColumnX.Select((c, k) => (Distance: Math.Abs(c - x), k)).MinBy(p => p.Distance).k;
            Math.Abs(curve.ColumnX[column] - x).Should().BeLessThan(half + 1e-5);
            error.Should().BeInRange(curve.Least[column], curve.Greatest[column]);
        }
    }

    [Fact]
    public void The_curve_stays_inside_of_the_certified_band_and_comes_close_to_it()
    {
        double upper = DirectedRounding.Up(ErrorCertification.Certify(Square.Network, Target.Parse("x^2")).Error!.Upper);
        var curve = ErrorCurve.Of(new FastEvaluator(Square.Network), Target.Parse("x^2"), Section.Of(Domain.Unit(1)), 20_000);
        curve.Greatest.Max().Should().BeInRange(0.99 * upper, upper);
        curve.Least.Min().Should().BeGreaterThanOrEqualTo(-upper);
    }

    [Fact]
    public void A_map_has_the_greatest_error_of_each_cell_where_it_belongs()
    {
        // The network makes xy, so against xy + x the error is |x| but for the error of the product: it grows to both sides, and not upwards.
        Target other = Target.Parse("x*y + x").On(Product.Provenance.Domain);
        var map = ErrorMap.Of(new FastEvaluator(Product.Network), other, Section.Of(other.Domain), 4096);
        map.Side.Should().Be(32);
        double slack = Product.Provenance.ErrorBound!.Value + (2.0 / 32);
        for (int cell = 0; cell < map.Cells.Length; cell++)
        {
            double middle = (2 * ((cell % map.Side) + 0.5) / map.Side) - 1;
            map.Cells[cell].Should().BeApproximately(Math.Abs(middle), slack);
        }

        map.Cells.Max().Should().Be(map.Greatest);
    }

    [Fact]
    public void The_place_of_the_greatest_error_has_that_error()
    {
        var map = ErrorMap.Of(new FastEvaluator(Product.Network), Times, Section.Of(Times.Domain), 10_000);
        (double x, double y) = map.GreatestAt;
        Rational[] u = [Times.Domain.ToUnit(0, Dyadic.FromDouble(x)), Times.Domain.ToUnit(1, Dyadic.FromDouble(y))];
        Math.Abs((double)ExactEvaluator.Evaluate(Product.Network, u)[0] - (x * y)).Should().BeApproximately(map.Greatest, 1e-6);
        map.Greatest.Should().BeLessThanOrEqualTo(Product.Provenance.ErrorBound!.Value);
    }

    [Fact]
    public void A_section_holds_the_other_variables()
    {
        Domain cube = Domain.Parse("0:1,-1:1,0:4", 3);
        var section = Section.Of(cube, new Dictionary<int, double> { [1] = 0.5 });
        section.Free.Should().Equal(0, 2);
        section.Points([0.25, 0.5, 1, 0]).Should().Equal(0.25, 0.75, 0.5, 1, 0.75, 0);
        section.ToString().Should().Be("at y = 0.5");
        Section.Through(cube, [0, 0, 3]).FixedAt.Should().Equal(new Dictionary<int, double> { [2] = 3 });
    }

    [Theory]
    [InlineData(0, 0.5, "*three*|*2 of 3*")]
    [InlineData(3, 0.5, "*no variable x4*")]
    [InlineData(2, 1.5, "*z = 1.5 is outside of 0:1*")]
    [InlineData(2, double.NaN, "*outside*")]
    public void A_section_that_cannot_be_shown_is_refused(int axis, double x, string sentence)
    {
        Action make = () => Section.Of(Domain.Unit(axis == 0 ? 4 : 3), new Dictionary<int, double> { [axis] = x });
        make.Should().Throw<ArgumentException>().WithMessage(axis == 0 ? "*3 of 4 would be left*" : sentence);
    }

    [Fact]
    public void Plots_can_be_read_of_one_and_two_variables_and_of_sections()
    {
        CertificationResult certified = ErrorCertification.Certify(Square.Network, Target.Parse("x^2"));
        ConstructedNetwork known = Square with { Provenance = Square.Provenance with { Certified = certified.Error, Error = Rational.Create(1, 100) } };
        Picture curve = ApproximationPlot.Draw(known, Target.Parse("x^2"), Section.Of(Domain.Unit(1)));
        Legibility.Check(curve);
        Legibility.CheckLegend(curve);
        RecordingCanvas.Of(curve).Texts.Select(t => t.Text).Should().Contain(["target", "network", "certified: never outside", "ε asked for"])
            .And.ContainMatch($"*{certified.Error}*");

        Picture map = ApproximationPlot.Draw(Product, Times, Section.Of(Times.Domain), 1000);
        Legibility.Check(map);
        RecordingCanvas.Of(map).Images.Should().HaveCount(2, "the map and its scale");

        Picture line = ApproximationPlot.Draw(Product, Times, Section.Of(Times.Domain, new Dictionary<int, double> { [0] = -1 }), 1000);
        Legibility.Check(line);
        RecordingCanvas.Of(line).Texts.Select(t => t.Text).Should().ContainMatch("*at x = -1*");
    }

    [Fact]
    public void The_plot_among_the_samples_is_drawn_anew_to_the_same_text()
    {
        Target sine = Target.Parse("sin(2*pi*x)/(2*pi)");
        ConstructedNetwork network = PaperConstructions.Independent.Build(new NetworkRequest(sine, Rational.Create(1, 100)) { Smoothness = 2 });
        network = network with { Provenance = network.Provenance with { Certified = ErrorCertification.Certify(network.Network, sine).Error } };
        using var svg = new MemoryStream();
        ApproximationPlot.Draw(network, sine, Section.Of(sine.Domain)).WriteSvg(svg);
        Encoding.UTF8.GetString(svg.ToArray()).Should().Be(File.ReadAllText(Path.Combine(Repository.Folder, "samples", "figures", "plot.svg")));
    }

    [Fact]
    public void Any_size_of_values_and_errors_can_be_read()
    {
        foreach (string target in new[] { "100*x*(1-x)", "0.000001*sin(5*x)", "x", "1/3" })
        {
            Target f = Target.Parse(target);
            ConstructedNetwork network = PaperConstructions.Independent.Build(new NetworkRequest(f, Rational.Create(9, 10)) { Smoothness = 1 });
            Picture picture = ApproximationPlot.Draw(network, f, Section.Of(f.Domain), 2000);
            Legibility.Check(picture);
            Legibility.CheckLegend(picture);
        }
    }
}
