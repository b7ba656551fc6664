using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// The network of Theorems 1 and 2 (Figure 3) as stages of circuits, for every target at once:
/// f''(x) = Σ_m Σ_{|k|&lt;n} β_{m,k} f~_{m,k}(x), equations (14) to (18), with one block per (m, k), m in {0..N}^d.
/// </summary>
/// <remarks>
/// The stages are: the inputs and the powers 2^-1..2^-p, N = 2^p; the grid lines i/N of each coordinate, where i/N is added
/// up from the powers that are the binary digits of i, and |x - i/N| and h(3N|x - i/N|) are formed, shared by all m; the
/// products ψ_m(x)(x - m/N)^k and a weight block each, all added up; and, for targets outside the unit ball, a scaling
/// of the sum by a power of two. The blocks of one degree |k| are one circuit, wired to other coordinates. Where <see cref="TermScaling"/> says so,
/// the second and third stage are made of Nx and of the integers i instead of x and i/N.
/// </remarks>
internal static class FunctionIndependentCircuit
{
    /// <summary>The construction.</summary>
    /// <param name="parameters">d, n, N, r; and the weight precision t as realized.</param>
    /// <param name="scaling">How the weight blocks and products are made.</param>
    /// <param name="logScale">s ≥ 0: the sum is multiplied by 2^s.</param>
    public static StagedCircuit Of(FunctionIndependentParameters parameters, TermScaling scaling, int logScale)
    {
        CircuitStage terms = Terms(parameters, scaling, logScale, Grid(parameters));
        CircuitStage[] stages = [.. BeforeTerms(parameters, scaling), terms];
        return new StagedCircuit(parameters.Dimension, logScale == 0 ? stages : [.. stages, CircuitStage.Entry(1), Scale(logScale)]);
    }

    /// <summary>The grid of the points m/N, N + 1 along each axis.</summary>
    public static ImmutableArray<long> Grid(FunctionIndependentParameters parameters) =>
        [.. Enumerable.Repeat(parameters.Grid + 1, parameters.Dimension)];

    /// <summary>The same for targets of the unit ball, to be counted: the terms of one grid point stand for all, so that N may be of any size.</summary>
    public static StagedCircuit ToCount(FunctionIndependentParameters parameters, TermScaling scaling)
    {
        BigInteger points = BigInteger.Pow((BigInteger.One << parameters.LogGrid) + 1, parameters.Dimension);
        CircuitStage one = Terms(parameters, scaling, logScale: 0, [.. Enumerable.Repeat(1L, parameters.Dimension)]);
        CircuitStage all = one with { Arrays = [.. one.Arrays.Select(a => a with { Times = points })] };
        return new StagedCircuit(parameters.Dimension, [.. BeforeTerms(parameters, scaling), all]);
    }

    private static CircuitStage[] BeforeTerms(FunctionIndependentParameters parameters, TermScaling scaling) => scaling.Chain is null
        ? [CircuitStage.Entry(parameters.Dimension), Powers(parameters), Lines(parameters, Line)]
        : [CircuitStage.Entry(parameters.Dimension), IntegerPowers(parameters), Lines(parameters, IntegerLine)];

    /// <summary>The multi-indices k of one degree |k|, each as the coordinates of its factors in ascending order: (2, 0, 1) is x, x, z.</summary>
    public static IEnumerable<int[]> Factors(int dimension, int degree) => degree == 0
        ? [[]]
        : Factors(dimension, degree - 1).SelectMany(f => Enumerable.Range(0, dimension).Where(i => f.Length == 0 || i >= f[^1]).Select(i => (int[])[.. f, i]));

    /// <summary>The bank with the codes of β_{m,k} for all m: copy m holds the weight of ψ_m(x)(x - m/N)^k.</summary>
    public static string Bank(MultiIndex k) => $"beta {k}";

    /// <summary>k of its factors.</summary>
    public static MultiIndex Index(int dimension, int[] factors) => new([.. Enumerable.Range(0, dimension).Select(i => factors.Count(f => f == i))]);

    // Outputs: x_1..x_d, then for j = 1..p the pair (0, 2^-j), then the pair (0, 2^-p) that completes 1 = 2^-1 + ... + 2^-p + 2^-p.
    private static CircuitStage Powers(FunctionIndependentParameters parameters)
    {
        var circuit = new Circuit(parameters.Dimension);
        var outputs = new List<LinearForm>();
        for (int i = 0; i < parameters.Dimension; i++)
        {
            outputs.Add(2 * circuit.Input(i));
        }

        for (int j = 1; j <= parameters.LogGrid + 1; j++)
        {
            outputs.Add(0);
            outputs.Add(Dyadic.PowerOfTwo(-Math.Min(j, parameters.LogGrid)));
        }

        return new CircuitStage([new CircuitArray(circuit, [.. outputs])]);
    }

    // The same with N times each: Nx_1..Nx_d, then the integers 2^{p-1}..2^0, 2^0.
    private static CircuitStage IntegerPowers(FunctionIndependentParameters parameters)
    {
        var circuit = new Circuit(parameters.Dimension);
        var outputs = new List<LinearForm>();
        for (int i = 0; i < parameters.Dimension; i++)
        {
            outputs.Add(circuit.Scale(circuit.Relu(2 * circuit.Input(i), "x"), Dyadic.PowerOfTwo(parameters.LogGrid)));
        }

        LinearForm one = circuit.Relu(1, "one");
        var powers = new List<LinearForm>();
        for (int k = 0; k < parameters.LogGrid; k++)
        {
            powers.Add(k == 0 ? one : circuit.Relu(2 * powers[^1], $"constant 2^{k}"));
        }

        foreach (LinearForm power in powers.AsEnumerable().Reverse().Append(one))
        {
            outputs.Add(0);
            outputs.Add(power);
        }

        return new CircuitStage([new CircuitArray(circuit, [.. outputs])]);
    }

