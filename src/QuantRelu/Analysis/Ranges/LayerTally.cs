namespace QuantRelu.Analysis.Ranges;

/// <summary>What is found about the units of one layer: the hull of their values, of all their partial sums, and how fine they are.</summary>
internal sealed class LayerTally
{
    private const int DoubleBits = 53;

    // The finest double is 2^-1074.
    private const int FinestBits = 1074;

    private ValueRange? _values;
    private ValueRange? _sums;

    /// <summary>All values of the units.</summary>
    public ValueRange Values => _values ?? default;

    /// <summary>All partial sums of the units, whatever the order of their terms, and their values.</summary>
    public ValueRange Sums => _sums ?? default;

    /// <summary>How fine every value and every term is.</summary>
    public FractionBits Bits { get; private set; } = FractionBits.OfZero;

    /// <summary>The most fraction bits of the inputs for which no operation of the layer rounds in double precision; -1 when there are none.</summary>
    public int ExactInputBits { get; private set; } = DoubleBits;

    /// <summary>Adds a unit, or a class of units.</summary>
    public void Add(ValueRange values, ValueRange sums, FractionBits bits)
    {
        _values = _values?.Hull(values) ?? values;
        AddTerm(sums.Hull(values), bits);
    }

    /// <summary>Notes that double precision rounds whatever the inputs.</summary>
    public void AddRounding() => ExactInputBits = -1;

    /// <summary>Adds what one copy adds to a unit.</summary>
    public void AddTerm(ValueRange sums, FractionBits bits)
    {
        _sums = _sums?.Hull(sums) ?? sums;
        Bits = Bits.With(bits);
        ExactInputBits = Math.Min(ExactInputBits, Exact(sums.Magnitude, bits));
    }

    /// <summary>The smallest k ≥ 0 with |x| &lt; 2^k.</summary>
    public static int IntegerBits(Rational magnitude) => (int)magnitude.Floor().GetBitLength();

    // Multiples of 2^-f up to 2^(53-f) are doubles: p + Extra and Fixed must both stay below 53 - order, the smallest k with |x| ≤ 2^k.
    private static int Exact(Rational magnitude, FractionBits bits)
    {
        int most = Math.Min(FinestBits, magnitude.IsZero ? FinestBits : DoubleBits - Order(magnitude));
        if (!bits.IsDyadic || bits.Fixed > most)
        {
            return -1;
        }

        return bits.Extra == FractionBits.Never ? DoubleBits : Math.Max(-1, most - bits.Extra);
    }

    private static int Order(Rational magnitude)
    {
        int order = (int)(magnitude.Numerator.GetBitLength() - magnitude.Denominator.GetBitLength());
        return magnitude <= (Rational)Dyadic.PowerOfTwo(order) ? order : order + 1;
    }
}
