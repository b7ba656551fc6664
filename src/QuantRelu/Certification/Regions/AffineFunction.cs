using System.Numerics;
using QuantRelu.Analysis.Regions;

namespace QuantRelu.Certification.Regions;

/// <summary>u ↦ One + X u_1 + Y u_2 + Z u_3, exactly; slopes that there are not are 0.</summary>
internal readonly record struct AffineFunction(Rational One, Rational X, Rational Y, Rational Z)
{
    /// <summary>True when it has one value.</summary>
    public bool IsConstant => X.IsZero && Y.IsZero && Z.IsZero;

    /// <summary>A coordinate.</summary>
    public static AffineFunction Coordinate(int axis) => new(0, axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);

    /// <summary>The sum.</summary>
    public static AffineFunction operator +(AffineFunction f, AffineFunction g) => new(f.One + g.One, f.X + g.X, f.Y + g.Y, f.Z + g.Z);

    /// <summary>The difference.</summary>
    public static AffineFunction operator -(AffineFunction f, AffineFunction g) => f + (g * -1);

    /// <summary>A multiple.</summary>
    public static AffineFunction operator *(AffineFunction f, Rational factor) => new(f.One * factor, f.X * factor, f.Y * factor, f.Z * factor);

    /// <summary>The function with doubles next to its coefficients.</summary>
    public RegionMap ToMap()
    {
        SpaceForm<BigInteger> form = Form(out BigInteger scale);
        return RegionMap.Of(form, Rational.Create(scale, 1), (double)scale);
    }

    /// <summary>A multiple with whole coefficients: the function times a number above 0.</summary>
    /// <param name="scale">That number.</param>
    public SpaceForm<BigInteger> Form(out BigInteger scale)
    {
        BigInteger common = scale = Rational.CommonDenominator([One, X, Y, Z]);
        BigInteger Whole(Rational c) => c.Numerator * (common / c.Denominator);
        return new(Whole(X), Whole(Y), Whole(Z), Whole(One));
    }
}
