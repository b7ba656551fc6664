using System.Numerics;

namespace QuantRelu.Analysis.Regions;

/// <summary>X x + Y y + Z z + One with integer coefficients, in up to three variables; those of the variables that there are not are 0.</summary>
/// <typeparam name="TInteger">The kind of integer: of fixed size with checked arithmetic, or unbounded.</typeparam>
internal readonly record struct SpaceForm<TInteger>(TInteger X, TInteger Y, TInteger Z, TInteger One)
    where TInteger : struct, IBinaryInteger<TInteger>
{
    /// <summary>True when no variable has a coefficient.</summary>
    public bool IsConstant => TInteger.IsZero(X) && TInteger.IsZero(Y) && TInteger.IsZero(Z);

    /// <summary>True for the form 0.</summary>
    public bool IsZero => IsConstant && TInteger.IsZero(One);

    /// <summary>The difference.</summary>
    /// <exception cref="OverflowException">The integers are too small for the result.</exception>
    public static SpaceForm<TInteger> operator -(SpaceForm<TInteger> a, SpaceForm<TInteger> b) => checked(new(a.X - b.X, a.Y - b.Y, a.Z - b.Z, a.One - b.One));

    /// <summary>The form plus a multiple of another.</summary>
    /// <exception cref="OverflowException">The integers are too small for the result.</exception>
    public SpaceForm<TInteger> Plus(TInteger factor, SpaceForm<TInteger> form) => checked(new(
        X + (factor * form.X), Y + (factor * form.Y), Z + (factor * form.Z), One + (factor * form.One)));

    /// <summary>The form over another kind of integer.</summary>
    /// <exception cref="OverflowException">The integers are too small for it.</exception>
    public SpaceForm<TOther> To<TOther>()
        where TOther : struct, IBinaryInteger<TOther> =>
        new(TOther.CreateChecked(X), TOther.CreateChecked(Y), TOther.CreateChecked(Z), TOther.CreateChecked(One));

    /// <summary>The value at a point times the point's W, exactly.</summary>
    public BigInteger TimesWeight(HomogeneousPoint at)
    {
        if (typeof(TInteger) == typeof(long) && at.IsSmall)
        {
            return TimesSmallWeight(at);
        }

        SpaceForm<BigInteger> p = at.Exact;
        return (Big(X) * p.X) + (Big(Y) * p.Y) + (Big(Z) * p.Z) + (Big(One) * p.One);
    }

    /// <summary>The same for integers of 64 bits and a small point: four products below 2^125.</summary>
    public Int128 TimesSmallWeight(HomogeneousPoint at) => Math.BigMul(long.CreateTruncating(X), at.X) + Math.BigMul(long.CreateTruncating(Y), at.Y)
        + Math.BigMul(long.CreateTruncating(Z), at.Z) + Math.BigMul(long.CreateTruncating(One), at.W);

    /// <summary>The sign at a point, exactly.</summary>
    public int SignAt(HomogeneousPoint at) => typeof(TInteger) == typeof(long) && at.IsSmall ? Int128.Sign(TimesSmallWeight(at)) : TimesWeight(at).Sign;

    private static BigInteger Big(TInteger value) => BigInteger.CreateChecked(value);
}
