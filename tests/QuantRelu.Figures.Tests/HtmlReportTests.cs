using System.Xml;
using System.Xml.Linq;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Constructions.Paper;
using QuantRelu.Figures.Approximation;
using QuantRelu.Figures.Pages;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats.Reports;
using QuantRelu.Subnetworks;
using Xunit;

namespace QuantRelu.Figures.Tests;

public class HtmlReportTests
{
    private static readonly PageOptions Samples = new() { Samples = 2000 };
    private static readonly Target Sine = Target.Parse("sin(2*pi*x)/(2*pi)");
    private static readonly ConstructedNetwork Network = Known();

    [Fact]
    public void The_page_is_well_formed_and_needs_nothing_else()
    {
        string page = HtmlReport.Write(Network, Sine, Samples);
        XElement root = Read(page);
        root.Descendants().Select(e => e.Name.LocalName).Should().NotContain(["script", "link", "iframe"]);
        root.Descendants().Attributes().Where(a => a.Name.LocalName is "src" or "href").Should()
            .NotContain(a => !a.Value.StartsWith("data:", StringComparison.Ordinal));
        page.Should().NotContain("@import").And.NotContain("url(h");
        root.Descendants().Attributes("id").Select(a => a.Value).Should().OnlyHaveUniqueItems().And.NotBeEmpty();
        HtmlReport.Write(Network, Sine, Samples).Should().Be(page);
    }

    [Fact]
    public void Every_fact_of_the_report_every_parameter_and_the_pictures_are_there()
    {
        XElement root = Read(HtmlReport.Write(Network, Sine, Samples));
        string[] cells = [.. root.Descendants().Where(e => e.Name.LocalName is "td" or "th").Select(e => e.Value)];
        cells.Should().Contain(ReportFacts.Of(Report.WithPrecision(Network)).Select(f => f.Value));
        cells.Should().Contain(Network.Provenance.Parameters.Keys).And.Contain(Network.Provenance.Parameters.Values);
        root.Descendants().Count(e => e.Name.LocalName == "svg").Should().Be(6, "each of three is there for wide and for narrow screens");
        root.Descendants().Attributes("aria-label").Should().HaveCount(3);
        root.Value.Should().Contain("quantrelu build 'sin(2*pi*x)/(2*pi)' --error 1/10 --lambda 3 --smoothness 2");
    }

    [Fact]
    public void A_percentage_that_was_asked_for_is_told_and_asked_for_again()
    {
        var scale = new ErrorScale(AskedError.OfRange(Rational.Parse("0.05")), 2, 2);
        XElement root = Read(HtmlReport.Write(Network with { Provenance = Network.Provenance with { ErrorScale = scale } }, Sine, Samples));
        root.Value.Should().Contain("everywhere, 5% of the range, which is 2").And.Contain("--error 5% --lambda 3");
    }

    [Fact]
    public void Text_is_never_taken_for_markup()
    {
        ConstructedNetwork odd = Network with { Provenance = Network.Provenance with { Target = "<b onclick='x'>&amp;\"" } };
        XElement root = Read(HtmlReport.Write(odd, Sine, Samples));
        root.Descendants().Single(e => e.Name.LocalName == "h1").Value.Should().Be(odd.Provenance.Target);
        root.Descendants().Attributes("onclick").Should().BeEmpty();
    }

    [Fact]
    public void Several_variables_and_any_activation_have_a_page()
    {
        Target volume = Target.Parse("x*y*z/8");
        ConstructedNetwork network =
            PaperConstructions.Independent.Build(new NetworkRequest(volume, Rational.Create(9, 10)) { Family = CodebookFamily.Linear(4), Smoothness = 1 });
        XElement root = Read(HtmlReport.Write(network, volume, new PageOptions { Samples = 100 }));
        root.Descendants().Count(e => e.Name.LocalName == "image").Should().Be(4, "a map and its scale, for wide and for narrow screens");
        root.Value.Should().Contain("at z = 0.5").And.Contain("--quantization linear");
        HtmlReport.Write(Activations.ActivationChange.To(Network, Activation.Relu6), Sine, Samples).Should().Contain("--activation relu6");
    }

    [Fact]
    public void Charts_of_layers_can_be_read()
    {
        foreach (ConstructedNetwork network in new[] { Network, Standalone.Square(1, CodebookFamily.Of(2, Quantization.Nonlinear)),
            Standalone.Multiply(40, CodebookFamily.Linear(16)) })
        {
            foreach (int width in new[] { Chart.Width, Chart.NarrowWidth })
            {
                Legibility.Check(LayerCharts.Widths(network.Network.Count()).ToPicture(width));
                Legibility.Check(LayerCharts.Places(PrecisionAnalysis.Of(network.Network)).ToPicture(width));
            }
        }
    }

    [Fact]
    public void Layers_of_very_different_size_stand_on_a_logarithmic_axis()
    {
        LayerCharts.Widths(Network.Network.Count()).Y.IsLogarithmic.Should().BeTrue("its layers have from a few to thousands of weights");
        Axis.ForBars("weights", [0, 1, 150]).IsLogarithmic.Should().BeFalse();
        Axis axis = Axis.ForBars("weights", [0, 3, 900]);
        (axis.IsLogarithmic, axis.First < 3, axis.Along(900) < 0.9).Should().Be((true, true, true), "the least is seen, and a legend has room");
    }

