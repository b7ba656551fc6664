using System.Numerics;
using QuantRelu.Numerics;

namespace QuantRelu.Tests.Numerics;

/// <summary>Exact arithmetic as an algebra: what the four operations, integer powers and comparisons give without rounding.</summary>
internal sealed class RationalAlgebra : IOrderedAlgebra<Rational>
{
    public static RationalAlgebra Instance { get; } = new();

    public Rational Pi => throw Irrational();

    public Rational Constant(Rational value) => value;

    public Rational Add(Rational a, Rational b) => a + b;

    public Rational Subtract(Rational a, Rational b) => a - b;

    public Rational Multiply(Rational a, Rational b) => a * b;

    public Rational Divide(Rational a, Rational b) => a / b;

    public Rational Negate(Rational a) => -a;

    public Rational Power(Rational a, int k)
    {
        Rational b = k < 0 ? 1 / a : a;
        return Rational.Create(BigInteger.Pow(b.Numerator, Math.Abs(k)), BigInteger.Pow(b.Denominator, Math.Abs(k)));
    }

    public Rational Power(Rational a, Rational c) => throw Irrational();

    public Rational Exp(Rational a) => throw Irrational();

    public Rational Log(Rational a) => throw Irrational();

    public Rational Sin(Rational a) => throw Irrational();

    public Rational Cos(Rational a) => throw Irrational();

    public Rational Tan(Rational a) => throw Irrational();

    public Rational Asin(Rational a) => throw Irrational();

    public Rational Acos(Rational a) => throw Irrational();

    public Rational Atan(Rational a) => throw Irrational();

    public Rational Sinh(Rational a) => throw Irrational();

    public Rational Cosh(Rational a) => throw Irrational();

    public Rational Tanh(Rational a) => throw Irrational();

    public Rational Abs(Rational a) => Rational.Abs(a);

    public Rational Min(Rational a, Rational b) => a < b ? a : b;

    public Rational Max(Rational a, Rational b) => a < b ? b : a;

    public Rational Select(Rational a, Rational b, Rational atLeast, Rational below) => a >= b ? atLeast : below;

    public Rational Choose(Rational a, Rational b, Rational atLeast, Rational below, bool isContinuous) => a >= b ? atLeast : below;

    public Rational Floor(Rational a) => Rational.Create(a.Floor(), 1);

    public Rational Erf(Rational a) => throw Irrational();

    public Rational Sinc(Rational a, int j) => throw Irrational();

    public Rational Atan2(Rational y, Rational x) => throw Irrational();

    private static NotSupportedException Irrational() => new("The result is not rational.");
}
