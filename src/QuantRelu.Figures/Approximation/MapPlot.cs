using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats.Reports;

namespace QuantRelu.Figures.Approximation;

/// <summary>The error as a heat map over two variables, with its scale, and a ring where it is greatest.</summary>
internal sealed class MapPlot(ConstructedNetwork network, Target target, ErrorMap map)
{
    private const int MapWidth = 800;
    private const int Height = 790;
    private const int WordsHeight = 34;
    private const int BarRoom = 110;

    /// <summary>The picture.</summary>
    public Picture ToPicture()
    {
        var scale = Axis.InPowersOfTen("|network − target|", 0, map.Greatest > 0 ? map.Greatest : 1);
        var painted = new Raster(map.Side, map.Side, [.. Cells().Select(e => Heat.Of(e / scale.Last))]);
        (double x, double y) = map.GreatestAt;
        var chart = new Chart(
            ErrorWords.Title(target, map.Section, network.Network), map.Section.Along(0), map.Section.Along(1), [])
        { Ground = painted, Rings = [new(x, y)] };
        return new(MapWidth + BarRoom, Height + WordsHeight, canvas =>
        {
            var place = new Area(0, 0, MapWidth, Height);
            chart.PaintInto(canvas, place);
            new ColourBar(scale).PaintInto(canvas, new(MapWidth - 14, ChartPainter.FrameOf(place).Top, BarRoom, ChartPainter.FrameOf(place).Height));
            canvas.TextWithin(MapWidth + BarRoom - 60, Words(), new((MapWidth + BarRoom) / 2.0, Height + 14), new(15, Inks.Black, Anchor.Middle));
        });
    }

    private string Words() =>
        $"Greatest seen: {ReportFacts.Short(map.Greatest)}, in the ring{ErrorWords.Asked(network.Provenance.Error)}; {ErrorWords.Proved(network.Provenance)}";

    // From the upper left corner, where the second variable is greatest.
    private IEnumerable<double> Cells() => Enumerable.Range(0, map.Side).Reverse().SelectMany(row => map.Cells.Skip(row * map.Side).Take(map.Side));
}
