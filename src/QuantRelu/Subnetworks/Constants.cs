using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <summary>
/// A constant c of many bits as a sum over its binary digits, one chain of doublings or halvings for each: a coefficient c
/// itself would ask for |c|·2^k copies. Over the linear codebook of an even λ that is no power of two, a fraction has digits of base λ instead.
/// </summary>
public static class Constants
{
    /// <summary>Adds c to a circuit. Exact.</summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="value">c, any dyadic number.</param>
    public static LinearForm Constant(this Circuit circuit, Dyadic value)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        if (value.IsZero)
        {
            return 0;
        }

        LinearForm one = circuit.Relu(1, "one");
        System.Numerics.BigInteger digits = System.Numerics.BigInteger.Abs(value.Mantissa);
        var terms = new List<LinearForm>();
        for (int bit = 0; bit < digits.GetBitLength(); bit++)
        {
            if (!((digits >> bit) & 1).IsZero)
            {
                Dyadic power = Dyadic.PowerOfTwo(value.Exponent + bit);
                LinearForm line = value.Exponent + bit > 0 ? circuit.Scale(one, power) : circuit.Relu(power * one, $"constant {power}");
                terms.Add(value.Mantissa.Sign * line);
            }
        }

        return LinearForm.Sum(terms);
    }

    /// <summary>
    /// Adds c = ±(a_0 + Σ_{j=1..J} a_j λ^{-j}) to a circuit: the whole part a_0 in binary, a_j λ^{-j} as a bias and j - 1 weights 1/λ. Exact.
    /// </summary>
    /// <param name="circuit">The circuit to extend.</param>
    /// <param name="value">c, a multiple of a power of 1/λ.</param>
    /// <param name="lambda">λ ≥ 2.</param>
    /// <exception cref="ArgumentException">c is no multiple of a power of 1/λ.</exception>
    public static LinearForm Constant(this Circuit circuit, Rational value, int lambda)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentOutOfRangeException.ThrowIfLessThan(lambda, 2);
        if (!(System.Numerics.BigInteger.Pow(lambda, (int)value.Denominator.GetBitLength()) % value.Denominator).IsZero)
        {
            throw new ArgumentException($"{value} has no end in base {lambda}.", nameof(value));
        }

        System.Numerics.BigInteger whole = Rational.Abs(value).Floor();
        List<LinearForm> terms = [value.Sign * circuit.Constant(Dyadic.Create(whole, 0))];
        Rational rest = Rational.Abs(value) - Rational.Create(whole, 1);
        for (int place = 1; !rest.IsZero; place++)
        {
            rest *= lambda;
            var digit = (int)rest.Floor();
            rest -= digit;
            if (digit > 0)
            {
                LinearForm line = circuit.Relu(Rational.Create(digit, lambda), $"constant {digit}/{lambda}");
                terms.Add(value.Sign * Enumerable.Range(2, place - 1)
                    .Aggregate(line, (v, k) => circuit.Relu(Rational.Create(1, lambda) * v, $"constant {digit}·{lambda}^-{k}")));
            }
        }

        return LinearForm.Sum(terms);
    }
}
