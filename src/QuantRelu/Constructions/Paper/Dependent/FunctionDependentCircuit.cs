using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// The network of Theorems 3 and 4 (Figure 5) as stages of circuits. With X = Tx and the local variable z_j = min(max(X - j, 0), 1) of cell
/// j, which is 0 left of the cell and 1 right of it:
/// T·f~(0) + Σ_j s_j z_j is T f^T, the interpolant, with slopes s_j that are multiples of 2^-t; Σ_γ γ(Σ_{j: γ_j = γ} Φ_δ(z_j)) are the cached
/// functions; and both are added after a clamp by the envelope 2·dist(X, ℤ), log T + 1 tents of x.
/// </summary>
/// <remarks>
/// The stages are: X, the constants 2^k, and where there are shapes the envelope and the constant 1 - δ, which later stages hold; the constants
/// Sg and i of cell j = Sg + i in group g, with S near √T; the variables of groups, w_g = min(max(X - Sg, 0), S), from which
/// z_j = min(max(w_g - i, 0), 1), so that all cells of a group that x is left of read 0; sums over cells, one for each binary digit and sign of
/// the slopes, two for each shape, Σ_j z_j and Σ_j σ(z_j - (1-δ)), and the envelope as it is; one circuit that combines the sums and scales them
/// by 2^s/T, or as <see cref="OutputScaling"/> says. A cell without a shape costs the same whether others have shapes or not.
/// </remarks>
internal sealed class FunctionDependentCircuit(
    FunctionDependentParameters parameters, RoundedFunction rounded, CachedShapes shapes, OutputScaling scaling, CancellationToken cancellationToken)
{
    // δ = 1/(8m).
    private int LogMargin => parameters.LogNodes + 3;

    private int LogCells => parameters.LogCells;

    private int LogGroup => LogCells / 2;

    private long Group => 1L << LogGroup;

    private long Groups => 1L << (LogCells - LogGroup);

    // A constant function has neither slopes nor shapes; the envelope alone keeps its sums from being none.
    private bool HasEnvelope => shapes.Shapes.Count > 0 || Enumerable.Range(0, (int)parameters.Cells).All(cell => rounded.Slope(cell) == 0);

    /// <summary>The stages.</summary>
    public StagedCircuit Build()
    {
        Sum[] sums = Sums();
        bool clamps = HasEnvelope;
        CircuitStage[] variables = [CircuitStage.Entry(1), Powers(clamps), Positions(clamps), GroupVariables(clamps)];
        return new StagedCircuit(1, [.. variables, Cells(sums), CircuitStage.Entry(sums.Length), Combination(sums)]);
    }

    // Outputs: X, the constant 1, then for k = p-1..0 the pair (0, 2^k), then, if wanted, the envelope and 1 - δ.
    private CircuitStage Powers(bool clamps)
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
        LinearForm[] clamp = clamps ? [circuit.TriangleWave(2 * circuit.Input(0), LogCells), 1 - Dyadic.PowerOfTwo(-LogMargin)] : [];
        return new CircuitStage([new CircuitArray(circuit, [scaled, powers[^1], .. powers.SelectMany(c => new[] { (LinearForm)0, c }), .. clamp])]);
    }

    // Array 0: X, 1, S, and, if wanted, the envelope and 1 - δ. Array 1: the constant Sg of each group. Array 2: the constant i of each place in a group.
    private CircuitStage Positions(bool clamps)
    {
        IEnumerable<Source> clamp = clamps ? [new Source(0, Power(-1)), new Source(0, Power(-1) + 1)] : [];
        return new CircuitStage(
        [
            Held([], [new Source(0, 0), new Source(0, 1), new Source(0, Power(LogGroup) + 1), .. clamp]),
            Position(LogGroup, LogCells),
            Position(0, LogGroup),
        ]);
    }

    private static CircuitArray Held(ImmutableArray<long> radices, ImmutableArray<Source> sources)
    {
        var circuit = new Circuit(sources.Length);
        return new CircuitArray(circuit, [.. sources.Select((_, i) => circuit.Input(i))], [new Wiring(radices, sources)]);
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

    // Array 0: w_g for each group. Array 1: the constants i. Array 2: the constant 1, and, if wanted, the envelope and 1 - δ.
    private CircuitStage GroupVariables(bool clamps)
    {
        var group = new Circuit(3);
        IEnumerable<Source> clamp = clamps ? [new Source(0, 3), new Source(0, 4)] : [];
        return new CircuitStage(
        [
            new CircuitArray(group, [Local(group)], [new Wiring([Groups], [new Source(0, 0), new Source(1, 0, CopyStrides: [1]), new Source(0, 2)])]),
            Held([Group], [new Source(2, 0, CopyStrides: [1])]),
            Held([], [new Source(0, 1), .. clamp]),
        ]);
    }

    // min(max(v - a, 0), s) of the inputs v, a and s.
    private static LinearForm Local(Circuit circuit)
    {
        LinearForm offset = circuit.Input(0) - circuit.Input(1);
        return circuit.Relu(circuit.Relu(offset, "left end") - circuit.Relu(offset - circuit.Input(2), "right end"), "local variable");
    }

    // One array for every distinct pair of slope and shape, and one for the envelope; all of them add to the same sums. A constant function has
    // no cell that adds to any.
    private CircuitStage Cells(Sum[] sums)
    {
        IEnumerable<CircuitArray> arrays = Enumerable.Range(0, sums is [EnvelopeSum] ? 0 : (int)parameters.Cells)
            .GroupBy(cell => (Slope: rounded.Slope(cell), Shape: shapes.ShapeOf[cell]))
            .OrderBy(same => same.Key)
            .Select(same =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return Alike(sums, same.Key.Slope, same.Key.Shape, [.. same.Select(cell => (long)cell)]);
            });
        return new CircuitStage([.. arrays, .. sums.OfType<EnvelopeSum>().Select(_ => Envelope(sums))], Sums: true);
    }

    // The cells of one slope and shape; 1 - δ is read by cells with a shape alone.
    private CircuitArray Alike(Sum[] sums, int slope, int shape, ImmutableArray<long> cells)
    {
        IEnumerable<Source> margin = shape < 0 ? [] : [new Source(2, 2)];
        ImmutableArray<Source> sources =
            [new Source(0, 0, CopyStrides: [1, 0]), new Source(1, 0, CopyStrides: [0, 1]), new Source(2, 0), .. margin];
        var circuit = new Circuit(sources.Length);
        LinearForm z = Local(circuit);
        return new CircuitArray(circuit, [.. sums.Select(sum => sum.Of(circuit, z, slope, shape))], [new Wiring([Groups, Group], sources, cells)]);
    }

    private static CircuitArray Envelope(Sum[] sums)
    {
        var circuit = new Circuit(1);
        return new CircuitArray(circuit, [.. sums.Select(sum => sum is EnvelopeSum ? circuit.Input(0) : 0)], [new Wiring([], [new Source(2, 1)])]);
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
                    // Σ_j σ(z_j - (1-δ)) stands next.
                    cached += circuit.Shape(circuit.Filter(inputs[i], inputs[i + 1], LogMargin), shapes.Shapes[shape.Shape]);
                    break;
                case EnvelopeSum:
                    envelope = inputs[i];
                    break;
            }
        }

        LinearForm sum = shapes.Shapes.Count == 0 ? interpolant : interpolant + circuit.Clamp(cached, envelope);
        return new CircuitStage([new CircuitArray(circuit, [scaling.Output(circuit, sum, rounded.AtGrid(0))])]);
    }

    private Sum[] Sums()
    {
        int[] slopes = [.. Enumerable.Range(0, (int)parameters.Cells).Select(rounded.Slope).Distinct()];
        Sum[] digits = [.. Enumerable.Range(0, parameters.Precision + 1)
            .SelectMany(k => new[] { 1, -1 }.Select(sign => new SlopeSum(k, sign, parameters.Precision)))
            .Where(sum => slopes.Any(sum.Has))];
        IEnumerable<Sum> shapeSums = shapes.Shapes.SelectMany((_, i) => new Sum[] { new ShapeSum(i), new MarginSum(i) });
        return HasEnvelope ? [.. digits, .. shapeSums, new EnvelopeSum()] : digits;
    }

    /// <summary>What a cell adds to one sum over all cells.</summary>
    private abstract record Sum
    {
        public abstract LinearForm Of(Circuit circuit, LinearForm z, int slope, int shape);
    }

    /// <summary>z_j where digit 2^-k of the slope is set and the slope has a sign.</summary>
    private sealed record SlopeSum(int Digit, int Sign, int Precision) : Sum
    {
        public bool Has(int slope) => Math.Sign(slope) == Sign && ((Math.Abs(slope) >> (Precision - Digit)) & 1) == 1;

        public override LinearForm Of(Circuit circuit, LinearForm z, int slope, int shape) => Has(slope) ? circuit.Relu(z, "slope") : 0;
    }

    /// <summary>z_j where the cell has a shape.</summary>
    private sealed record ShapeSum(int Shape) : Sum
    {
        public override LinearForm Of(Circuit circuit, LinearForm z, int slope, int shape) => shape == Shape ? circuit.Relu(z, "shape") : 0;
    }

    /// <summary>σ(z_j - (1-δ)) where the cell has a shape, which then reads 1 - δ.</summary>
    private sealed record MarginSum(int Shape) : Sum
    {
        public override LinearForm Of(Circuit circuit, LinearForm z, int slope, int shape) =>
            shape == Shape ? circuit.Relu(z - circuit.Input(3), "margin") : 0;
    }

    /// <summary>2·dist(X, ℤ), to which no cell adds.</summary>
    private sealed record EnvelopeSum : Sum
    {
        public override LinearForm Of(Circuit circuit, LinearForm z, int slope, int shape) => 0;
    }
}
