using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Graph;

namespace QuantRelu.Subnetworks;

/// <summary>
/// Each sub-network of the paper alone, and compact ones of our own, as a network with inputs u in [0, 1] and a claim. Where the sub-network takes signed
/// values the domain is [-1, 1] and x = 2u - 1 is formed by the network.
/// </summary>
public static partial class Standalone
{
    private static readonly Rational MinusOne = -1;

    /// <summary>Squaring, Proposition 1: x² on [0, 1] within 2^{-2(r+1)}.</summary>
    /// <param name="r">The number of teeth, 1 to 500.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentOutOfRangeException">r is outside its range.</exception>
    /// <exception cref="RealizationException">The codebook cannot make a coefficient.</exception>
    public static ConstructedNetwork Square(int r, CodebookFamily family)
    {
        var circuit = new Circuit(1);
        return Make("square", circuit, circuit.Square(circuit.Input(0), r), family, 2 * r,
            new("x^2", Domain.Unit(1), Dyadic.PowerOfTwo(-2 * (r + 1)), [("r", $"{r}")]));
    }

    /// <summary>Multiplication, Proposition 2: xy on [-1, 1]² within 4·2^{-2(r+1)}, and exactly 0 where a factor is 0.</summary>
    /// <inheritdoc cref="Square"/>
    public static ConstructedNetwork Multiply(int r, CodebookFamily family)
    {
        (Circuit circuit, LinearForm[] x) = SignedInputs(2);
        return Make("multiply", circuit, circuit.Multiply(x[0], x[1], r), family, 2 * r, new("x*y", Box(2), Multiplication.Bound(r), [("r", $"{r}")]));
    }

    /// <summary>The same x² in the layout of <see cref="CompactSquaring"/>: 28r - 11 weights and two copies of x instead of 314r - 244.</summary>
    /// <inheritdoc cref="Square"/>
    public static ConstructedNetwork CompactSquare(int r, CodebookFamily family)
    {
        var circuit = new Circuit(1);
        return Make("compact-square", circuit, circuit.CompactSquare(circuit.Input(0), r), family, 2 * r,
            new("x^2", Domain.Unit(1), Dyadic.PowerOfTwo(-2 * (r + 1)), [("r", $"{r}")]));
    }

    /// <summary>
    /// xy on [-1, 1]² with two compact squarers, <see cref="CompactMultiplication"/>, within 2^{-2(r+1)}, and exactly 0 where a factor is 0.
    /// </summary>
    /// <inheritdoc cref="Square"/>
    public static ConstructedNetwork CompactMultiply(int r, CodebookFamily family)
    {
        (Circuit circuit, LinearForm[] x) = SignedInputs(2);
        return Make("compact-multiply", circuit, circuit.CompactMultiply(x[0], x[1], r), family, 2 * r,
            new("x*y", Box(2), CompactMultiplication.Bound(r), [("r", $"{r}")]));
    }

