namespace QuantRelu.Targets;

/// <summary>Writes an expression with as few parentheses as reading it back allows.</summary>
internal static class ExpressionPrinter
{
    /// <summary>How tightly a text holds together; the loosest first.</summary>
    private enum Binding
    {
        Sum,
        Product,
        Sign,
        Power,
        Atom,
    }

    /// <summary>The text of the whole expression.</summary>
    public static string Print(Expression expression) => expression switch
    {
        Constant c => c.Value.ToString(),
        NamedConstant n => n.Name,
        Variable v => Variable.NameOf(v.Index),
        Negate n => $"-{AfterSign(n.Operand)}",
        Binary b => $"{First(b.Left, BindingOf(b))}{Symbol(b.Operator)}{Operand(b.Right, BindingOf(b) + 1)}",
        Power p => $"{Operand(p.Base, Binding.Atom)}^{Exponent(p.Exponent)}",
        Call c => $"{c.Function.NameOf()}({string.Join(", ", c.Arguments.Select(Print))})",
        Choice c => $"if({Print(c.Left)} {Choice.Sign(c.Relation)} {Print(c.Right)}, {Print(c.Then)}, {Print(c.Otherwise)})",
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    /// <summary>A left operand: whatever holds together tightly enough, a leading sign included.</summary>
    private static string First(Expression operand, Binding atLeast) =>
        BindingOf(operand) >= atLeast ? Print(operand) : $"({Print(operand)})";

    /// <summary>Any other operand: a sign after an operator would be correct but hard to read.</summary>
    private static string Operand(Expression operand, Binding atLeast)
    {
        string text = First(operand, atLeast);
        return text.StartsWith('-') ? $"({text})" : text;
    }

    /// <summary>Signs may follow each other: with parentheses a long row of them would nest deeper than can be read back.</summary>
    private static string AfterSign(Expression operand) => operand is Negate ? Print(operand) : Operand(operand, Binding.Power);

    /// <summary>The same for signs in a tower of powers; a negative number is still set apart.</summary>
    private static string Exponent(Expression exponent) =>
        exponent is Negate { Operand: Power or Negate } ? Print(exponent) : Operand(exponent, Binding.Power);

    private static Binding BindingOf(Expression expression) => expression switch
    {
        Constant { Value.Denominator.IsOne: false } => Binding.Product,
        Constant { Value.Sign: < 0 } => Binding.Sign,
        Negate => Binding.Sign,
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } => Binding.Sum,
        Binary => Binding.Product,
        Power => Binding.Power,
        _ => Binding.Atom,
    };

    private static char Symbol(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => '+',
        BinaryOperator.Subtract => '-',
        BinaryOperator.Multiply => '*',
        BinaryOperator.Divide => '/',
        _ => throw new NotSupportedException(@operator.ToString()),
    };
}
