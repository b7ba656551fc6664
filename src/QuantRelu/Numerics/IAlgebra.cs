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
}
