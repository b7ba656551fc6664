using QuantRelu.Figures.Rendering;

namespace QuantRelu.Figures.Diagrams;

/// <summary>Draws a diagram of units: a column for each layer, circles for units, lines for connections, a name above each group.</summary>
internal sealed class UnitPainter
{
    private const double Radius = 7;
    private const double UnitStep = 19;
    private const double GroupGap = 24;
    private const double NameSize = 11.5;
    private static readonly Pen Positive = new(Inks.PaleBlue, 0.7), Negative = new(Inks.PaleVermilion, 0.7);

    private readonly UnitDiagram _diagram;
    private readonly Area _area;
    private readonly double[] _columns;
    private readonly double[][] _heights;

    /// <summary>A painter that draws inside an area.</summary>
    public UnitPainter(UnitDiagram diagram, Area area)
    {
        _diagram = diagram;
        _area = area;
        _columns = Columns();
        _heights = [.. diagram.Layers.Select(Heights)];
    }

    /// <summary>Draws the diagram.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="name">What to call a group, by its layer and its number in the layer.</param>
    public void Paint(ICanvas canvas, Func<int, int, string> name)
    {
        foreach (UnitConnection c in _diagram.Connections)
        {
            canvas.Line(At(c.Layer - 1, c.From), At(c.Layer, c.To), c.IsPositive ? Positive : Negative);
        }

        for (int layer = 0; layer < _diagram.Layers.Length; layer++)
        {
            canvas.Text(layer == 0 ? "input" : $"layer {layer}", new(X(layer), _area.Bottom + 24), new(13, Inks.Grey, Anchor.Middle));
            for (int g = 0; g < _diagram.Layers[layer].Length; g++)
            {
                Group(canvas, layer, _diagram.Layers[layer][g], name(layer, g));
            }
        }
    }

    private void Group(ICanvas canvas, int layer, UnitGroup group, string name)
    {
        for (int i = 0; i < group.Copies; i++)
        {
            canvas.Circle(At(layer, group.First + i), Radius, group.HasBias ? Inks.PaleGreen : Inks.White, new(Inks.Black, 1.1));
        }

        Spot first = At(layer, group.First);
        double width = EmbeddedFont.WidthOf(name, NameSize) + 4;
        canvas.Box(new(first.X - (width / 2), first.Y - Radius - 17, width, 14), 2, Inks.White, null);
        canvas.Text(name, new(first.X, first.Y - Radius - 6), new(NameSize, Inks.Black, Anchor.Middle));
    }

    private Spot At(int layer, int unit) => new(X(layer), _heights[layer][unit]);

    private double X(int layer) => _area.Left + (_area.Width * _columns[layer] / _columns[^1]);

    // Layers of several groups stand further apart: many lines run between them.
    private double[] Columns()
    {
        var at = new double[_diagram.Layers.Length];
        for (int layer = 1; layer < at.Length; layer++)
        {
            int crowded = new[] { layer - 1, layer }.Count(l => _diagram.Layers[l].Length > 1);
            at[layer] = at[layer - 1] + crowded switch { 0 => 1, 1 => 1.4, _ => 3 };
        }

        return at;
    }

    // The units of a layer stand around the middle of the area.
    private double[] Heights(ImmutableArray<UnitGroup> groups)
    {
        int units = groups.Sum(g => g.Copies);
        double height = (UnitStep * (units - 1)) + (GroupGap * (groups.Length - 1));
        double top = _area.Centre.Y - (height / 2);
        return [.. groups.SelectMany((g, number) => Enumerable.Range(g.First, g.Copies).Select(unit => top + (UnitStep * unit) + (GroupGap * number)))];
    }
}
