using System.Numerics;

namespace QuantRelu.Formats.C;

/// <summary>The numbers of a C file.</summary>
/// <param name="InputBits">p, the fraction bits of u.</param>
/// <param name="Bits">s, the fraction bits of every value.</param>
/// <param name="ValueBits">The bits, besides the sign, that every partial sum fits into.</param>
internal readonly record struct FixedFormat(int InputBits, int Bits, int ValueBits)
{
    /// <summary>The most bits besides the sign.</summary>
    public const int MostValueBits = 127;

    /// <summary>The bits of the narrowest integers that are enough: 16, 32, 64 or 128.</summary>
    public int Width => ValueBits switch { <= 15 => 16, <= 31 => 32, <= 63 => 64, _ => 128 };

    /// <summary>The type of all values.</summary>
    public string Type => Width == 128 ? "__int128" : IntegerType.Of(Width);

    /// <summary>The magnitude of a number as an integer constant.</summary>
    public string Literal(Rational value)
    {
        BigInteger integer = BigInteger.Abs(value.ToDyadic().ToScaledInteger(Bits));
        const int Part = 62;
        BigInteger high = integer >> Part, low = integer & ((BigInteger.One << Part) - 1);
        return high.IsZero ? $"{low}" : $"(((value){high} << {Part}) | {low})";
    }

    /// <summary>The terms of a multiple of a value.</summary>
    public string Shifts(Rational coefficient, string x) => ShiftSum.Terms(coefficient, x, Width);
}
