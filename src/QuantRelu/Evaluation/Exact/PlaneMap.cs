using System.Numerics;
using QuantRelu.Analysis.Regions;
using QuantRelu.Numerics;

namespace QuantRelu.Evaluation.Exact;

/// <summary>An affine function X x + Y y + One whose coefficients are doubles, none of them -0.</summary>
internal readonly record struct PlaneMap(double X, double Y, double One)
{
    /// <summary>The least f such that all coefficients are multiples of 2^-f.</summary>
    public int FractionBits => Math.Max(Bits(X), Math.Max(Bits(Y), Bits(One)));

    /// <summary>At least the magnitude of every sum of some terms at a point of the unit square.</summary>
    public double Magnitude => Math.Abs(X) + Math.Abs(Y) + Math.Abs(One);

    /// <summary>The difference, where it needs no rounding.</summary>
    public static PlaneMap operator -(PlaneMap a, PlaneMap b) => new(a.X - b.X, a.Y - b.Y, a.One - b.One);

    /// <summary>The sum, where it needs no rounding.</summary>
    public static PlaneMap operator +(PlaneMap a, PlaneMap b) => new(a.X + b.X, a.Y + b.Y, a.One + b.One);

    /// <summary>Half of the function.</summary>
    public PlaneMap Half() => new(X / 2, Y / 2, One / 2);

    /// <summary>2^bits times the function, of which the coefficients are multiples of 2^-bits.</summary>
    public SpaceForm<BigInteger> Times(int bits) => new(Integer(X, bits), Integer(Y, bits), 0, Integer(One, bits));

    private static int Bits(double value) => Dyadic.FromDouble(value).FractionBits;

    private static BigInteger Integer(double value, int bits) => ((Rational)Dyadic.FromDouble(value) * Dyadic.PowerOfTwo(bits)).Numerator;
}
