using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Graph;

namespace QuantRelu.Subnetworks;

/// <summary>
/// A connection whose weight is chosen in [-1, 1] after the topology stands: any multiple of a step of at most 2^{-t}. Quantized
/// networks make it with the lines of Proposition 3, unquantized ones with a single free weight.
/// </summary>
internal abstract record AdjustableWeight
{
    private AdjustableWeight(int precision, Rational step)
    {
        Precision = precision;
        Step = step;
    }

    /// <summary>t as realized.</summary>
    public int Precision { get; }

    /// <summary>The step: every weight w is made to within half of it.</summary>
    public Rational Step { get; }

    /// <summary>The connection over a family of codebooks.</summary>
    /// <param name="family">The weight values.</param>
    /// <param name="t">The precision wanted, at least 1.</param>
    public static AdjustableWeight Over(CodebookFamily family, int t) => family.IsFree ? new Single(t) : Over(family.At(t), t, reach: 1);

    /// <summary>The connection over a codebook of quantized weights.</summary>
    /// <param name="codebook">The weight values.</param>
    /// <param name="t">The precision wanted, at least 1.</param>
    /// <param name="reach">The greatest |w|, at least 1; above 1 for weights in base λ alone.</param>
    public static AdjustableWeight Over(Codebook codebook, int t, Rational reach)
    {
        if (codebook.DigitBase is { } lambda)
        {
            return new Digits(t, DigitWeight.For(lambda, t, reach), codebook.SwitchOf(SwitchKind.Digit));
        }

        int precision = WeightConstruction.PrecisionFor(t, codebook.Switch);
        return new Lines(precision, codebook.Switch);
    }

    /// <summary>Adds the connection to a circuit for a form x of either sign.</summary>
    public LinearForm Of(Circuit circuit, LinearForm x)
    {
        (LinearForm positive, LinearForm negative) = circuit.Parts(x);
        return OfNonnegative(circuit, positive) + OfNonnegative(circuit, negative);
    }

    /// <summary>Adds the connection to a circuit for a form x ≥ 0.</summary>
    public abstract LinearForm OfNonnegative(Circuit circuit, LinearForm x);

    /// <summary>The weight nearest to w as a whole number of steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">w is outside [-1, 1].</exception>
    public BigInteger Units(Rational weight) => WeightConstruction.Units(weight, Precision, Step);

    /// <summary>The values that a codebook must hold for weights of some numbers of steps.</summary>
    public abstract IEnumerable<Rational> Values(IEnumerable<BigInteger> units);

    /// <summary>Writes the codes of a weight of some number of steps into the slots of a copy, for x ≥ 0 or for x of either sign.</summary>
    public abstract void Write(BigInteger units, Codebook codebook, Span<ushort> slots);

    /// <summary>The lines 2^{-k} x under switches.</summary>
    private sealed record Lines(int T, SwitchCodes Codes) : AdjustableWeight(T, Codes.Scale * Dyadic.PowerOfTwo(-T))
    {
        public override LinearForm OfNonnegative(Circuit circuit, LinearForm x) => circuit.WeightOfNonnegative(x, T);

        public override IEnumerable<Rational> Values(IEnumerable<BigInteger> units) => [];

        public override void Write(BigInteger units, Codebook codebook, Span<ushort> slots) => WeightConstruction.Write(units, slots, T, Codes);
    }

    /// <summary>The lines λ^{-k} x under digits.</summary>
    private sealed record Digits(int T, DigitWeight Weight, SwitchCodes Codes) : AdjustableWeight(T, Weight.Step)
    {
        public override LinearForm OfNonnegative(Circuit circuit, LinearForm x) => Weight.OfNonnegative(circuit, x);

        public override IEnumerable<Rational> Values(IEnumerable<BigInteger> units) => [];

        public override void Write(BigInteger units, Codebook codebook, Span<ushort> slots) => Weight.Write(units, Codes, slots);
    }

    /// <summary>One weight; for x of either sign the opposite ones for σ(x) and σ(-x).</summary>
    private sealed record Single(int T) : AdjustableWeight(T, Dyadic.PowerOfTwo(-T))
    {
        public override LinearForm OfNonnegative(Circuit circuit, LinearForm x) => circuit.Switch(circuit.Relu(x, "weight input"));

        public override IEnumerable<Rational> Values(IEnumerable<BigInteger> units) => units.Distinct().SelectMany(u => new[] { Value(u), Value(-u) });

        public override void Write(BigInteger units, Codebook codebook, Span<ushort> slots)
        {
            for (int part = 0; part < slots.Length; part++)
            {
                slots[part] = (ushort)codebook.CodeOf(Value(part == 0 ? units : -units));
            }
        }

        private Rational Value(BigInteger units) => Rational.Create(units, 1) * Step;
    }
}
