using System.Globalization;
using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Constructions.Paper;
using QuantRelu.Figures.Diagrams;
using QuantRelu.Figures.Plots;
using QuantRelu.Figures.Rendering;
using QuantRelu.Graph;
using QuantRelu.Subnetworks;

namespace QuantRelu.Figures.Paper;

/// <summary>
/// Figure 3: the network of Theorem 1 for a target as blocks, with copies, depths and widths that are read from that network. Where one
/// part ends and the next begins within a stage is found by realizing the first part alone.
/// </summary>
public static class FunctionIndependentFigure
{
    private const int MostDegrees = 3;

    /// <summary>The diagram of the network for a target.</summary>
    /// <exception cref="TargetException">The target is not in any W^{n,∞} with the n asked for.</exception>
    public static BlockDiagram Diagram(NetworkRequest subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        FunctionIndependentPlan plan = PaperConstructions.Independent.Plan(subject);
        Network network = plan.Topology;
        string x = Inputs(plan.Parameters.Dimension);
        var rows = new BlockRows(network);
        rows.Add(("σ(x/2): copies of the input", [0]));
        rows.Add(($"{x}, and the constants 2⁻¹ to 2{Superscript.Of(-plan.Parameters.LogGrid)}", [0]));
        AddLines(rows, plan);
        AddTerms(rows, plan);
        if (network.Stages.Length > 4)
        {
            rows.Add(("copies of the sum", [0]));
            rows.Add((string.Create(CultureInfo.InvariantCulture,
                $"scale the sum by {BigInteger.Parse(plan.Provenance.Parameters["scale"], CultureInfo.InvariantCulture):N0}"), [0]));
        }

        return new BlockDiagram(NetworkTitle.Of(3, 1, subject.Family, network), [.. Caption(plan, subject.Family)], x, rows.Rows, "f″(x)");
    }

    /// <summary>The figure.</summary>
    /// <inheritdoc cref="Diagram"/>
    public static Picture Draw(NetworkRequest subject) => BlockPainter.ToPicture(Diagram(subject));

    private static string[] Caption(FunctionIndependentPlan plan, CodebookFamily family)
    {
        Provenance made = plan.Provenance;
        FunctionIndependentParameters p = plan.Parameters;
        return
        [
            $"f = {made.Target}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"d = {p.Dimension}, n = {p.Smoothness}, ε = {(double)made.Error!.Value}{NetworkTitle.Lambda(family)}: N = {p.Grid:N0}, r = {p.Teeth}, "
                    + $"t = {made.Parameters["t"]}{Omitted(p.Smoothness)}"),
        ];
    }

    private static string Omitted(int smoothness) => (smoothness - MostDegrees) switch
    {
        <= 0 => string.Empty,
        1 => $"; degree {MostDegrees - 1} is not drawn",
        _ => $"; degrees {MostDegrees - 1} to {smoothness - 2} are not drawn",
    };

    private static string Inputs(int dimension) => dimension switch { 1 => "x", 2 => "x₁, x₂", 3 => "x₁, x₂, x₃", _ => $"x₁, …, x{Sub(dimension)}" };

    // |x_k - i/N|, then times 3N, then h.
    private static void AddLines(BlockRows rows, FunctionIndependentPlan plan)
    {
        FunctionIndependentParameters p = plan.Parameters;
        Codebook codebook = plan.Topology.Codebook;
        var circuit = new Circuit(p.LogGrid + 2);
        LinearForm distance = circuit.AbsoluteValue(circuit.Input(0) - LinearForm.Sum(Enumerable.Range(1, p.LogGrid + 1).Select(circuit.Input)));
        int distanceEnds = LastLayer(circuit, distance, codebook);
        int scaleEnds = LastLayer(circuit, circuit.Scale(distance, 3 * Dyadic.Create(p.Grid, 0)), codebook);
        string x = p.Dimension == 1 ? "x" : "xₖ";
        rows.Add(rows.Stage.Depth, [new ColumnPlan([.. Enumerable.Range(0, rows.Stage.Arrays.Length)], [0],
            [($"|{x} − i/N| on each grid line", distanceEnds), ("scale by 3N", scaleEnds), ($"h(3N|{x} − i/N|)", rows.Stage.Depth)])]);
    }

    // For each degree |k| the products of ψ_m(x)(x - m/N)^k and their weight blocks; then the sum.
    private static void AddTerms(BlockRows rows, FunctionIndependentPlan plan)
    {
        int depth = rows.Stage.Depth - 1;
        int[] degrees = [.. Enumerable.Range(0, plan.Parameters.Smoothness)];
        int[] shown = degrees.Length <= MostDegrees ? degrees : [.. degrees.Take(MostDegrees - 1), degrees[^1]];
        var columns = shown.Select(degree => Terms(rows.Stage, plan, degree, depth)).ToList();
        if (plan.Topology.Stages.Length > 4)
        {
            columns.Add(new ColumnPlan([rows.Stage.Arrays.Length - 1], [], [("+ 2, to keep Σ ≥ 0", depth)]));
        }

        rows.Add(depth, columns);
        rows.AddSums(("Σ of all terms", rows.Stage.Arrays[0].Block.Outputs, [.. Enumerable.Range(0, columns.Count)]));
    }

    private static ColumnPlan Terms(Stage stage, FunctionIndependentPlan plan, int degree, int depth)
    {
        FunctionIndependentParameters p = plan.Parameters;
        int before = Enumerable.Range(0, degree).Sum(j => Kinds(p.Dimension, j));
        int[] arrays = [.. Enumerable.Range(before, Kinds(p.Dimension, degree))];
        string power = degree == 0 ? string.Empty : $"(x − m/N){(p.Dimension > 1 ? "ᵏ" : degree > 1 ? Superscript.Of(degree) : string.Empty)}";
        string weight = p.Dimension == 1 ? $"weight βₘ{Sub(degree)}" : $"weight βₘₖ, |k| = {degree}";
        var circuit = new Circuit(p.Dimension + degree);
        LinearForm product = circuit.Product([.. Enumerable.Range(0, circuit.Inputs).Select(circuit.Input)], p.Teeth);
        return circuit.Inputs == 1
            ? new ColumnPlan(arrays, [0], [(weight, depth)])
            : new ColumnPlan(arrays, [0], [($"×′: ψₘ(x){power}", Realization.Depth(circuit, [product], plan.Topology.Codebook)), (weight, depth)]);
    }

    // How many k have |k| = degree.
    private static int Kinds(int dimension, int degree) => (int)Math.Round(MathNet.Numerics.SpecialFunctions.Binomial(degree + dimension - 1, degree));

    // The layer of the last units that a form reads.
    private static int LastLayer(Circuit circuit, LinearForm form, Codebook codebook) => Realization.Depth(circuit, [form], codebook) - 1;

    private static string Sub(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(c => (char)(c - '0' + '₀')));
}
