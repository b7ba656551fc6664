using System.Globalization;
using QuantRelu.Figures.Rendering;
using QuantRelu.Graph;

namespace QuantRelu.Figures.Diagrams;

/// <summary>
/// A whole small network, unit by unit: equal units are one box with their number, every line is a weight or several of them added up, and of a network of
/// one input each box shows the function that its units compute, from the straight line on the left to the network on the right.
/// </summary>
public static class NetworkDrawing
{
    /// <summary>The most weights of a network that is drawn.</summary>
    public const int MostWeights = 2000;

    private const int MostLayers = 60;
    private const int Points = 257;
    private const double BoxWidth = 66;
    private const double BoxHeight = 40;
    private const double ColumnStep = 128;
    private const double RowStep = 66;
    private const double Margin = 44;
    private const double Head = 84;
    private const double Foot = 56;

    /// <summary>The drawing.</summary>
    /// <param name="network">A network with at most <see cref="MostWeights"/> weights and 60 layers.</param>
    /// <exception cref="ArgumentException">The network is larger.</exception>
    public static Picture Draw(ConstructedNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        NetworkCounts counts = network.Network.Count();
        if (counts.Weights > MostWeights || counts.Depth > MostLayers)
        {
            throw new ArgumentException(
                $"The network has {counts.Weights} weights in {counts.Depth} layers; {MostWeights} in {MostLayers} are the most that are drawn unit by unit.",
                nameof(network));
        }

        var diagram = UnitDiagram.Of(network.Network);
        int rows = diagram.Layers.Max(l => l.Length);
        int width = (int)((2 * Margin) + BoxWidth + (ColumnStep * (diagram.Layers.Length - 1)));
        return new Picture(Math.Max(width, 640), (int)(Head + (RowStep * rows) + Foot), canvas => new Painter(network, diagram, rows, counts).Paint(canvas));
    }

    private sealed class Painter(ConstructedNetwork network, UnitDiagram diagram, int rows, NetworkCounts counts)
    {
        private readonly IReadOnlyList<double[][]>? _curves = network.Network.Inputs == 1 ? UnitCurves.Of(network.Network, Points) : null;
        private readonly int[][] _groupOf =
            [.. diagram.Layers.Select(groups => groups.SelectMany((g, number) => Enumerable.Repeat(number, g.Copies)).ToArray())];

        public void Paint(ICanvas canvas)
        {
            canvas.Text(Title(), new(Margin, 34), new(17, Inks.Black));
            canvas.Text(Subtitle(), new(Margin, 58), new(13, Inks.Grey));
            foreach (IGrouping<(int Layer, int From, int To), UnitConnection> line in diagram.Connections
                .GroupBy(c => (c.Layer, From: _groupOf[c.Layer - 1][c.From], To: _groupOf[c.Layer][c.To])))
            {
                Connect(canvas, line.Key, line.Sum(c => c.IsPositive ? 1 : -1) / diagram.Layers[line.Key.Layer][line.Key.To].Copies);
            }

            for (int layer = 0; layer < diagram.Layers.Length; layer++)
            {
                for (int g = 0; g < diagram.Layers[layer].Length; g++)
                {
                    Box(canvas, layer, g);
                }
            }

            Key(canvas);
        }

        private string Title()
        {
            string name = network.Provenance.Target.Length > 0 ? network.Provenance.Target : "A network";
            string within = network.Provenance.Error is { } error ? string.Create(CultureInfo.InvariantCulture, $" within {(double)error:R}") : string.Empty;
            return string.Create(CultureInfo.InvariantCulture, $"{name}{within}: {counts.Weights:N0} weights");
        }

        private string Subtitle() => string.Create(
            CultureInfo.InvariantCulture,
            $"Every weight and bias is one of {string.Join(", ", network.Network.Codebook.Values.Take(8))}; {counts.Depth} layers, {counts.Units:N0} units. "
                + $"×k: k equal units{(_curves is null ? string.Empty : "; each box shows what its units compute")}.");

        private void Connect(ICanvas canvas, (int Layer, int From, int To) line, int units)
        {
            if (units != 0)
            {
                Spot from = Centre(line.Layer - 1, line.From), to = Centre(line.Layer, line.To);
                canvas.Line(
                    new Spot(from.X + (BoxWidth / 2), from.Y), new Spot(to.X - (BoxWidth / 2), to.Y),
                    new(units > 0 ? Inks.Blue : Inks.Vermilion, 0.9 + (0.45 * Math.Min(8, Math.Abs(units)))));
            }
        }

        private void Box(ICanvas canvas, int layer, int number)
        {
            UnitGroup group = diagram.Layers[layer][number];
            Spot at = Centre(layer, number);
            var area = new Area(at.X - (BoxWidth / 2), at.Y - (BoxHeight / 2), BoxWidth, BoxHeight);
            canvas.Box(area, 5, Inks.White, new(Inks.Black, 1));
            if (_curves?[layer][group.First] is { } values)
            {
                Curve(canvas, area, values);
            }

            string copies = group.Copies > 1 ? $"×{group.Copies}" : string.Empty;
            canvas.Text(copies, new(area.Right, area.Top - 3), new(11, Inks.Black, Anchor.End));
            canvas.Text(Bias(layer, group), new(area.Left, area.Top - 3), new(11, Inks.Green));
        }

        private string Bias(int layer, UnitGroup group) => group.HasBias ? $"bias {BiasOf(layer, group)}" : string.Empty;

        private Rational BiasOf(int layer, UnitGroup group) => network.Network.Codebook[
            network.Network.Stages.SelectMany(s => Enumerable.Range(0, s.Depth).Select(l => new FlatLayer(s, l))).ElementAt(layer - 1)
                .Rows().ElementAt(group.First).Bias];

        // From the least of 0 and the values to the greatest.
        private static void Curve(ICanvas canvas, Area area, double[] values)
        {
            const double inset = 5;
            double low = Math.Min(0, values.Min()), high = Math.Max(0, values.Max());
            double height = high > low ? high - low : 1;
            Spot Place(int p, double value) => new(
                area.Left + inset + ((area.Width - (2 * inset)) * p / (values.Length - 1)),
                area.Bottom - inset - ((area.Height - (2 * inset)) * (value - low) / height));
            canvas.Line(Place(0, 0), Place(values.Length - 1, 0), new(Inks.Silver, 0.7));
            canvas.Line([.. values.Select((v, p) => Place(p, v))], new(Inks.Black, 1.4));
        }

        private Spot Centre(int layer, int number)
        {
            int groups = diagram.Layers[layer].Length;
            double middle = Head + (RowStep * rows / 2);
            return new(Margin + (BoxWidth / 2) + (ColumnStep * layer), middle + (RowStep * (number - ((groups - 1) / 2.0))));
        }

        private void Key(ICanvas canvas)
        {
            double y = Head + (RowStep * rows) + Foot - 20;
            canvas.Line(new(Margin, y), new(Margin + 36, y), new(Inks.Blue, 2.5));
            canvas.Text("positive weights", new(Margin + 44, y + 4), new(12, Inks.Black));
            canvas.Line(new(Margin + 170, y), new(Margin + 206, y), new(Inks.Vermilion, 2.5));
            canvas.Text("negative weights; thicker: several added up", new(Margin + 214, y + 4), new(12, Inks.Black));
        }
    }
}
