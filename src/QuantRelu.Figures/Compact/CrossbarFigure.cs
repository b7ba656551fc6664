using System.Globalization;
using QuantRelu.Constructions.Crossbar;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats.Tables;

namespace QuantRelu.Figures.Compact;

/// <summary>The crossbar as layers: how many units each of its stages has in each layer, counted on its plan.</summary>
public static class CrossbarFigure
{
    private const int Width = 900;
    private const double Left = 62, Lane = 118, Top = 152, Row = 19, Foot = 26;
    private const double TextSize = 12.5;

    private static readonly (CrossbarStage Stage, string Name, Colour Colour)[] Lanes =
    [
        (CrossbarStage.Coordinate, "coordinate", Inks.PaleBlue), (CrossbarStage.Folds, "folds", Inks.Sky), (CrossbarStage.Tree, "tree", Inks.PaleGreen),
        (CrossbarStage.Columns, "columns", Inks.PaleVermilion), (CrossbarStage.Planes, "planes", Inks.Orange), (CrossbarStage.Sum, "amplifier", Inks.Purple),
        (CrossbarStage.Constants, "constants", Inks.Silver),
    ];

    /// <summary>The plan of the crossbar for a target and an error over ±1/2.</summary>
    /// <exception cref="TargetException">The construction does not fit the target.</exception>
    public static CrossbarPlan Plan(NetworkRequest of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return CrossbarConstruction.Instance.Plan(new NetworkRequest(of.Target, of.Error));
    }

    /// <summary>The units and weights of every stage in every layer.</summary>
    /// <inheritdoc cref="Plan"/>
    public static DataTable Table(NetworkRequest of) => new(
        ["stage", "layer", "units", "weights"],
        Plan(of).Stages.Select(s => (IReadOnlyList<DataCell>)[NameOf(s.Stage), s.Layer, (double)s.Units, (double)s.Weights]));

    /// <summary>The figure.</summary>
    /// <inheritdoc cref="Plan"/>
    public static Picture Draw(NetworkRequest of)
    {
        CrossbarPlan plan = Plan(of);
        return new Picture(Width, (int)(Top + (Row * plan.Depth!.Value) + Foot), canvas => Paint(canvas, plan));
    }

    private static void Paint(ICanvas canvas, CrossbarPlan plan)
    {
        ImmutableArray<CrossbarShare> shares = plan.Stages;
        IReadOnlyDictionary<string, string> p = plan.Provenance.Parameters;
        double error = (double)plan.Request.Error;
        canvas.TextWithin(
            Width - 40,
            string.Create(CultureInfo.InvariantCulture, $"Figure crossbar. Within {error:R}: {plan.Depth} layers, {plan.LeastWeights:N0} weights of one bit"),
            new(Width / 2, 32),
            new(18, Inks.Black, Anchor.Middle));
        canvas.TextWithin(
            Width - 40, $"{p["pieces"]} pieces in {p["cells"]} cells of up to {p["m"]}. Units of each stage in each layer, all copies counted",
            new(Width / 2, 58), new(14, Inks.Grey, Anchor.Middle));
        canvas.TextWithin(
            Width - 40, "Folds drive the tree; its leaves are read by columns and planes, one weight for a bit; the amplifier adds up and doubles",
            new(Width / 2, 79), new(14, Inks.Grey, Anchor.Middle));
        double most = Math.Log2(1 + shares.Max(s => s.Units));
        canvas.Text("layer", new(Left - 10, Top - 8), new(TextSize, Inks.Grey, Anchor.End));
        for (int layer = 1; layer <= plan.Depth; layer++)
        {
            canvas.Text($"{layer}", new(Left - 10, Baseline(layer)), new(TextSize, Inks.Grey, Anchor.End));
        }

        for (int lane = 0; lane < Lanes.Length; lane++)
        {
            (CrossbarStage stage, string name, Colour colour) = Lanes[lane];
            CrossbarShare[] own = [.. shares.Where(s => s.Stage == stage)];
            double centre = Left + (Lane * (lane + 0.5));
            canvas.Box(new(centre - (Lane / 2) + 2, Top - 4, Lane - 4, (Row * plan.Depth!.Value) + 8), 4, Inks.Band, null);
            canvas.Text(name, new(centre, Top - 44), new(15, Inks.Black, Anchor.Middle));
            canvas.Text(Counted(own.Sum(s => s.Units), "unit"), new(centre, Top - 27), new(TextSize, Inks.Grey, Anchor.Middle));
            canvas.Text(Counted(own.Sum(s => s.Weights), "weight"), new(centre, Top - 11), new(TextSize, Inks.Grey, Anchor.Middle));
            foreach (CrossbarShare share in own)
            {
                double width = (Lane - 16) * Math.Log2(1 + share.Units) / most;
                canvas.Box(new(centre - (width / 2), Baseline(share.Layer) - 13.5, width, Row - 2), 2, colour, null);
                string units = share.Units.ToString("N0", CultureInfo.InvariantCulture);
                canvas.Text(units, new(centre, Baseline(share.Layer)), new(TextSize, Inks.Black, Anchor.Middle));
            }
        }
    }

    private static string Counted(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? string.Empty : "s")}");

    private static double Baseline(int layer) => Top + (Row * layer) - 4.5;

    private static string NameOf(CrossbarStage stage) => Array.Find(Lanes, l => l.Stage == stage).Name;
}
