using System.Globalization;
using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Constructions.Paper;
using QuantRelu.Figures.Diagrams;
using QuantRelu.Figures.Rendering;
using QuantRelu.Formats.Tables;
using QuantRelu.Graph;

namespace QuantRelu.Figures.Paper;

/// <summary>
/// Figure 5: the network of Theorem 3 for a target as blocks, with copies, depths and widths that are read from that network: the
/// interpolant f^T, the cached functions γ behind the filter Φ_δ, and their sum.
/// </summary>
public static class FunctionDependentFigure
{
    /// <summary>The diagram of the network for a target.</summary>
    /// <exception cref="TargetException">The target has several variables, or is not Lipschitz as far as known.</exception>
    public static BlockDiagram Diagram(NetworkRequest subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ConstructedNetwork built = PaperConstructions.Dependent.Build(subject with { Smoothness = 1 });
        IReadOnlyDictionary<string, string> made = built.Provenance.Parameters;
        var rows = new BlockRows(built.Network);
        int shapes = int.Parse(made["shapes"], CultureInfo.InvariantCulture);
        bool clamps = HasEnvelope(built.Network, BigInteger.Parse(made["T"], CultureInfo.InvariantCulture));
        rows.Add(("σ(x/2): copies of the input", [0]));
        rows.Add((clamps ? "X = Tx, 1, 2, …, T/2, 1 − δ, and E from log T + 1 tents" : "X = Tx, and the constants 1, 2, …, T/2", [0]));
        string held = clamps ? "X, 1, S, E, 1 − δ, held" : "X, 1 and S, held";
        rows.Add((held, [0]), ("constants Sg, where groups begin", [0]), ("constants i, places in a group", [0]));
        rows.Add(("w = min(max(X − Sg, 0), S)", [0, 1]), ("constants i, held", [2]), (clamps ? "1, E, 1 − δ, held" : "1, held", [0]));
        AddCells(rows, shapes, clamps);
        rows.Add(("copies of the sums", [.. Enumerable.Range(0, rows.Rows[^1].Columns.Length)]));
        rows.Add((shapes == 0 ? "fᵀ from f~(0) and the sums" : "fᵀ, f* = Σγ clamped by ±E, and their sum", [0]));
        return new BlockDiagram(NetworkTitle.Of(5, 3, subject.Family, built.Network), [.. Caption(built.Provenance, subject.Family)], "x", rows.Rows,
            shapes == 0 ? "fᵀ(x)" : "fᵀ(x) + f*(x)");
    }

    /// <summary>The cached functions γ: for each, at its nodes k/m, the height 2c/m, and how many of the T cells have it.</summary>
    /// <inheritdoc cref="Diagram"/>
    public static DataTable Table(NetworkRequest subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        FunctionDependentPlan plan = PaperConstructions.Dependent.Plan(subject with { Smoothness = 1 });
        int m = plan.Parameters.Nodes;
        return new DataTable(
            ["shape", "cells", "node", "z", "height"],
            plan.Shapes().SelectMany((shape, number) => Enumerable.Range(0, m + 1).Select(k => (IReadOnlyList<DataCell>)
                [number + 1, shape.Cells, k, (double)k / m, k == 0 || k == m ? 0.0 : 2.0 * shape.Heights[k - 1] / m])));
    }

    /// <summary>The figure.</summary>
    /// <inheritdoc cref="Diagram"/>
    public static Picture Draw(NetworkRequest subject) => BlockPainter.ToPicture(Diagram(subject));

    private static string[] Caption(Provenance made, CodebookFamily family)
    {
        string scale = made.Parameters["scale"] == "1" ? string.Empty : $", for f/{made.Parameters["scale"]}";
        return
        [
            $"f = {made.Target}{scale}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"ε = {(double)made.Error!.Value}{NetworkTitle.Lambda(family)}: T = {made.Parameters["T"]}, m = {made.Parameters["m"]}, "
                    + $"t = {made.Parameters["t"]}, δ = {made.Parameters["delta"]}, |Γ| = {made.Parameters["shapes"]}; group g has S cells, S near √T"),
        ];
    }

    // Beside the cells, of which a constant has none, the stage has one array that passes the envelope on.
    private static bool HasEnvelope(Network network, BigInteger cells) =>
        network.Stages[4].Arrays.Aggregate(BigInteger.Zero, (copies, array) => copies + array.Copies) != cells;

    // All cells and the envelope, then what they add up to: digits of the slopes, and for each shape the variable and what the filter takes off it.
    private static void AddCells(BlockRows rows, int shapes, bool clamps)
    {
        Stage stage = rows.Stage;
        int outputs = stage.Arrays[0].Block.Outputs - (clamps ? 1 : 0);
        int depth = stage.Depth - 1;
        int cells = stage.Arrays.Length - (clamps ? 1 : 0);
        string parts = shapes == 0 ? "zⱼ for fᵀ" : "zⱼ for fᵀ and γ, σ(zⱼ − (1 − δ))";
        int local = LocalVariableEnds(rows.Network.Codebook);
        (string, int)[] boxes = [("zⱼ = min(max(w − i, 0), 1) of each cell", local), (parts, depth)];
        IEnumerable<ColumnPlan> all = cells == 0 ? [] : [new ColumnPlan([.. Enumerable.Range(0, cells)], [0, 1, 2], boxes)];
        IEnumerable<ColumnPlan> envelope = clamps ? [new ColumnPlan([cells], [2], [("E, held", depth)])] : [];
        rows.Add(depth, [.. all, .. envelope]);
        (string Text, int Outputs, int[] Reads)[] sums =
        [
            ("Σ zⱼ for each digit of the slopes", outputs - (2 * shapes), [0]),
            ("Σ zⱼ for each γ of Γ", shapes, [0]),
            ("Σ σ(zⱼ − (1 − δ)) for each", shapes, [0]),
            ("E, held", clamps ? 1 : 0, [cells == 0 ? 0 : 1]),
        ];
        rows.AddSums([.. sums.Where(sum => sum.Outputs > 0)]);
    }

    // z = σ(σ(w - i) - σ(w - i - 1)), realized alone.
    private static int LocalVariableEnds(Codebook codebook)
    {
        var circuit = new Circuit(3);
        LinearForm offset = circuit.Input(0) - circuit.Input(1);
        LinearForm z = circuit.Relu(circuit.Relu(offset) - circuit.Relu(offset - circuit.Input(2)));
        return Realization.Depth(circuit, [z], codebook) - 1;
    }
}
