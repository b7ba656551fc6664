using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>The walk that gives an expression its value in any algebra.</summary>
internal static class ExpressionEvaluator
{
    private static readonly Rational OneHalf = Rational.Create(1, 2);
    private static readonly Rational OneThird = Rational.Create(1, 3);

    /// <summary>The value, at least as many variables being given as the expression uses.</summary>
    public static T Evaluate<T>(Expression expression, IAlgebra<T> algebra, ReadOnlySpan<T> variables) => expression switch
    {
        Constant c => algebra.Constant(c.Value),
        Variable v => variables[v.Index],
        NamedConstant n => n == NamedConstant.Pi ? algebra.Pi : algebra.Exp(algebra.Constant(1)),
        Negate n => algebra.Negate(Evaluate(n.Operand, algebra, variables)),
        Binary { Removable: { } quotient } => algebra.Apply(quotient, variables[quotient.Variable]),
        Binary b => Combine(b.Operator, algebra, Evaluate(b.Left, algebra, variables), Evaluate(b.Right, algebra, variables)),
        Power p => Raise(p, algebra, variables),
        Call { Arguments.Length: 1 } c => Apply(c.Function, algebra, Evaluate(c.Arguments[0], algebra, variables)),
        Call c => Apply(c, algebra, variables),
        Choice c => Choose(c, algebra, variables),
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
        ElementaryFunction.Relu => algebra.Max(u, algebra.Constant(0)),
        ElementaryFunction.Erf => algebra.Erf(u),
        ElementaryFunction.Sinc => algebra.Sinc(u, 0),
        ElementaryFunction.Sigmoid => Half(algebra, algebra.Add(algebra.Constant(1), algebra.Tanh(Half(algebra, u)))),
        ElementaryFunction.Softplus => algebra.Log(algebra.Add(algebra.Constant(1), algebra.Exp(u))),
        ElementaryFunction.Gelu => Half(algebra, algebra.Multiply(u, algebra.Add(
            algebra.Constant(1), algebra.Erf(algebra.Divide(u, algebra.Power(algebra.Constant(2), OneHalf)))))),
        ElementaryFunction.Cbrt => CubeRoot(algebra, u, algebra.Power(algebra.Abs(u), OneThird)),
        ElementaryFunction.Sign => Sign(algebra, u),
        ElementaryFunction.Step => algebra.Choose(u, algebra.Constant(0), algebra.Constant(1), algebra.Constant(0), isContinuous: false),
        ElementaryFunction.Floor => algebra.Floor(u),
        ElementaryFunction.Ceil => algebra.Negate(algebra.Floor(algebra.Negate(u))),
        ElementaryFunction.Round => algebra.Floor(algebra.Add(u, algebra.Constant(OneHalf))),
        ElementaryFunction.Frac => algebra.Subtract(u, algebra.Floor(u)),
        _ => throw new NotSupportedException(function.ToString()),
    };

    private static T Apply<T>(Call call, IAlgebra<T> algebra, ReadOnlySpan<T> variables)
    {
        T u = Evaluate(call.Arguments[0], algebra, variables), v = Evaluate(call.Arguments[1], algebra, variables);
        return call.Function switch
        {
            ElementaryFunction.Hypot => algebra.Hypot(u, v),
            ElementaryFunction.Atan2 => algebra.Atan2(u, v),
            ElementaryFunction.Mod => algebra.Subtract(u, algebra.Multiply(v, algebra.Floor(algebra.Divide(u, v)))),
            ElementaryFunction.Clamp => algebra.Max(v, algebra.Min(u, Evaluate(call.Arguments[2], algebra, variables))),
            _ => Reduce(call, u, v, algebra, variables),
        };
    }

    private static T Reduce<T>(Call call, T first, T second, IAlgebra<T> algebra, ReadOnlySpan<T> variables)
    {
        Func<T, T, T> choose = call.Function switch
        {
            ElementaryFunction.Min => algebra.Min,
            ElementaryFunction.Max => algebra.Max,
            _ => throw new NotSupportedException(call.Function.ToString()),
        };
        T result = choose(first, second);
        foreach (Expression argument in call.Arguments.AsSpan()[2..])
        {
            result = choose(result, Evaluate(argument, algebra, variables));
        }

        return result;
    }

    // Each branch is looked at where it is chosen only: if(x < 0, 0, sqrt(x)) has no root of a negative number in it.
    private static T Choose<T>(Choice choice, IAlgebra<T> algebra, ReadOnlySpan<T> variables)
    {
        T left = Evaluate(choice.Left, algebra, variables), right = Evaluate(choice.Right, algebra, variables);
        T then = Branch(choice, choice.Branches.Value.Then, choice.IsAbove, algebra, variables);
        T otherwise = Branch(choice, choice.Branches.Value.Otherwise, !choice.IsAbove, algebra, variables);
        return choice.IsAbove == choice.IncludesEquality
            ? algebra.Choose(left, right, choice.IsAbove ? then : otherwise, choice.IsAbove ? otherwise : then, choice.IsContinuous)
            : algebra.Choose(right, left, choice.IsAbove ? otherwise : then, choice.IsAbove ? then : otherwise, choice.IsContinuous);
    }

    private static T Branch<T>(Choice choice, Expression branch, bool isAbove, IAlgebra<T> algebra, ReadOnlySpan<T> variables)
    {
        if (choice.Switch is not { } place)
        {
            return Evaluate(branch, algebra, variables);
        }

        T[] restricted = variables.ToArray();
        restricted[place.Variable] = algebra.Restrict(restricted[place.Variable], algebra.Constant(place.At), isAbove == place.IsAboveRight);
        return Evaluate(branch, algebra, restricted);
    }

    private static T Half<T>(IAlgebra<T> algebra, T u) => algebra.Divide(u, algebra.Constant(2));

    private static T CubeRoot<T>(IAlgebra<T> algebra, T u, T size) => algebra.Choose(u, algebra.Constant(0), size, algebra.Negate(size), isContinuous: true);

    private static T Sign<T>(IAlgebra<T> algebra, T u)
    {
        T zero = algebra.Constant(0);
        T notAbove = algebra.Choose(u, zero, zero, algebra.Constant(-1), isContinuous: false);
        return algebra.Choose(zero, u, notAbove, algebra.Constant(1), isContinuous: false);
    }
}
