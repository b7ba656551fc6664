using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// The network of Theorems 3 and 4 (Figure 5) as stages of circuits. With X = Tx and the local variable z_j = min(max(X - j, 0), 1) of cell
/// j, which is 0 left of the cell and 1 right of it:
/// T·f~(0) + Σ_j s_j z_j is T f^T, the interpolant, with slopes s_j that are multiples of 2^-t; Σ_γ γ(Σ_{j: γ_j = γ} Φ_δ(z_j)) are the cached
/// functions; and both are added after a clamp by the envelope 2·dist(X, ℤ) = Σ_j tent(z_j).
/// </summary>
/// <remarks>
/// The stages are: X and the constants 2^k; the constants Sg and i of cell j = Sg + i in group g, with S near √T; the variables of groups,
/// w_g = min(max(X - Sg, 0), S), from which z_j = min(max(w_g - i, 0), 1), so that all cells of a group that x is left of read 0; sums over
/// cells, one for each binary digit and sign of the slopes, one for each shape, and the envelope; one circuit that combines the
/// sums and scales them by 2^s/T.
/// </remarks>
internal sealed class FunctionDependentCircuit(
    FunctionDependentParameters parameters, RoundedFunction rounded, CachedShapes shapes, int logScale, CancellationToken cancellationToken)
{
    // δ = 1/(8m).
    private int LogMargin => parameters.LogNodes + 3;

    private int LogCells => parameters.LogCells;

    private int LogGroup => LogCells / 2;

    private long Group => 1L << LogGroup;

    private long Groups => 1L << (LogCells - LogGroup);

    /// <summary>The stages.</summary>
    public StagedCircuit Build()
    {
        Sum[] sums = Sums();
        return new StagedCircuit(
            1, [CircuitStage.Entry(1), Powers(), Positions(), GroupVariables(), Cells(sums), CircuitStage.Entry(sums.Length), Combination(sums)]);
    }

    // Outputs: X, the constant 1, then for k = p-1..0 the pair (0, 2^k).
    private CircuitStage Powers()
    {
        var circuit = new Circuit(1);
        LinearForm power = circuit.Relu(1, "one");
        var powers = new List<LinearForm> { power };
        for (int k = 1; k < LogCells; k++)
        {
            powers.Add(power = circuit.Relu(2 * power, $"constant 2^{k}"));
        }

        powers.Reverse();
        LinearForm scaled = circuit.Scale(circuit.Relu(2 * circuit.Input(0), "x"), Dyadic.PowerOfTwo(LogCells));
        return new CircuitStage([new CircuitArray(circuit, [scaled, powers[^1], .. powers.SelectMany(c => new[] { (LinearForm)0, c })])]);
    }

    // Array 0: X, 1 and S. Array 1: the constant Sg of each group. Array 2: the constant i of each place in a group.
    private CircuitStage Positions()
    {
        var held = new Circuit(3);
        ImmutableArray<Source> sources = [new Source(0, 0), new Source(0, 1), new Source(0, Power(LogGroup) + 1)];
        return new CircuitStage(
        [
            new CircuitArray(held, [held.Input(0), held.Input(1), held.Input(2)], [new Wiring([], sources)]),
            Position(LogGroup, LogCells),
            Position(0, LogGroup),
        ]);
    }

    // Where the pair (0, 2^k) stands among the outputs of the powers.
    private int Power(int k) => 2 + (2 * (LogCells - 1 - k));

    // Constants that are added up from the powers 2^from to 2^(to-1) that are their binary digits.
    private CircuitArray Position(int from, int to)
    {
        int digits = to - from;
        var circuit = new Circuit(digits);
        LinearForm sum = circuit.Relu(LinearForm.Sum(Enumerable.Range(0, digits).Select(circuit.Input)), "position");
        IEnumerable<Source> sources = Enumerable.Range(0, digits)
            .Select(c => new Source(0, Power(to - 1 - c), OutputStrides: [.. Enumerable.Range(0, digits).Select(axis => axis == c ? 1L : 0L)]));
        return new CircuitArray(circuit, [sum], [new Wiring([.. Enumerable.Repeat(2L, digits)], [.. sources])]);
    }

    // Array 0: w_g for each group. Array 1: the constants i. Array 2: the constant 1.
    private CircuitStage GroupVariables()
    {
        var group = new Circuit(3);
        var held = new Circuit(1);
        return new CircuitStage(
        [
            new CircuitArray(group, [Local(group)], [new Wiring([Groups], [new Source(0, 0), new Source(1, 0, CopyStrides: [1]), new Source(0, 2)])]),
            new CircuitArray(held, [held.Input(0)], [new Wiring([Group], [new Source(2, 0, CopyStrides: [1])])]),
            new CircuitArray(held, [held.Input(0)], [new Wiring([], [new Source(0, 1)])]),
        ]);
    }

    // min(max(v - a, 0), s) of the inputs v, a and s.
    private static LinearForm Local(Circuit circuit)
    {
        LinearForm offset = circuit.Input(0) - circuit.Input(1);
        return circuit.Relu(circuit.Relu(offset, "left end") - circuit.Relu(offset - circuit.Input(2), "right end"), "local variable");
    }

    // One array for every distinct pair of slope and shape; all of them add to the same sums.
    private CircuitStage Cells(Sum[] sums)
    {
        ImmutableArray<Source> sources = [new Source(0, 0, CopyStrides: [1, 0]), new Source(1, 0, CopyStrides: [0, 1]), new Source(2, 0)];
        IEnumerable<CircuitArray> arrays = Enumerable.Range(0, (int)parameters.Cells)
            .GroupBy(cell => (Slope: rounded.Slope(cell), Shape: shapes.ShapeOf[cell]))
            .OrderBy(same => same.Key)
            .Select(same =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var circuit = new Circuit(3);
                LinearForm z = Local(circuit);
                ImmutableArray<LinearForm> outputs = [.. sums.Select(sum => sum.Of(circuit, z, same.Key.Slope, same.Key.Shape, LogMargin))];
                return new CircuitArray(circuit, outputs, [new Wiring([Groups, Group], sources, [.. same.Select(cell => (long)cell)])]);
            });
        return new CircuitStage([.. arrays], Sums: true);
    }

    private CircuitStage Combination(Sum[] sums)
    {
        var circuit = new Circuit(sums.Length);
        LinearForm[] inputs = [.. sums.Select((_, i) => 2 * circuit.Input(i))];
        LinearForm interpolant = 0, cached = 0, envelope = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            switch (sums[i])
            {
                case SlopeSum slope:
                    interpolant += slope.Sign * circuit.Relu(
                        Dyadic.PowerOfTwo(-slope.Digit) * circuit.Relu(inputs[i], "sum of a digit"), "digit of the slopes");
                    break;
                case ShapeSum shape:
                    cached += circuit.Shape(inputs[i], shapes.Shapes[shape.Shape]);
                    break;
                default:
                    envelope = inputs[i];
                    break;
            }
        }

        LinearForm sum = shapes.Shapes.Count == 0 ? interpolant : interpolant + circuit.Clamp(cached, envelope);
        Dyadic scale = Dyadic.PowerOfTwo(logScale);
        LinearForm output = circuit.Constant(scale * rounded.AtGrid(0)) + circuit.ScaleSigned(sum, scale * Dyadic.PowerOfTwo(-LogCells));
        return new CircuitStage([new CircuitArray(circuit, [output])]);
    }

    private Sum[] Sums()
    {
        int[] slopes = [.. Enumerable.Range(0, (int)parameters.Cells).Select(rounded.Slope).Distinct()];
        Sum[] digits = [.. Enumerable.Range(0, parameters.Precision + 1)
            .SelectMany(k => new[] { 1, -1 }.Select(sign => new SlopeSum(k, sign, parameters.Precision)))
            .Where(sum => slopes.Any(sum.Has))];
        IEnumerable<Sum> shapeSums = shapes.Shapes.Select((_, i) => new ShapeSum(i));

        // A constant function has neither slopes nor shapes; the envelope alone keeps its stage from being empty.
        bool clamps = shapes.Shapes.Count > 0 || digits.Length == 0;
        return clamps ? [.. digits, .. shapeSums, new EnvelopeSum()] : digits;
    }

    /// <summary>What a cell adds to one sum over all cells.</summary>
    private abstract record Sum
    {
        public abstract LinearForm Of(Circuit circuit, LinearForm z, int slope, int shape, int logMargin);
    }

    /// <summary>z_j where digit 2^-k of the slope is set and the slope has a sign.</summary>
    private sealed record SlopeSum(int Digit, int Sign, int Precision) : Sum
    {
        public bool Has(int slope) => Math.Sign(slope) == Sign && ((Math.Abs(slope) >> (Precision - Digit)) & 1) == 1;

        public override LinearForm Of(Circuit circuit, LinearForm z, int slope, int shape, int logMargin) => Has(slope) ? circuit.Relu(z, "slope") : 0;
    }

    /// <summary>Φ_δ(z_j) where the cell has a shape.</summary>
    private sealed record ShapeSum(int Shape) : Sum
    {
        public override LinearForm Of(Circuit circuit, LinearForm z, int slope, int shape, int logMargin) => shape == Shape ? circuit.Filter(z, logMargin) : 0;
    }

    /// <summary>2·dist(X, ℤ).</summary>
    private sealed record EnvelopeSum : Sum
    {
        public override LinearForm Of(Circuit circuit, LinearForm z, int slope, int shape, int logMargin) => circuit.Tent(z);
    }
}