    // h(3N|x - i/N|) and the two parts of x - i/N.
    private static LinearForm[] Line(FunctionIndependentParameters parameters, Circuit circuit, LinearForm offset)
    {
        (LinearForm positive, LinearForm negative) = circuit.Parts(offset);
        return [circuit.Hat(circuit.Scale(positive + negative, 3 * Dyadic.PowerOfTwo(parameters.LogGrid))), positive, negative];
    }

    // h(3|v|) with v = Nx - i, and the two parts of v, cut off at 1: where v is beyond, h is 0.
    private static LinearForm[] IntegerLine(FunctionIndependentParameters parameters, Circuit circuit, LinearForm offset)
    {
        (LinearForm positive, LinearForm negative) = circuit.Parts(offset);
        LinearForm hat = circuit.Hat(3 * (positive + negative));
        return parameters.Smoothness > 1
            ? [hat, positive - circuit.Relu(offset - 1, "beyond 1"), negative - circuit.Relu(-offset - 1, "beyond -1")]
            : [hat, positive, negative];
    }

    // One array per coordinate. Outputs: h on each grid line and, when n > 1, the two parts of the distance.
    private static CircuitStage Lines(FunctionIndependentParameters parameters, Func<FunctionIndependentParameters, Circuit, LinearForm, LinearForm[]> line)
    {
        int p = parameters.LogGrid;
        var circuit = new Circuit(p + 2);
        LinearForm[] made = line(parameters, circuit, circuit.Input(0) - LinearForm.Sum(Enumerable.Range(1, p + 1).Select(circuit.Input)));
        ImmutableArray<LinearForm> outputs = parameters.Smoothness > 1 ? [.. made] : [made[0]];
        return new CircuitStage([.. Enumerable.Range(0, parameters.Dimension)
            .Select(i => new CircuitArray(circuit, outputs, [LinesBelowOne(parameters, i), LineOne(parameters, i)]))]);
    }

    private static Wiring LinesBelowOne(FunctionIndependentParameters parameters, int coordinate)
    {
        int p = parameters.LogGrid;
        IEnumerable<Source> digits = Enumerable.Range(0, p).Select(j => new Source(0, parameters.Dimension + (2 * j), OutputStrides: Axis(j, p)));
        return new Wiring([.. Enumerable.Repeat(2L, p)], [new Source(0, coordinate), .. digits, new Source(0, parameters.Dimension + (2 * p))]);
    }

    private static Wiring LineOne(FunctionIndependentParameters parameters, int coordinate) => new(
        [], [new Source(0, coordinate), .. Enumerable.Range(0, parameters.LogGrid + 1).Select(j => new Source(0, parameters.Dimension + (2 * j) + 1))]);

    private static CircuitStage Terms(FunctionIndependentParameters parameters, TermScaling scaling, int logScale, ImmutableArray<long> grid)
    {
        int d = parameters.Dimension;
        var arrays = new List<CircuitArray>();
        for (int degree = 0; degree < parameters.Smoothness; degree++)
        {
            (Circuit circuit, LinearForm output) = Term(parameters, degree, scaling);
            foreach (int[] factors in Factors(d, degree))
            {
                IEnumerable<Source> hats = Enumerable.Range(0, d).Select(i => new Source(i, 0, CopyStrides: Axis(i, d)));
                IEnumerable<Source> parts = factors.SelectMany(i => new[] { 1, 2 }.Select(part => new Source(i, part, CopyStrides: Axis(i, d))));
                arrays.Add(new CircuitArray(circuit, [output], [new Wiring(grid, [.. hats, .. parts])]) { Bank = Bank(Index(d, factors)) });
            }
        }

        if (logScale > 0)
        {
            var offset = new Circuit(0);
            arrays.Add(new CircuitArray(offset, [4 * offset.Relu(Dyadic.Half, "offset")]));
        }

        return new CircuitStage([.. arrays], Sums: true);
    }

    // Inputs: h_1..h_d, then the two parts of each further factor.
    private static (Circuit Circuit, LinearForm Output) Term(FunctionIndependentParameters parameters, int degree, TermScaling scaling)
    {
        int d = parameters.Dimension;
        var circuit = new Circuit(d + (2 * degree));
        IEnumerable<LinearForm> hats = Enumerable.Range(0, d).Select(circuit.Input);
        IEnumerable<LinearForm> powers = Enumerable.Range(0, degree).Select(j => circuit.Input(d + (2 * j)) - circuit.Input(d + (2 * j) + 1));
        LinearForm product = circuit.Product([.. hats, .. powers], parameters.Teeth, scaling.Chain);
        return (circuit, degree == 0 ? scaling.Weight.OfNonnegative(circuit, product) : scaling.Weight.Of(circuit, product));
    }

    // The sum S of a target in the unit ball is above -2: S + 2 passes σ, then 2^s·S = 2^s·σ(S) - 2^s·σ(-S).
    private static CircuitStage Scale(int logScale)
    {
        var circuit = new Circuit(1);
        LinearForm sum = (2 * circuit.Input(0)) - 2;
        return new CircuitStage([new CircuitArray(circuit, [circuit.ScaleSigned(sum, Dyadic.PowerOfTwo(logScale))])]);
    }

    private static ImmutableArray<long> Axis(int axis, int axes) => [.. Enumerable.Range(0, axes).Select(c => c == axis ? 1L : 0L)];
}
