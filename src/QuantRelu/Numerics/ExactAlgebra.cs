using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>
/// Exact arithmetic of rational numbers, as far as it reaches: <c>null</c> stands for a value that is undefined, that takes more than arithmetic,
/// or whose numerator or denominator has more than <see cref="MostBits"/> bits, and every operation on it is <c>null</c> again.
/// </summary>
internal sealed class ExactAlgebra : IAlgebra<Rational?>
{
    /// <summary>The most bits of a numerator or denominator: powers of powers would soon have more than fit into memory.</summary>
    public const int MostBits = 1 << 14;

    private ExactAlgebra()
    {
    }

    /// <summary>The only instance; it has no state.</summary>
    public static ExactAlgebra Instance { get; } = new();

    public Rational? Pi => null;

    public Rational? Constant(Rational value) => Short(value);

    public Rational? Add(Rational? a, Rational? b) => Short(a + b);

    public Rational? Subtract(Rational? a, Rational? b) => Short(a - b);

    public Rational? Multiply(Rational? a, Rational? b) => Short(a * b);

    public Rational? Divide(Rational? a, Rational? b) => b is { IsZero: false } ? Short(a / b) : null;

    public Rational? Negate(Rational? a) => -a;

    public Rational? Power(Rational? a, int k) => a is not { } b || (b.IsZero && k < 0) || Bits(b) * Math.Abs((long)k) > MostBits
        ? null
        : k >= 0 ? Raised(b, k) : 1 / Raised(b, -k);

    public Rational? Power(Rational? a, Rational c) => null;

    public Rational? Exp(Rational? a) => null;

    public Rational? Log(Rational? a) => null;

    public Rational? Sin(Rational? a) => null;

    public Rational? Cos(Rational? a) => null;

    public Rational? Tan(Rational? a) => null;

    public Rational? Asin(Rational? a) => null;

    public Rational? Acos(Rational? a) => null;

    public Rational? Atan(Rational? a) => null;

    public Rational? Sinh(Rational? a) => null;

    public Rational? Cosh(Rational? a) => null;

    public Rational? Tanh(Rational? a) => null;

    public Rational? Abs(Rational? a) => a is { } b ? Rational.Abs(b) : null;

    public Rational? Min(Rational? a, Rational? b) => a is null || b is null ? null : a <= b ? a : b;

    public Rational? Max(Rational? a, Rational? b) => a is null || b is null ? null : a >= b ? a : b;

    private static Rational Raised(Rational a, int k) => Rational.Create(BigInteger.Pow(a.Numerator, k), BigInteger.Pow(a.Denominator, k));

    private static Rational? Short(Rational? a) => a is { } b && Bits(b) <= MostBits ? a : null;

    private static long Bits(Rational a) => Math.Max(BigInteger.Abs(a.Numerator).GetBitLength(), a.Denominator.GetBitLength());
}