    /// <summary>A connection of weight w, Proposition 3: wx on [-1, 1] within 2^{-t}.</summary>
    /// <param name="weight">w in [-1, 1].</param>
    /// <param name="t">The precision parameter, 1 to <see cref="WeightConstruction.MostPrecision"/>.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentOutOfRangeException">w or t is outside its range.</exception>
    public static ConstructedNetwork Weight(Rational weight, int t, CodebookFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentOutOfRangeException.ThrowIfLessThan(t, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(t, WeightConstruction.MostPrecision);
        AdjustableWeight connection = AdjustableWeight.Over(family, t);
        BigInteger units = connection.Units(weight);
        (Circuit circuit, LinearForm[] x) = SignedInputs(1);
        return Make("weight", circuit, connection.Of(circuit, x[0]), family, t,
            new($"{Factor(weight)}*x", Box(1), Dyadic.PowerOfTwo(-t),
                [("t", $"{connection.Precision}"), ("weight", $"{weight}"), ("weightMade", $"{Rational.Create(units, 1) * connection.Step}")]),
            connection, units);
    }

    /// <summary>The polygon through values at 0, 1/n, 2/n, ..., 1 in one layer of hinges, exact.</summary>
    /// <param name="values">n + 1 values, n a power of two up to 2^16.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentException">Their number is not n + 1.</exception>
    /// <exception cref="RealizationException">The codebook cannot make a coefficient.</exception>
    public static ConstructedNetwork Hinges(IReadOnlyList<Dyadic> values, CodebookFamily family)
    {
        const int mostLog = 16;
        ArgumentNullException.ThrowIfNull(values);
        int cells = values.Count - 1, log = BitOperations.Log2((uint)Math.Max(1, cells));
        if (cells < 1 || !BitOperations.IsPow2(cells) || log > mostLog)
        {
            throw new ArgumentException($"There are {values.Count} values; there must be n + 1 with n a power of two up to 2^{mostLog}.", nameof(values));
        }

        Dyadic[] slopes = [.. Enumerable.Range(0, cells).Select(i => (values[i + 1] - values[i]).Scale(log))];
        (Dyadic Knot, Dyadic Change)[] knots =
            [.. Enumerable.Range(1, cells - 1).Select(i => (Dyadic.Create(i, -log), slopes[i] - slopes[i - 1])).Where(k => !k.Item2.IsZero)];
        var circuit = new Circuit(1);
        LinearForm polygon = circuit.Hinges(circuit.Input(0), default, values[0], slopes[0], knots);
        string target = string.Concat(knots.Select(k => $"+({(Rational)k.Change})*max(0,x-{(Rational)k.Knot})"));
        return Make("hinges", circuit, polygon, family, Math.Max(1, log), new(
            $"({(Rational)values[0]})+({(Rational)slopes[0]})*x{target}", Domain.Unit(1), default, [("cells", $"{cells}"), ("hinges", $"{knots.Length}")]));
    }

    /// <summary>|x| on [-1, 1], exact.</summary>
    /// <param name="family">The weight values.</param>
    public static ConstructedNetwork AbsoluteValue(CodebookFamily family)
    {
        (Circuit circuit, LinearForm[] x) = SignedInputs(1);
        return Make("abs", circuit, circuit.AbsoluteValue(x[0]), family, 1, new("abs(x)", Box(1), default, []));
    }

    /// <summary>cx on [-1, 1], exact.</summary>
    /// <param name="factor">c ≠ 0, a dyadic number of at most 2^60 and no finer than 2^-60.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentOutOfRangeException">c is outside its range.</exception>
    public static ConstructedNetwork Scale(Dyadic factor, CodebookFamily family)
    {
        if (factor.IsZero || Dyadic.Abs(factor) > Dyadic.PowerOfTwo(60) || factor.Exponent < -60
            || Dyadic.Abs(Dyadic.Create(factor.Mantissa, 0)) > Dyadic.Create(4096, 0))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor,
                $"The factor is {((Rational)factor).ToShortString()}; it must be m·2^k, not 0, with odd |m| up to 4096, and between 2^-60 and 2^60.");
        }

