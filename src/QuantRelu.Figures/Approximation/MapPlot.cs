using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats.Reports;

namespace QuantRelu.Figures.Approximation;

/// <summary>The error as a heat map over two variables, with its scale, and a ring where it is greatest.</summary>
/// <param name="network">The network.</param>
/// <param name="target">The target.</param>
/// <param name="map">The errors.</param>
/// <param name="isTold">Whether the greatest of them is told as a number: not where another sample's greatest is told beside.</param>
internal sealed class MapPlot(ConstructedNetwork network, Target target, ErrorMap map, bool isTold = true)
{
    private const int Higher = -10;
    private const int WordsHeight = 40;
    private const int BarRoom = 110;
    private const int StandardWidth = 910;

    /// <summary>The picture.</summary>
    /// <param name="width">Its width in points.</param>
    public Picture ToPicture(int width = StandardWidth)
    {
        (int mapWidth, int height) = (width - BarRoom, width - BarRoom + Higher);
        var scale = Axis.InPowersOfTen("|network − target|", 0, map.Greatest > 0 ? map.Greatest : 1);
        var painted = new Raster(map.Side, map.Side, [.. Cells().Select(e => Heat.Of(e / scale.Last))]);
        (double x, double y) = map.GreatestAt;
        var chart = new Chart(
            ErrorWords.Title(target, map.Section, network.Network), map.Section.Along(0), map.Section.Along(1), [])
        { Ground = painted, Rings = [new(x, y)] };
        return new(width, height + WordsHeight, canvas =>
        {
            var place = new Area(0, 0, mapWidth, height);
            chart.PaintInto(canvas, place);
            new ColourBar(scale).PaintInto(canvas, new(mapWidth - 14, ChartPainter.FrameOf(place).Top, BarRoom, ChartPainter.FrameOf(place).Height));
            canvas.TextOnTwoLines(width - 16, Words(), new(width / 2.0, height + 20), new(15, Inks.Black, Anchor.Middle));
        });
    }

    private string Words()
    {
        string seen = isTold ? $"Greatest seen: {ReportFacts.Short(map.Greatest)}, in the ring" : "The ring: where it is greatest";
        return $"{seen}{ErrorWords.Asked(network.Provenance.Error)}; {ErrorWords.Proved(network.Provenance)}";
    }

    // From the upper left corner, where the second variable is greatest.
    private IEnumerable<double> Cells() => Enumerable.Range(0, map.Side).Reverse().SelectMany(row => map.Cells.Skip(row * map.Side).Take(map.Side));
}
