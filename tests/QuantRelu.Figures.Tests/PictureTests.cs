using System.Text;
using System.Xml.Linq;
using FluentAssertions;
using QuantRelu.Figures.Rendering;
using QuantRelu.Tests.Shared;
using SkiaSharp;
using Xunit;

namespace QuantRelu.Figures.Tests;

public class PictureTests
{
    public static TheoryData<string> Names => [.. Subjects.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_is_xml_with_all_texts_and_the_same_bytes_every_time(string name)
    {
        Picture picture = Subjects.Standard(name);
        byte[] svg = Bytes(picture.WriteSvg);
        Bytes(Subjects.Standard(name).WriteSvg).SequenceEqual(svg).Should().BeTrue();
        XElement root = XDocument.Load(new MemoryStream(svg)).Root!;
        root.Attribute("viewBox")!.Value.Should().Be($"0 0 {picture.Width} {picture.Height}");
        root.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).Should().Equal(RecordingCanvas.Of(picture).Texts.Select(t => t.Text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Png_has_twice_the_size_letters_in_its_title_and_the_same_bytes_every_time(string name)
    {
        Picture picture = Subjects.Standard(name);
        byte[] png = Bytes(picture.WritePng);
        Bytes(Subjects.Standard(name).WritePng).SequenceEqual(png).Should().BeTrue();
        using SKBitmap pixels = SKBitmap.Decode(png);
        (pixels.Width, pixels.Height).Should().Be((2 * picture.Width, 2 * picture.Height));
        pixels.GetPixel(0, 0).Should().Be(SKColors.White);
        Area title = RecordingCanvas.Of(picture).Texts.Single(t => t.Text.StartsWith("Figure", StringComparison.Ordinal)).Room;
        double dark = ShareOfDark(pixels, title);
        dark.Should().BeInRange(0.08, 0.4, "letters are dark on white");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_figures_among_the_samples_are_drawn_anew_to_the_same_text(string name) =>
        Encoding.UTF8.GetString(Bytes(Subjects.Standard(name).WriteSvg)).Should()
            .Be(File.ReadAllText(Path.Combine(Repository.Folder, "samples", "figures", $"{name}.svg")));

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_can_be_read_and_keep_apart(string name) => Legibility.Check(Subjects.Standard(name));

    [Theory]
    [InlineData("3", "x*y*z", "0.3", 2, 3)]
    [InlineData("3", "exp(x)/3 + 0*(x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x)", "1e-5", 4, 8)]
    [InlineData("4", "3*x*(1-x) + 0*(x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x+x)", "0.1", 2, 1)]
    [InlineData("4", "1/2", "0.1", 2, 1)]
    [InlineData("5", "sin(9*x)", "0.02", 3, 1)]
    public void Texts_keep_apart_for_other_targets(string name, string target, string error, int lambda, int smoothness) =>
        Legibility.Check(Paper.PaperFigures.All.Single(f => f.Name == name).Draw(Subjects.Of(target, error, lambda, Quantization.Nonlinear, smoothness)));

    [Theory]
    [InlineData("1a", "λ", "dM/dλ, with θ₁ = 1/M(λₒₚₜ)")]
    [InlineData("1b", "d, the number of inputs", "λₒₚₜ and log λₒₚₜ", "MNIST", "CIFAR-10", "ImageNet", "Caltech-101", "10⁵")]
    [InlineData("2", "4 × σ(g₁)", "8 × σ(g₁ − ½)", "8 × σ(A₁)", "fₛ²(x)")]
    [InlineData("3", "×′: ψₘ(x)(x − m/N)", "129 copies, depth 25, width 60")]
    [InlineData("4", "x", "multiples of 2⁻ᵗ/T", "7/T")]
    [InlineData("5", "Σ zⱼ for each γ of Γ", "fᵀ(x) + f*(x)")]
    public void The_symbols_of_the_field_are_there(string name, params string[] texts) =>
        RecordingCanvas.Of(Subjects.Standard(name)).Texts.Select(t => t.Text).Should().Contain(texts);

    [Theory]
    [InlineData("1a")]
    [InlineData("1b")]
    [InlineData("4")]
    public void The_legend_covers_no_curve(string name) => Legibility.CheckLegend(Subjects.Standard(name));

    [Theory]
    [InlineData("figure.jpg", "*figure.jpg*must end in .svg or .png*")]
    [InlineData("svg", "*must end in .svg or .png*")]
    [InlineData("no/such/folder/figure.svg", "*no directory*")]
    public void Names_that_cannot_be_written_are_refused(string path, string sentence) =>
        FluentActions.Invoking(() => Picture.Check(path)).Should().Throw<Exception>().WithMessage(sentence);

    [Fact]
    public void The_library_itself_needs_no_drawing_library() =>
        typeof(Network).Assembly.GetReferencedAssemblies().Select(a => a.Name).Should().NotContain(n => n!.StartsWith("Skia", StringComparison.Ordinal));

    private static double ShareOfDark(SKBitmap pixels, Area area)
    {
        int dark = 0, all = 0;
        for (int y = (int)(2 * area.Top); y < 2 * area.Bottom; y++)
        {
            for (int x = (int)(2 * area.Left); x < 2 * area.Right; x++)
            {
                dark += pixels.GetPixel(x, y).Red < 128 ? 1 : 0;
                all++;
            }
        }

        return (double)dark / all;
    }

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }
}
