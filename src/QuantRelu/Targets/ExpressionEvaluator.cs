using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>The walk that gives an expression its value in any algebra.</summary>
internal static class ExpressionEvaluator
{
    private static readonly Rational OneHalf = Rational.Create(1, 2);

    /// <summary>The value, at least as many variables being given as the expression uses.</summary>
    public static T Evaluate<T>(Expression expression, IAlgebra<T> algebra, ReadOnlySpan<T> variables) => expression switch
    {
        Constant c => algebra.Constant(c.Value),
        Variable v => variables[v.Index],
        NamedConstant n => n == NamedConstant.Pi ? algebra.Pi : algebra.Exp(algebra.Constant(1)),
        Negate n => algebra.Negate(Evaluate(n.Operand, algebra, variables)),
        Binary b => Combine(b.Operator, algebra, Evaluate(b.Left, algebra, variables), Evaluate(b.Right, algebra, variables)),
        Power p => Raise(p, algebra, variables),
        Call { Arguments.Length: 1 } c => Apply(c.Function, algebra, Evaluate(c.Arguments[0], algebra, variables)),
        Call c => Reduce(c, algebra, variables),
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private static T Combine<T>(BinaryOperator @operator, IAlgebra<T> algebra, T left, T right) => @operator switch
    {
        BinaryOperator.Add => algebra.Add(left, right),
        BinaryOperator.Subtract => algebra.Subtract(left, right),
        BinaryOperator.Multiply => algebra.Multiply(left, right),
        BinaryOperator.Divide => algebra.Divide(left, right),
        _ => throw new NotSupportedException(@operator.ToString()),
    };

    private static T Raise<T>(Power power, IAlgebra<T> algebra, ReadOnlySpan<T> variables)
    {
        if (power.Base == NamedConstant.E)
        {
            return algebra.Exp(Evaluate(power.Exponent, algebra, variables));
        }

        T u = Evaluate(power.Base, algebra, variables);
        if (power.Exponent is Constant { Value: var exponent })
        {
            return exponent.Denominator.IsOne ? algebra.Power(u, (int)exponent.Numerator) : algebra.Power(u, exponent);
        }

        return algebra.Exp(algebra.Multiply(Evaluate(power.Exponent, algebra, variables), algebra.Log(u)));
    }

    private static T Apply<T>(ElementaryFunction function, IAlgebra<T> algebra, T u) => function switch
    {
        ElementaryFunction.Sin => algebra.Sin(u),
        ElementaryFunction.Cos => algebra.Cos(u),
        ElementaryFunction.Tan => algebra.Tan(u),
        ElementaryFunction.Asin => algebra.Asin(u),
        ElementaryFunction.Acos => algebra.Acos(u),
        ElementaryFunction.Atan => algebra.Atan(u),
        ElementaryFunction.Sinh => algebra.Sinh(u),
        ElementaryFunction.Cosh => algebra.Cosh(u),
        ElementaryFunction.Tanh => algebra.Tanh(u),
        ElementaryFunction.Exp => algebra.Exp(u),
        ElementaryFunction.Log => algebra.Log(u),
        ElementaryFunction.Sqrt => algebra.Power(u, OneHalf),
        ElementaryFunction.Abs => algebra.Abs(u),
        _ => throw new NotSupportedException(function.ToString()),
    };

    private static T Reduce<T>(Call call, IAlgebra<T> algebra, ReadOnlySpan<T> variables)
    {
        T result = Evaluate(call.Arguments[0], algebra, variables);
        foreach (Expression argument in call.Arguments.AsSpan()[1..])
        {
            T next = Evaluate(argument, algebra, variables);
            result = call.Function == ElementaryFunction.Min ? algebra.Min(result, next) : algebra.Max(result, next);
        }

        return result;
    }
}
