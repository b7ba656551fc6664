namespace QuantRelu.Targets;

/// <summary>
/// What other languages call functions that an expression can have under another name or as a formula, and names that stand for no such function: near
/// as the spelling may be, none of them is a misspelling of a function of another meaning.
/// </summary>
internal static class OtherFunctions
{
    // The same function under another name.
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["loge"] = "log",
        ["lg"] = "log10",
        ["ld"] = "log2",
        ["lb"] = "log2",
        ["arcsin"] = "asin",
        ["arccos"] = "acos",
        ["arctan"] = "atan",
        ["arctg"] = "atan",
        ["tg"] = "tan",
        ["sh"] = "sinh",
        ["ch"] = "cosh",
        ["th"] = "tanh",
        ["fabs"] = "abs",
        ["absolute"] = "abs",
        ["minimum"] = "min",
        ["maximum"] = "max",
        ["power"] = "pow",
        ["sgn"] = "sign",
        ["signum"] = "sign",
        ["heaviside"] = "step",
        ["ceiling"] = "ceil",
        ["fmod"] = "mod",
        ["rem"] = "mod",
        ["fract"] = "frac",
        ["logistic"] = "sigmoid",
        ["expit"] = "sigmoid",
        ["clip"] = "clamp",
        ["where"] = "if",
        ["iif"] = "if",
        ["ifelse"] = "if",
        ["piecewise"] = "if",
    };

    // A formula for it in x.
    private static readonly Dictionary<string, string> Formulas = new(StringComparer.OrdinalIgnoreCase)
    {
        ["asinh"] = "log(x+sqrt(x^2+1))",
        ["arsinh"] = "log(x+sqrt(x^2+1))",
        ["arcsinh"] = "log(x+sqrt(x^2+1))",
        ["acosh"] = "log(x+sqrt(x^2-1))",
        ["arcosh"] = "log(x+sqrt(x^2-1))",
        ["arccosh"] = "log(x+sqrt(x^2-1))",
        ["atanh"] = "log((1+x)/(1-x))/2",
        ["artanh"] = "log((1+x)/(1-x))/2",
        ["arctanh"] = "log((1+x)/(1-x))/2",
        ["cot"] = "1/tan(x)",
        ["cotan"] = "1/tan(x)",
        ["ctg"] = "1/tan(x)",
        ["sec"] = "1/cos(x)",
        ["csc"] = "1/sin(x)",
        ["cosec"] = "1/sin(x)",
        ["coth"] = "1/tanh(x)",
        ["sech"] = "1/cosh(x)",
        ["csch"] = "1/sinh(x)",
        ["acot"] = "pi/2-atan(x)",
        ["asec"] = "acos(1/x)",
        ["acsc"] = "asin(1/x)",
        ["sqr"] = "x^2",
        ["square"] = "x^2",
        ["cube"] = "x^3",
        ["exp2"] = "2^x",
        ["exp10"] = "10^x",
        ["expm1"] = "exp(x)-1",
        ["log1p"] = "log(1+x)",
        ["erfc"] = "1-erf(x)",
        ["normcdf"] = "(1+erf(x/sqrt(2)))/2",
        ["phi"] = "(1+erf(x/sqrt(2)))/2",
        ["swish"] = "x*sigmoid(x)",
        ["silu"] = "x*sigmoid(x)",
        ["elu"] = "if(x < 0, exp(x)-1, x)",
        ["leakyrelu"] = "max(x,x/100)",
        ["trunc"] = "sign(x)*floor(abs(x))",
        ["int"] = "floor(x)",
        ["deg"] = "x*180/pi",
        ["rad"] = "x*pi/180",
    };

    // Nothing that can be said in these functions.
    private static readonly HashSet<string> Unknown = new(StringComparer.OrdinalIgnoreCase)
    {
        "gamma", "lgamma", "beta", "zeta", "sum", "prod", "mean", "avg", "med", "var", "std", "norm", "rand", "sinint", "cosint",
    };

    /// <summary>A phrase that helps with such a name, beginning with its punctuation; null when the name is none of them.</summary>
    public static string? Hint(string name) =>
        Names.TryGetValue(name, out string? same) ? $": did you mean '{same}'?"
        : Formulas.TryGetValue(name, out string? formula) ? $": it is written {formula}."
        : Unknown.Contains(name) ? "." : null;
}
