namespace QuantRelu.Numerics;

/// <summary>
/// The operations that a target function is written with, over one kind of number: doubles, Taylor jets, rigorous
/// intervals. An expression is evaluated in any of them by the same walk.
/// </summary>
/// <typeparam name="T">The kind of number.</typeparam>
internal interface IAlgebra<T>
{
    /// <summary>The number that stands for an exact constant.</summary>
    T Constant(Rational value);

    /// <summary>π.</summary>
    T Pi { get; }

    /// <summary>Sum.</summary>
    T Add(T a, T b);

    /// <summary>Difference.</summary>
    T Subtract(T a, T b);

    /// <summary>Product.</summary>
    T Multiply(T a, T b);

    /// <summary>Quotient.</summary>
    T Divide(T a, T b);

    /// <summary>Negative.</summary>
    T Negate(T a);

    /// <summary>a^k for an integer k of any sign.</summary>
    T Power(T a, int k);

    /// <summary>a^c for an exact constant c that is not an integer, and a ≥ 0.</summary>
    T Power(T a, Rational c);

    /// <summary>e^a.</summary>
    T Exp(T a);

    /// <summary>Natural logarithm.</summary>
    T Log(T a);

    /// <summary>Sine.</summary>
    T Sin(T a);

    /// <summary>Cosine.</summary>
    T Cos(T a);

    /// <summary>Tangent.</summary>
    T Tan(T a);

    /// <summary>Arc sine, a in [-1, 1].</summary>
    T Asin(T a);

    /// <summary>Arc cosine, a in [-1, 1].</summary>
    T Acos(T a);

    /// <summary>Arc tangent.</summary>
    T Atan(T a);

    /// <summary>Hyperbolic sine.</summary>
    T Sinh(T a);

    /// <summary>Hyperbolic cosine.</summary>
    T Cosh(T a);

    /// <summary>Hyperbolic tangent.</summary>
    T Tanh(T a);

    /// <summary>Absolute value.</summary>
    T Abs(T a);

    /// <summary>The smaller of two numbers.</summary>
    T Min(T a, T b);

    /// <summary>The larger of two numbers.</summary>
    T Max(T a, T b);

    /// <summary>The largest whole number that is not larger.</summary>
    T Floor(T a);

    /// <summary>The error function.</summary>
    T Erf(T a);

    /// <summary>D^j s(a)/j! of s(x) = sin(x)/x with s(0) = 1: s itself for j = 0.</summary>
    T Sinc(T a, int j);

    /// <summary>The angle of the point (x, y), from -π to π.</summary>
    T Atan2(T y, T x);

    /// <summary>f(a), and over jets the derivatives of f of what a is the jet of.</summary>
    T Apply(ITaylorSeries f, T a) => Coefficients(f, a, 0)[0];

    /// <summary>D^j f(a)/j! for j = 0, ..., <paramref name="order"/>, as closely as the numbers allow.</summary>
    T[] Coefficients(ITaylorSeries f, T a, int order) => f.Coefficients(this, a, order);

    /// <summary>√(a² + b²).</summary>
    T Hypot(T a, T b) => Power(Add(Power(a, 2), Power(b, 2)), Rational.Create(1, 2));

    /// <summary>
    /// <paramref name="atLeast"/> where a ≥ b, <paramref name="below"/> where a &lt; b. Sets contain both when a and b do not decide.
    /// </summary>
    /// <param name="a">A number.</param>
    /// <param name="b">What it is compared with.</param>
    /// <param name="atLeast">The one.</param>
    /// <param name="below">The other.</param>
    /// <param name="isContinuous">Whether both are known to be equal where a = b. Where they are not, the choice may jump there and has no derivatives.</param>
    T Choose(T a, T b, T atLeast, T below, bool isContinuous);

    /// <summary>Of a set, the part with a ≥ b, or a ≤ b, if there is any; numbers are left as they are.</summary>
    T Restrict(T a, T b, bool atLeast) => a;
}
