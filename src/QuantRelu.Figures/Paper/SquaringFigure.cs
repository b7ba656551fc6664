using System.Globalization;
using QuantRelu.Figures.Diagrams;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Subnetworks;

namespace QuantRelu.Figures.Paper;

/// <summary>
/// Figure 2: the network of Proposition 1 for r = 2 over {-1/2, 1/2}, unit by unit, with the copies that compensate the scaling: 4 of
/// σ(g_i), 8 of σ(g_i - 1/2), 8 of σ(A_i).
/// </summary>
public static class SquaringFigure
{
    private const int Teeth = 2;
    private const int Width = 960;
    private const int Height = 680;
    private static readonly Area Units = new(56, 96, Width - 112, 464);

    // Layer 1 makes copies of the input, the teeth come next, then A_r and its halvings.
    private const int FirstTooth = 2;
    private const int LastTooth = FirstTooth + Teeth - 1;

    /// <summary>The network that is drawn.</summary>
    public static Network Network() => Standalone.Square(Teeth, CodebookFamily.Halves).Network;

    /// <summary>Its units and connections.</summary>
    public static UnitDiagram Diagram() => UnitDiagram.Of(Network());

    /// <summary>What a group of units computes, by its layer and its number in the layer.</summary>
    public static string Name(int layer, int group) => layer switch
    {
        0 => "x",
        1 => "σ(x/2)",
        <= LastTooth => Tooth(layer - FirstTooth, group),
        LastTooth + 1 => $"A{Sub(Teeth)}",
        LastTooth + 1 + (2 * Teeth) => $"fₛ{Superscript.Of(Teeth)}(x)",
        _ => $"2{Superscript.Of(LastTooth + 1 - layer)}A{Sub(Teeth)}",
    };

    /// <summary>The figure.</summary>
    public static Picture Draw() => new(Width, Height, canvas =>
    {
        UnitDiagram diagram = Diagram();
        NetworkCounts counts = Network().Count();
        canvas.Text(string.Create(
            CultureInfo.InvariantCulture, $"Figure 2. Squaring, r = {Teeth}: depth {counts.Depth}, width {counts.Width}, {counts.Weights} weights"),
            new(Width / 2, 34), new(17, Inks.Black, Anchor.Middle));
        canvas.Text(
            "g₀ = A₀ = x,\u2003gᵢ = 2σ(gᵢ₋₁) − 4σ(gᵢ₋₁ − ½),\u2003Aᵢ = 4σ(Aᵢ₋₁) − gᵢ,\u2003fₛʳ = 4⁻ʳAᵣ", new(Width / 2, 60), new(14, Inks.Grey, Anchor.Middle));
        new UnitPainter(diagram, Units).Paint(canvas, (layer, group) => WithCopies(diagram.Layers[layer][group].Copies, Name(layer, group)));
        Key(canvas);
    });

    private static string Tooth(int i, int group) => group switch
    {
        0 => $"σ(g{Sub(i)})",
        1 => $"σ(g{Sub(i)} − ½)",
        _ => $"σ(A{Sub(i)})",
    };

    private static string WithCopies(int copies, string name) => copies == 1 ? name : $"{copies} × {name}";

    private static void Key(ICanvas canvas)
    {
        const double y = Height - 40;
        canvas.Line(new(250, y), new(290, y), new(Inks.PaleBlue, 3));
        canvas.Text("weight ½", new(298, y + 5), new(13, Inks.Black));
        canvas.Line(new(400, y), new(440, y), new(Inks.PaleVermilion, 3));
        canvas.Text("weight −½", new(448, y + 5), new(13, Inks.Black));
        canvas.Circle(new(565, y), 7, Inks.PaleGreen, new(Inks.Black, 1.1));
        canvas.Text("unit with bias −½", new(580, y + 5), new(13, Inks.Black));
    }

    private static string Sub(int number) => ((char)('₀' + number)).ToString();
}
