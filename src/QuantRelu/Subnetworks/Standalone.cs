using System.Numerics;
using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// Each sub-network of the paper alone, and compact ones of our own, as a network with inputs u in [0, 1] and a claim. Where the sub-network takes signed
/// values the domain is [-1, 1] and x = 2u - 1 is formed by the network.
/// </summary>
public static class Standalone
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
        (Circuit circuit, LinearForm[] x) = Signed(2);
        return Make("multiply", circuit, circuit.Multiply(x[0], x[1], r), family, 2 * r, new("x*y", Box(2), Multiplication.Bound(r), [("r", $"{r}")]));
    }

    /// <summary>The same x² in the layout of <see cref="CompactSquaring"/>: 28r - 11 weights and two copies of x instead of 314r - 244.</summary>
    /// <inheritdoc cref="Square"/>
    public static ConstructedNetwork CompactSquare(int r, CodebookFamily family)
    {
        var circuit = new Circuit(1);
        return Make("compact square", circuit, circuit.CompactSquare(circuit.Input(0), r), family, 2 * r,
            new("x^2", Domain.Unit(1), Dyadic.PowerOfTwo(-2 * (r + 1)), [("r", $"{r}")]));
    }

    /// <summary>xy on [-1, 1]² with two compact squarers, <see cref="CompactMultiplication"/>, within 2^{-2(r+1)}, and exactly 0 where a factor is 0.</summary>
    /// <inheritdoc cref="Square"/>
    public static ConstructedNetwork CompactMultiply(int r, CodebookFamily family)
    {
        (Circuit circuit, LinearForm[] x) = Signed(2);
        return Make("compact multiply", circuit, circuit.CompactMultiply(x[0], x[1], r), family, 2 * r,
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
        (Circuit circuit, LinearForm[] x) = Signed(1);
        return Make("weight", circuit, connection.Of(circuit, x[0]), family, t,
            new($"{Factor(weight)}*x", Box(1), Dyadic.PowerOfTwo(-t),
                [("t", $"{connection.Precision}"), ("weight", $"{weight}"), ("weightMade", $"{Rational.Create(units, 1) * connection.Step}")]),
            connection, units);
    }

    /// <summary>|x| on [-1, 1], exact.</summary>
    /// <param name="family">The weight values.</param>
    public static ConstructedNetwork AbsoluteValue(CodebookFamily family)
    {
        (Circuit circuit, LinearForm[] x) = Signed(1);
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

        (Circuit circuit, LinearForm[] x) = Signed(1);
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

    private static string Variable(int k, int dimension) => dimension == 1 ? "x" : $"x{k + 1}";

    private static string Factor(Rational value) => $"({value})";

    private static (Circuit Circuit, LinearForm[] X) Signed(int inputs)
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
        return new ConstructedNetwork(connection is null ? open.Topology : Set(open, connection, units), new Provenance
        {
            Target = claim.Target,
            Domain = claim.Domain,
            Lambda = family.Limit,
            Quantization = family.Quantization,
            Structure = Structure.Independent,
            Construction = "paper",
            Parameters = new(new Dictionary<string, string>(claim.Parameters.Select(p => KeyValuePair.Create(p.Name, p.Value))) { ["component"] = name }),
            ErrorBound = (double)claim.Bound,
        });
    }

    private static Network Set(OpenNetwork open, AdjustableWeight connection, BigInteger units)
    {
        var codes = new ushort[open.Bank(StagedCircuit.SingleBank).Slots];
        connection.Write(units, open.Topology.Codebook, codes);
        return open.With(new Dictionary<string, ImmutableArray<ushort>> { [StagedCircuit.SingleBank] = [.. codes] });
    }

    private sealed record Claim(string Target, Domain Domain, Dyadic Bound, IReadOnlyList<(string Name, string Value)> Parameters);
}
