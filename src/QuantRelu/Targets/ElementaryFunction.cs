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
}

/// <summary>What the functions have in common.</summary>
internal static class ElementaryFunctions
{
    /// <summary>True for abs, min and max: continuous, with derivatives that jump.</summary>
    public static bool HasKink(this ElementaryFunction function) =>
        function is ElementaryFunction.Abs or ElementaryFunction.Min or ElementaryFunction.Max;

    /// <summary>How many arguments the function takes; min and max take that many or more.</summary>
    public static int Arity(this ElementaryFunction function) => function.IsVariadic() ? 2 : 1;

    /// <summary>True when more arguments than <see cref="Arity"/> are fine.</summary>
    public static bool IsVariadic(this ElementaryFunction function) => function is ElementaryFunction.Min or ElementaryFunction.Max;

    /// <summary>The name in a text.</summary>
    public static string NameOf(this ElementaryFunction function) => function.ToString().ToLowerInvariant();
}
