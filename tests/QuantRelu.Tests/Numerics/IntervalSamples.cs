using CsCheck;
using QuantRelu.Numerics;

namespace QuantRelu.Tests.Numerics;

/// <summary>The functions of an interval algebra with their domains, and numbers to try them on.</summary>
internal static class IntervalSamples
{
    public static readonly Gen<int> Precisions = Gen.Int[0, 5].Select(i => new[] { 2, 5, 24, 53, 64, 113 }[i]);

    /// <summary>Numbers of one to a hundred digits, from 2^-80 to about 2^10.</summary>
    public static readonly Gen<Dyadic> Numbers = Gen.Frequency(
        (3, Gen.Select(Gen.Long[-(1L << 53), 1L << 53], Gen.Int[-60, -45], (m, e) => Dyadic.Create(m, e))),
        (1, Gen.Select(Gen.Int[-40, 40], Gen.Int[-80, 2], (m, e) => Dyadic.Create(m, e))),
        (1, Gen.Select(Gen.Long, Gen.Long, (a, b) => Dyadic.Create(a, -60) + Dyadic.Create(b, -120))));

    public static readonly IReadOnlyList<Function> Functions =
    [
        new("sqrt", (g, a) => g.Power(a, Rational.Create(1, 2)), Math.Sqrt, 0, double.MaxValue),
        new("sqrt³", (g, a) => g.Power(a, Rational.Create(3, 2)), x => x * Math.Sqrt(x), 0, double.MaxValue),
        new("1/sqrt", (g, a) => g.Power(a, Rational.Create(-1, 2)), x => 1 / Math.Sqrt(x), double.Epsilon, double.MaxValue),
        new("cube root", (g, a) => g.Power(a, Rational.Create(1, 3)), Math.Cbrt, 0, double.MaxValue),
        new("square", (g, a) => g.Power(a, 2), x => x * x),
        new("cube", (g, a) => g.Power(a, 3), x => x * x * x),
        new("exp", (g, a) => g.Exp(a), Math.Exp),
        new("log", (g, a) => g.Log(a), Math.Log, double.Epsilon, double.MaxValue),
        new("sin", (g, a) => g.Sin(a), Math.Sin),
        new("cos", (g, a) => g.Cos(a), Math.Cos),
        new("tan", (g, a) => g.Tan(a), Math.Tan),
        new("asin", (g, a) => g.Asin(a), Math.Asin, -1, 1),
        new("acos", (g, a) => g.Acos(a), Math.Acos, -1, 1),
        new("atan", (g, a) => g.Atan(a), Math.Atan),
        new("sinh", (g, a) => g.Sinh(a), Math.Sinh),
        new("cosh", (g, a) => g.Cosh(a), Math.Cosh),
        new("tanh", (g, a) => g.Tanh(a), Math.Tanh),
        new("erf", (g, a) => g.Erf(a), MathNet.Numerics.SpecialFunctions.Erf),
        new("sinc", (g, a) => g.Sinc(a, 0), x => x == 0 ? 1 : Math.Sin(x) / x),
    ];

    public static Gen<Function> AnyFunction { get; } = Gen.Int[0, Functions.Count - 1].Select(i => Functions[i]);

    /// <summary>True when the interval's width is at most 2^(3 - precision) times its magnitude.</summary>
    public static bool IsTight(Interval a, int precision) => a.Width <= a.Magnitude.Scale(3 - precision);

    /// <summary>A function over intervals, the same in doubles, and the closed interval that it is defined on.</summary>
    public sealed record Function(
        string Name,
        Func<IntervalAlgebra, Interval, Interval> Of,
        Func<double, double> Double,
        double From = double.MinValue,
        double To = double.MaxValue)
    {
        public bool IsDefinedAt(Dyadic x) => Dyadic.FromDouble(From) <= x && x <= Dyadic.FromDouble(To);

        public override string ToString() => Name;
    }
}
