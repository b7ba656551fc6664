namespace QuantRelu.Targets;

/// <summary>The functions that an expression can call; in a text they are written in lower case.</summary>
public enum ElementaryFunction
{
    /// <summary>Sine.</summary>
    Sin,

    /// <summary>Cosine.</summary>
    Cos,

    /// <summary>Tangent.</summary>
    Tan,

    /// <summary>Arc sine.</summary>
    Asin,

    /// <summary>Arc cosine.</summary>
    Acos,

    /// <summary>Arc tangent.</summary>
    Atan,

    /// <summary>Hyperbolic sine.</summary>
    Sinh,

    /// <summary>Hyperbolic cosine.</summary>
    Cosh,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>e to a power.</summary>
    Exp,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>Absolute value.</summary>
    Abs,

    /// <summary>The smallest of two or more.</summary>
    Min,

    /// <summary>The largest of two or more.</summary>
    Max,

    /// <summary>-1, 0 or 1; it jumps at 0.</summary>
    Sign,

    /// <summary>0 below 0, otherwise 1; it jumps at 0.</summary>
    Step,

    /// <summary>The largest whole number that is not larger; it jumps at whole numbers.</summary>
    Floor,

    /// <summary>The smallest whole number that is not smaller; it jumps at whole numbers.</summary>
    Ceil,

    /// <summary>The nearest whole number, the larger of two: floor(u + 1/2).</summary>
    Round,

    /// <summary>What is above a whole number: u - floor(u).</summary>
    Frac,

    /// <summary>u - v·floor(u/v), which has the sign of v.</summary>
    Mod,

    /// <summary>The error function, 2/√π·∫ e^(-t²) dt from 0.</summary>
    Erf,

    /// <summary>The logistic function, 1/(1 + e^-u).</summary>
    Sigmoid,

    /// <summary>max(u, 0).</summary>
    Relu,

    /// <summary>log(1 + e^u).</summary>
    Softplus,

    /// <summary>u·(1 + erf(u/√2))/2.</summary>
    Gelu,

    /// <summary>sin(u)/u, and 1 at 0.</summary>
    Sinc,

    /// <summary>The cube root, of either sign.</summary>
    Cbrt,

    /// <summary>√(u² + v²).</summary>
    Hypot,

    /// <summary>The angle of the point (v, u), from -π to π; atan2(u, v) jumps where v is below 0 and u changes its sign.</summary>
    Atan2,

    /// <summary>u where it is between two bounds, otherwise the nearer bound: clamp(u, low, high).</summary>
    Clamp,
}

/// <summary>What the functions have in common.</summary>
internal static class ElementaryFunctions
{
    /// <summary>True for abs, min, max and their like: continuous, with derivatives that jump.</summary>
    public static bool HasKink(this ElementaryFunction function) => function
        is ElementaryFunction.Abs or ElementaryFunction.Min or ElementaryFunction.Max or ElementaryFunction.Relu or ElementaryFunction.Clamp;

    /// <summary>True for functions that jump somewhere and are without slope elsewhere, or with that of their argument.</summary>
    public static bool HasSteps(this ElementaryFunction function) => function
        is ElementaryFunction.Sign or ElementaryFunction.Step or ElementaryFunction.Floor or ElementaryFunction.Ceil or ElementaryFunction.Round
        or ElementaryFunction.Frac or ElementaryFunction.Mod;

    /// <summary>How many arguments the function takes; min and max take that many or more.</summary>
    public static int Arity(this ElementaryFunction function) => function switch
    {
        ElementaryFunction.Min or ElementaryFunction.Max or ElementaryFunction.Mod or ElementaryFunction.Hypot or ElementaryFunction.Atan2 => 2,
        ElementaryFunction.Clamp => 3,
        _ => 1,
    };

    /// <summary>True when more arguments than <see cref="Arity"/> are fine.</summary>
    public static bool IsVariadic(this ElementaryFunction function) => function is ElementaryFunction.Min or ElementaryFunction.Max;

    /// <summary>The name in a text.</summary>
    public static string NameOf(this ElementaryFunction function) => function.ToString().ToLowerInvariant();
}
