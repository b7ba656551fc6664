using System.Globalization;
using QuantRelu.Analysis;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Approximation;

/// <summary>
/// The linear regions of a network with two inputs: every convex region is a facet in the colour of the network's value at its middle, lit from the upper
/// left as the surface that the network is, beside what is usual, with its outline.
/// </summary>
public static class RegionPlot
{
    /// <summary>The most regions that are drawn.</summary>
    public const int MostRegions = 60_000;

    private const int MapWidth = 800;
    private const int Height = 790;
    private const int WordsHeight = 34;
    private const int BarRoom = 110;

    // How strongly the light tells slopes; outlines are thinner where there are many.
    private const double Relief = 0.55;
    private const double Outline = 0.9;
    private const int FewRegions = 400;

    /// <summary>The picture.</summary>
    /// <param name="network">A network with two inputs.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">
    /// The network has another number of inputs or outputs, or more than <see cref="MostRegions"/> convex regions.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Picture Draw(ConstructedNetwork network, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Network.Inputs != 2)
        {
            throw new ArgumentException($"Linear regions are drawn of networks with 2 inputs; this one has {network.Network.Inputs}.", nameof(network));
        }

        var regions = LinearRegions.Of(network.Network);
        var facets = new List<Facet>();
        foreach (LinearRegion region in regions.Enumerate())
        {
            cancellationToken.ThrowIfCancellationRequested();
            facets.Add(Facet.Of(region));
            if (facets.Count > MostRegions)
            {
                throw new ArgumentException($"The network has more than {MostRegions} convex regions, which are the most that are drawn.", nameof(network));
            }
        }

        return Draw(network, facets, regions.CountLinear(cancellationToken));
    }

    private static Picture Draw(ConstructedNetwork network, IReadOnlyList<Facet> facets, long linear)
    {
        Section section = Section.Of(network.Provenance.Domain);
        (double low, double high) = (facets.Min(f => f.Least), facets.Max(f => f.Most));
        var scale = new Axis("network", low, high > low ? high : low + 1);
        var chart = new Chart(
            $"{network.Provenance.Target}: {ErrorWords.Network(network.Network)}", section.Along(0), section.Along(1), []);
        string words = string.Create(CultureInfo.InvariantCulture, $"{linear:N0} linear regions, in {facets.Count:N0} convex parts");
        double height = scale.Last - scale.First, usual = facets.Sum(f => f.Size * f.Shade(height)) / facets.Sum(f => f.Size);
        double width = Outline * Math.Min(1, Math.Sqrt((double)FewRegions / facets.Count));
        return new(MapWidth + BarRoom, Height + WordsHeight, canvas =>
        {
            var place = new Area(0, 0, MapWidth, Height);
            Area frame = ChartPainter.FrameOf(place);
            chart.PaintInto(canvas, place);
            foreach (Facet facet in facets)
            {
                Spot[] corners = [.. facet.Corners.Select(c => new Spot(frame.Left + (frame.Width * c.U), frame.Bottom - (frame.Height * c.V)))];
                Colour fill = Lit(Heat.Of(scale.Along(facet.Middle)), facet.Shade(height) - usual);
                canvas.Polygon(corners, fill);
                canvas.Line([.. corners, corners[0]], new(Mixed(fill, Inks.White, 0.45), width));
            }

            new ColourBar(scale).PaintInto(canvas, new(MapWidth - 14, frame.Top, BarRoom, frame.Height));
            canvas.TextWithin(MapWidth + BarRoom - 60, words, new((MapWidth + BarRoom) / 2.0, Height + 14), new(15, Inks.Black, Anchor.Middle));
        });
    }

    private static Colour Lit(Colour colour, double shade) =>
        Mixed(colour, shade < 0 ? Inks.Black : Inks.White, Math.Min(1, Math.Abs(shade)) * Relief);

    private static Colour Mixed(Colour from, Colour to, double part)
    {
        byte Mix(byte a, byte b) => (byte)Math.Round(a + ((b - a) * part));
        return new(Mix(from.Red, to.Red), Mix(from.Green, to.Green), Mix(from.Blue, to.Blue));
    }

    /// <summary>A region as it is drawn.</summary>
    private sealed record Facet((double U, double V)[] Corners, double[] Values, double SlopeU, double SlopeV)
    {
        public double Least => Values.Min();

        public double Most => Values.Max();

        public double Middle => Values.Average();

        // Twice the area.
        public double Size => Enumerable.Range(0, Corners.Length).Sum(i =>
            (Corners[i].U * Corners[(i + 1) % Corners.Length].V) - (Corners[(i + 1) % Corners.Length].U * Corners[i].V));

        public static Facet Of(LinearRegion region) => new(
            [.. region.Vertices.Select(v => ((double)v[0], (double)v[1]))],
            [.. region.Vertices.Select(v => (double)region.At(v))],
            (double)region.Slopes[0],
            (double)region.Slopes[1]);

        // From -1 to 1: how much more or less light the facet has than a level one, when the surface is as high as it is wide.
        public double Shade(double height)
        {
            (double x, double y) = (SlopeU / height, SlopeV / height);
            return (x - y) / Math.Sqrt(1 + (2 * ((x * x) + (y * y))));
        }
    }
}
