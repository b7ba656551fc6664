using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>
/// Exact arithmetic of rational numbers, as far as it reaches: <c>null</c> stands for a value that is undefined, that takes more than arithmetic
/// (but for e^0 = 1 and its like),
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

    public Rational? Power(Rational? a, Rational c) =>
        c.Denominator.IsOne && BigInteger.Abs(c.Numerator) <= MostBits ? Power(a, (int)c.Numerator)
        : a is { IsZero: true } && c.Sign > 0 ? 0
        : a == 1 ? 1
        : null;

    public Rational? Exp(Rational? a) => Known(a, 0, 1);

    public Rational? Log(Rational? a) => Known(a, 1, 0);

    public Rational? Sin(Rational? a) => Known(a, 0, 0);

    public Rational? Cos(Rational? a) => Known(a, 0, 1);

    public Rational? Tan(Rational? a) => Known(a, 0, 0);

    public Rational? Asin(Rational? a) => Known(a, 0, 0);

    public Rational? Acos(Rational? a) => Known(a, 1, 0);

    public Rational? Atan(Rational? a) => Known(a, 0, 0);

    public Rational? Sinh(Rational? a) => Known(a, 0, 0);

    public Rational? Cosh(Rational? a) => Known(a, 0, 1);

    public Rational? Tanh(Rational? a) => Known(a, 0, 0);

    public Rational? Abs(Rational? a) => a is { } b ? Rational.Abs(b) : null;

    public Rational? Min(Rational? a, Rational? b) => a is null || b is null ? null : a <= b ? a : b;

    public Rational? Max(Rational? a, Rational? b) => a is null || b is null ? null : a >= b ? a : b;

    public Rational? Floor(Rational? a) => a is { } b ? Short(Rational.Create(b.Floor(), 1)) : null;

    public Rational? Erf(Rational? a) => Known(a, 0, 0);

    public Rational? Sinc(Rational? a, int j) => j % 2 == 1 ? Known(a, 0, 0)
        : a is { IsZero: true } ? Rational.Create(j % 4 == 0 ? 1 : -1, Enumerable.Range(1, j + 1).Aggregate(BigInteger.One, (f, i) => f * i))
        : null;

    public Rational? Atan2(Rational? y, Rational? x) => x is { Sign: > 0 } ? Known(y, 0, 0) : null;

    public Rational? Choose(Rational? a, Rational? b, Rational? atLeast, Rational? below, bool isContinuous) =>
        a is null || b is null ? null : a >= b ? atLeast : below;

    // The value at the one place where it is known.
    private static Rational? Known(Rational? a, int at, int value) => a == at ? value : null;

    private static Rational Raised(Rational a, int k) => Rational.Create(BigInteger.Pow(a.Numerator, k), BigInteger.Pow(a.Denominator, k));

    private static Rational? Short(Rational? a) => a is { } b && Bits(b) <= MostBits ? a : null;

    private static long Bits(Rational a) => Math.Max(BigInteger.Abs(a.Numerator).GetBitLength(), a.Denominator.GetBitLength());
}
