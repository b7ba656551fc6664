using QuantRelu.Targets;

namespace QuantRelu.Formats.Certificates;

/// <summary>
/// Chooses the branches of abs, min, max and their like, and of a continuous if, on a cell, exactly,
/// wherever they are decided by the sign of a straight line: |a| is a
/// where a ≥ 0 and -a where a ≤ 0, min(a, b) is b where a - b ≥ 0, and so on. Where such a line changes its sign inside of the cell, the
/// cell has to be cut there. Other kinks stay as they are.
/// </summary>
/// <param name="from">The left end of the cell.</param>
/// <param name="to">The right end.</param>
internal sealed class KinkRemoval(Rational from, Rational to)
{
    /// <summary>Where the cell has to be cut before all branches are decided; null when nowhere.</summary>
    public Rational? Cut { get; private set; }

    /// <summary>The formula, equal on the cell; of no meaning when a <see cref="Cut"/> was found.</summary>
    public Expression Apply(Expression formula) => formula switch
    {
        Negate n => ExpressionBuilder.Negate(Apply(n.Operand)),
        Targets.Binary b => ExpressionBuilder.Combine(b.Operator, Apply(b.Left), Apply(b.Right)),
        Power p => ExpressionBuilder.Power(Apply(p.Base), Apply(p.Exponent)),
        Call { Function: ElementaryFunction.Abs } c => Absolute(Apply(c.Arguments[0])),
        Call c when c.Function.IsVariadic() => c.Arguments.Select(Apply).Aggregate((a, b) => Extreme(c.Function, a, b)),
        Call { Function: ElementaryFunction.Relu } c => Extreme(ElementaryFunction.Max, Apply(c.Arguments[0]), ExpressionBuilder.Constant(0)),
        Call { Function: ElementaryFunction.Clamp } c => Extreme(
            ElementaryFunction.Max, Apply(c.Arguments[1]), Extreme(ElementaryFunction.Min, Apply(c.Arguments[0]), Apply(c.Arguments[2]))),
        Call c => ExpressionBuilder.Call(c.Function, [.. c.Arguments.Select(Apply)]),
        Choice { IsContinuous: true } c => Chosen(c),
        _ => formula,
    };

    private Expression Chosen(Choice choice) => Sign(ExpressionBuilder.Subtract(choice.Left, choice.Right)) switch
    {
        > 0 => Apply(choice.IsAbove ? choice.Then : choice.Otherwise),
        < 0 => Apply(choice.IsAbove ? choice.Otherwise : choice.Then),
        _ => choice,
    };

    private Expression Absolute(Expression a) => Sign(a) switch
    {
        > 0 => a,
        < 0 => ExpressionBuilder.Negate(a),
        _ => ExpressionBuilder.Call(ElementaryFunction.Abs, a),
    };

    private Expression Extreme(ElementaryFunction function, Expression a, Expression b) => Sign(ExpressionBuilder.Subtract(a, b)) switch
    {
        > 0 => function == ElementaryFunction.Max ? a : b,
        < 0 => function == ElementaryFunction.Max ? b : a,
        _ => ExpressionBuilder.Call(function, a, b),
    };

    // 1 for a line that is not negative on the cell, -1 for one that is not positive, 0 when it is not decided.
    private int Sign(Expression difference)
    {
        if (StraightLine.Of(difference) is not { } line)
        {
            return 0;
        }

        (int left, int right) = (line.At(from).Sign, line.At(to).Sign);
        if (left * right < 0)
        {
            Cut ??= -line.Constant / line.Slope;
            return 0;
        }

        return left + right >= 0 ? 1 : -1;
    }
}
