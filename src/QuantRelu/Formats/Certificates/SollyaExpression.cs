using QuantRelu.Targets;

namespace QuantRelu.Formats.Certificates;

/// <summary>
/// Writes a formula in u in Sollya's language, every operation in parentheses. Sollya has no min and max of functions: they are
/// (a + b ∓ |a - b|)/2; and a power with an exponent that is no number is exp(v log u), as everywhere here.
/// </summary>
internal static class SollyaExpression
{
    /// <summary>The text.</summary>
    public static string Print(Expression formula) => formula switch
    {
        Constant c => Number(c.Value),
        NamedConstant n => n == NamedConstant.Pi ? "pi" : "exp(1)",
        Variable => "u",
        Negate n => $"(-{Print(n.Operand)})",
        Targets.Binary b => $"({Print(b.Left)} {Symbol(b.Operator)} {Print(b.Right)})",
        Power p => Raised(p),
        Call c when c.Function.IsVariadic() =>
            c.Arguments.Select(Print).Aggregate((a, b) => $"(({a} + {b} {(c.Function == ElementaryFunction.Min ? '-' : '+')} abs({a} - {b})) / 2)"),
        Call c => Called(c),
        Choice => throw new ExportLimitException("Sollya has no choice between two formulas, and where this one switches is not where a straight line is 0."),
        _ => throw new NotSupportedException(formula.GetType().Name),
    };

    // Sollya's own functions go by the same names; of the others those that are formulas.
    private static string Called(Call call)
    {
        string u = Print(call.Arguments[0]);
        return call.Function switch
        {
            ElementaryFunction.Relu => $"(({u} + abs({u})) / 2)",
            ElementaryFunction.Sigmoid => $"(1 / (1 + exp(-({u}))))",
            ElementaryFunction.Softplus => $"log(1 + exp({u}))",
            ElementaryFunction.Gelu => $"({u} * (1 + erf({u} / sqrt(2))) / 2)",
            ElementaryFunction.Hypot => $"sqrt({u}^2 + {Print(call.Arguments[1])}^2)",
            > ElementaryFunction.Max and not ElementaryFunction.Erf => throw new ExportLimitException($"Sollya has no function {call.Function.NameOf()}."),
            _ => $"{call.Function.NameOf()}({u})",
        };
    }

    /// <summary>An exact number; Sollya keeps fractions as they are.</summary>
    public static string Number(Rational value) => value.Sign < 0 || !value.Denominator.IsOne ? $"({value})" : value.ToString();

    private static string Raised(Power power) => power.Base == NamedConstant.E
        ? $"exp({Print(power.Exponent)})"
        : power.Exponent is Constant
            ? $"({Print(power.Base)}^{Print(power.Exponent)})"
            : $"exp({Print(power.Exponent)} * log({Print(power.Base)}))";

    private static char Symbol(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => '+',
        BinaryOperator.Subtract => '-',
        BinaryOperator.Multiply => '*',
        BinaryOperator.Divide => '/',
        _ => throw new NotSupportedException(@operator.ToString()),
    };
}