    [Fact]
    public void Bits_after_the_point_stand_below_it()
    {
        PrecisionAnalysis precision = PrecisionAnalysis.Of(Network.Network);
        Band below = LayerCharts.Places(precision).Bands[1];
        below.High.Min().Should().Be(-precision.Layers.Max(l => l.ExtraFractionBits ?? 0)).And.BeLessThan(0);
        below.Low.Should().OnlyContain(low => low == 0);
    }

    [Fact]
    public void Pictures_of_a_page_can_be_read_on_a_narrow_screen()
    {
        Target hill = Target.Parse("sin(x)*cos(y)");
        ConstructedNetwork map = PaperConstructions.Independent.Build(new NetworkRequest(hill, Rational.Create(1, 2)) { Smoothness = 1 });
        foreach ((ConstructedNetwork network, Target target) in new[] { (Network, Sine), (map, hill) })
        {
            Section section = Section.Through(target.Domain, [.. target.Domain.Sides.Select(_ => 0.5)]);
            (Picture wide, Picture narrow) = ApproximationPlot.DrawForPage(network, target, section, 2000, null, default);
            narrow.Width.Should().Be(400);
            Legibility.Check(narrow);
            Legibility.Check(wide);
            RecordingCanvas.Of(narrow).Texts.Should().NotContain(t => t.Text.EndsWith('…'), "nothing is cut");
        }
    }

    /// <summary>The sample of the map is another than that of the report: its greatest is another number.</summary>
    [Fact]
    public void The_greatest_error_that_was_seen_is_told_once()
    {
        Target hill = Target.Parse("sin(x)*cos(y)");
        ConstructedNetwork built = PaperConstructions.Independent.Build(new NetworkRequest(hill, Rational.Create(1, 2)) { Smoothness = 1 });
        ConstructedNetwork network = built with
        {
            Provenance = built.Provenance with { Measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), hill, 1000, seed: 1) },
        };
        XElement root = Read(HtmlReport.Write(network, hill, Samples));
        root.Value.Should().NotContain("Greatest seen").And.Contain("greatest error seen, a sample");
    }

    [Fact]
    public void Every_colour_of_a_page_has_a_twin_for_a_dark_screen_that_stands_out_from_it()
    {
        string page = HtmlReport.Write(Network, Sine, Samples);
        string[] colours = [.. Read(page).Descendants().Where(e => e.Name.LocalName == "svg").Descendants().Attributes()
            .Where(a => a.Name.LocalName is "fill" or "stroke" && a.Value != "none").Select(a => $"{a.Name.LocalName}=\"{a.Value}\"").Distinct()];
        colours.Should().HaveCountGreaterThan(8);
        foreach (string colour in colours)
        {
            page.Should().Contain($"figure svg [{colour}] {{");
        }

        Colour ground = DarkInks.Twins[Inks.White];
        foreach ((Colour ink, Colour twin) in DarkInks.Twins.Where(t => Contrast(t.Key, Inks.White) >= 2))
        {
            Contrast(twin, ground).Should().BeGreaterThanOrEqualTo(Math.Min(4.5, Contrast(ink, Inks.White)), "{0} is {1} on dark", ink, twin);
        }
    }

    /// <summary>Only a network that a theorem is about has the theorem's expressions beside it, and what they are.</summary>
    [Fact]
    public void The_theorems_expression_is_explained_where_it_is_told()
    {
        Read(HtmlReport.Write(Network, Sine, Samples)).Value.Should().Contain("what Theorem 1 of Ding").And.Contain("the expression with 1 in its place");
        ConstructedNetwork other = Network with { Provenance = Network.Provenance with { PaperBound = null } };
        Read(HtmlReport.Write(other, Sine, Samples)).Value.Should().NotContain("theorem's expression");
    }

    // The contrast of the web's guidelines, WCAG 2.
    private static double Contrast(Colour a, Colour b)
    {
        double[] both = [.. new[] { Luminance(a), Luminance(b) }.Order()];
        return (both[1] + 0.05) / (both[0] + 0.05);
    }

    private static double Luminance(Colour colour)
    {
        double[] parts = [.. new[] { colour.Red, colour.Green, colour.Blue }.Select(c => c / 255.0)
            .Select(c => c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [Fact]
    public void Only_a_page_is_saved_and_only_as_a_whole()
    {
        Action name = () => HtmlReport.Check("report.pdf");
        name.Should().Throw<ArgumentException>().WithMessage("*report.pdf*.html*");
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Action save = () => HtmlReport.Save(Network, Sine, Path.Combine(folder.FullName, "a.html"), cancellationToken: stop.Token);
        save.Should().Throw<OperationCanceledException>();
        folder.GetFiles().Should().BeEmpty();
        HtmlReport.Save(Network, Sine, Path.Combine(folder.FullName, "a.html"), Samples);
        File.ReadAllText(Path.Combine(folder.FullName, "a.html")).Should().Be(HtmlReport.Write(Network, Sine, Samples));
        folder.Delete(recursive: true);
    }

    private static ConstructedNetwork Known()
    {
        ConstructedNetwork built = PaperConstructions.Independent.Build(
            new NetworkRequest(Sine, Rational.Create(1, 10)) { Family = CodebookFamily.Of(3, Quantization.Nonlinear), Smoothness = 2 });
        return built with
        {
            Provenance = built.Provenance with
            {
                Measured = ErrorMeasurement.Measure(new FastEvaluator(built.Network), Sine, 1000, seed: 1),
                Certified = ErrorCertification.Certify(built.Network, Sine).Error,
            },
        };
    }

    private static XElement Read(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader);
    }
}
