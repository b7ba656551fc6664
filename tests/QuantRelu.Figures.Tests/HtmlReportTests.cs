using System.Xml;
using System.Xml.Linq;
using FluentAssertions;
using QuantRelu.Analysis;
using QuantRelu.Constructions.Paper;
using QuantRelu.Figures.Pages;
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
        root.Descendants().Count(e => e.Name.LocalName == "svg").Should().Be(3);
        root.Descendants().Attributes("aria-label").Should().HaveCount(3);
        root.Value.Should().Contain("quantrelu build 'sin(2*pi*x)/(2*pi)' --error 1/10 --lambda 3 --smoothness 2");
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
        root.Descendants().Count(e => e.Name.LocalName == "image").Should().Be(2, "a map and its scale");
        root.Value.Should().Contain("at z = 0.5").And.Contain("--quantization linear");
        HtmlReport.Write(Activations.ActivationChange.To(Network, Activation.Relu6), Sine, Samples).Should().Contain("--activation relu6");
    }

    [Fact]
    public void Charts_of_layers_can_be_read()
    {
        foreach (ConstructedNetwork network in new[] { Network, Standalone.Square(1, CodebookFamily.Of(2, Quantization.Nonlinear)),
            Standalone.Multiply(40, CodebookFamily.Linear(16)) })
        {
            Legibility.Check(LayerCharts.Widths(network.Network.Count()));
            Legibility.Check(LayerCharts.Places(PrecisionAnalysis.Of(network.Network)));
        }
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