        (Circuit circuit, LinearForm[] x) = SignedInputs(1);
        return Make("scale", circuit, circuit.ScaleSigned(x[0], factor), family, Math.Max(1, -factor.Exponent),
            new($"{Factor(factor)}*x", Box(1), default, [("factor", $"{factor}")]));
    }

    /// <summary>
    /// ψ_m on [0, 1]^d, equation (11): the product of h(3N(x_k - m_k/N)) within (d-1)·4·2^{-2(r+1)}; for d = 1 it is h on one
    /// grid line, exact.
    /// </summary>
    /// <param name="logGrid">log N, 0 to 30.</param>
    /// <param name="point">m, d numbers in 0..N, d up to 6.</param>
    /// <param name="r">The number of teeth of the squarers; of no matter for d = 1.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static ConstructedNetwork PartitionOfUnity(int logGrid, IReadOnlyList<long> point, int r, CodebookFamily family)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(logGrid, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logGrid, 30);
        ArgumentNullException.ThrowIfNull(point);
        ArgumentOutOfRangeException.ThrowIfZero(point.Count, nameof(point));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(point.Count, 6, nameof(point));
        long grid = 1L << logGrid;
        var circuit = new Circuit(point.Count);
        var hats = new List<LinearForm>();
        foreach (long m in point)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(m, nameof(point));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(m, grid, nameof(point));
            hats.Add(circuit.GridHat(circuit.AbsoluteValue(circuit.Input(hats.Count) - Dyadic.Create(m, -logGrid)), grid));
        }

        string target = string.Join('*', point.Select((m, k) => $"max(0,min(1,2-abs({3 * grid}*{Variable(k, point.Count)}-{3 * m})))"));
        List<(string, string)> parameters = [("N", $"{grid}"), ("m", string.Join(',', point))];
        if (point.Count > 1)
        {
            parameters.Add(("r", $"{r}"));
        }

        return Make(point.Count == 1 ? "hat" : "psi", circuit, circuit.Product(hats, r), family, Math.Max(1, point.Count == 1 ? logGrid : 2 * r),
            new(target, Domain.Unit(point.Count), (point.Count - 1) * Multiplication.Bound(r), parameters));
    }

    /// <summary>The indicator of one of 2^p equal cells of [0, 1], amplified to 1: exact.</summary>
    /// <param name="levels">p, 1 to 16.</param>
    /// <param name="cell">The number of the cell, from the left.</param>
    /// <param name="logMargin">log 1/δ, above p, at most 40: over δ the indicators of two cells pass into each other.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="RealizationException">The codebook cannot make a coefficient.</exception>
    public static ConstructedNetwork Indicator(int levels, int cell, int logMargin, CodebookFamily family)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logMargin, 40);
        ArgumentOutOfRangeException.ThrowIfNegative(cell);
        var circuit = new Circuit(1);
        LinearForm[] cells = circuit.Indicators(circuit.Input(0), levels, logMargin);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell, cells.Length);
        string left = cell == 0 ? "1" : $"1/2+{BigInteger.One << logMargin}*(x-{cell}/{cells.Length})";
        string right = cell == cells.Length - 1 ? "1" : $"1/2-{BigInteger.One << logMargin}*(x-{cell + 1}/{cells.Length})";
        return Make("indicator", circuit, circuit.Scale(cells[cell], Dyadic.PowerOfTwo(logMargin + levels)), family, logMargin + levels,
            new($"max(0,min(1,min({left},{right})))", Domain.Unit(1), default,
                [("p", $"{levels}"), ("cell", $"{cell}"), ("delta", $"1/{BigInteger.One << logMargin}")])
            { Construction = "crossbar" });
    }

    /// <summary>A table of whole numbers over equal cells of [0, 1], in bit planes of one weight for each bit: exact.</summary>
    /// <param name="numbers">2^p numbers from 0 to 2^20, p from 1 to 8, the cells from left to right.</param>
    /// <param name="logMargin">log 1/δ, above p, at most 40: over δ one number passes into the next.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="InvalidOperationException">The codebook cannot make a coefficient, or no ±s of a power of two s.</exception>
    public static ConstructedNetwork Table(IReadOnlyList<int> numbers, int logMargin, CodebookFamily family)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logMargin, 40);
        if (numbers.Count is < 2 or > 256 || !BitOperations.IsPow2(numbers.Count) || numbers.Any(n => n is < 0 or > 1 << 20))
        {
            throw new ArgumentOutOfRangeException(nameof(numbers), numbers.Count, "A table has 2^p numbers from 0 to 2^20, p from 1 to 8.");
        }

        int levels = BitOperations.Log2((uint)numbers.Count), planes = Math.Max(1, BitOperations.Log2((uint)numbers.Max() | 1) + 1);
        var circuit = new Circuit(1);
        LinearForm[] cells = circuit.Indicators(circuit.Input(0), levels, logMargin);
        LinearForm[] amplified = [.. cells.Select(c => circuit.Relu(circuit.Scale(c, Dyadic.PowerOfTwo(logMargin + levels)), "indicator"))];
        IEnumerable<string> steps = Enumerable.Range(1, numbers.Count - 1)
            .Select(j => $"{numbers[j] - numbers[j - 1]:+0;-0;+0}*max(0,min(1,1/2+{BigInteger.One << logMargin}*(x-{j}/{numbers.Count})))");
        IEnumerable<int> signs = Enumerable.Range(0, planes).SelectMany(b => numbers.Select(n => ((n >> b) & 1) == 1 ? 1 : -1));
        return Signed("table", circuit, scale => circuit.Table(amplified, planes, scale), signs, family, logMargin + levels,
            new($"{numbers[0]}{string.Concat(steps)}", Domain.Unit(1), default,
                [("numbers", string.Join(',', numbers)), ("delta", $"1/{BigInteger.One << logMargin}")])
            { Construction = "crossbar" });
    }

    /// <summary>A path of m steps up or down over [0, 1], each of the height 1/m, from one weight for each sign: exact.</summary>
    /// <param name="signs">The steps, 1 or -1 each, 1 to 256 of them.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many signs, or other numbers.</exception>
    /// <exception cref="InvalidOperationException">The codebook cannot make a coefficient, or no ±s of a power of two s.</exception>
    public static ConstructedNetwork Path(IReadOnlyList<int> signs, CodebookFamily family)
    {
        ArgumentNullException.ThrowIfNull(signs);
        if (signs.Count is < 1 or > 256 || signs.Any(s => s is not (1 or -1)) || !BitOperations.IsPow2(signs.Count))
        {
            throw new ArgumentOutOfRangeException(nameof(signs), signs.Count, "A path has 1, 2, 4, ... or 256 steps, 1 or -1 each.");
        }

        var circuit = new Circuit(1);
        Dyadic m = Dyadic.Create(signs.Count, 0);
        LinearForm z = circuit.Relu(circuit.Scale(circuit.Input(0), m), "z");
        LinearForm one = circuit.Relu(1, "one");
        IEnumerable<string> steps = signs.Select((s, k) => $"{(s > 0 ? "+" : "-")}max(0,min(1,{signs.Count}*x-{k}))");
        return Signed(
            "path", circuit, scale => PathOver(circuit, z, one, signs.Count, scale), signs.Select((s, k) => k % 2 == 0 ? s : -s), family, signs.Count,
            new($"(0{string.Concat(steps)})/{signs.Count}", Domain.Unit(1), default, [("m", $"{signs.Count}")]) { Construction = "crossbar" });
    }

    private static LinearForm PathOver(Circuit circuit, LinearForm z, LinearForm one, int columns, Dyadic scale)
    {
        (LinearForm positive, LinearForm negative) = circuit.Parts(circuit.Path(z, [one], columns, scale));
        return Dyadic.PowerOfTwo(-BitOperations.Log2((uint)columns)) * (positive - negative);
    }

    // A network with switches ±s, which are set.
    private static ConstructedNetwork Signed(
        string name, Circuit circuit, Func<Dyadic, LinearForm> output, IEnumerable<int> signs, CodebookFamily family, int precision, Claim claim)
    {
        ArgumentNullException.ThrowIfNull(family);
        Dyadic scale = family.IsFree ? Dyadic.One : family.At(precision).SwitchOf(SwitchKind.Sign).Scale.ToDyadic();
        OpenNetwork open = StagedCircuit.Single(circuit, [output(scale)]).Open(family, precision);
        SwitchCodes codes = open.Topology.Codebook.SwitchOf(SwitchKind.Sign);
        ImmutableArray<ushort> set = [.. signs.SelectMany(s => codes[s].ToArray()).Select(c => (ushort)c)];
        Network network = open.With(new Dictionary<string, ImmutableArray<ushort>> { [StagedCircuit.SingleBank] = set });
        return new ConstructedNetwork(network, Describe(name, family, claim));
    }

    private static string Variable(int k, int dimension) => dimension == 1 ? "x" : $"x{k + 1}";

    private static string Factor(Rational value) => $"({value})";

    private static (Circuit Circuit, LinearForm[] X) SignedInputs(int inputs)
    {
        var circuit = new Circuit(inputs);
        return (circuit, [.. Enumerable.Range(0, inputs).Select(i => (2 * circuit.Input(i)) - 1)]);
    }

    private static Domain Box(int dimension) => Domain.Create([.. Enumerable.Repeat((MinusOne, (Rational)1), dimension)]);

    private static ConstructedNetwork Make(string name, Circuit circuit, LinearForm output, CodebookFamily family, int precision, Claim claim,
        AdjustableWeight? connection = null, BigInteger units = default)
    {
        ArgumentNullException.ThrowIfNull(family);
        OpenNetwork open = StagedCircuit.Single(circuit, [output]).Open(family, precision, connection?.Values([units]));
        return new ConstructedNetwork(connection is null ? open.Topology : Set(open, connection, units), Describe(name, family, claim));
    }

    private static Provenance Describe(string name, CodebookFamily family, Claim claim) => new()
    {
        Target = claim.Target,
        Domain = claim.Domain,
        Lambda = family.Limit,
        Quantization = family.Quantization,
        Structure = Structure.Independent,
        Construction = claim.Construction,
        Parameters = new(new Dictionary<string, string>(claim.Parameters.Select(p => KeyValuePair.Create(p.Name, p.Value))) { ["component"] = name }),
        ErrorBound = (double)claim.Bound,
    };

    private static Network Set(OpenNetwork open, AdjustableWeight connection, BigInteger units)
    {
        var codes = new ushort[open.Bank(StagedCircuit.SingleBank).Slots];
        connection.Write(units, open.Topology.Codebook, codes);
        return open.With(new Dictionary<string, ImmutableArray<ushort>> { [StagedCircuit.SingleBank] = [.. codes] });
    }

    private sealed record Claim(string Target, Domain Domain, Dyadic Bound, IReadOnlyList<(string Name, string Value)> Parameters)
    {
        public string Construction { get; init; } = "paper";
    }
}
