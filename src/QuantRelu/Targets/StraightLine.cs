namespace QuantRelu.Targets;

/// <summary>u ↦ <paramref name="Constant"/> + <paramref name="Slope"/>·u, exactly.</summary>
/// <param name="Constant">The value at 0.</param>
/// <param name="Slope">The slope.</param>
internal readonly record struct StraightLine(Rational Constant, Rational Slope)
{
    /// <summary>The line that a formula in u is, as far as its form shows it: null with a product of two variables, a function, a power, π or e.</summary>
    public static StraightLine? Of(Expression formula) => formula switch
    {
        Constant c => new(c.Value, default),
        Variable => new(default, 1),
        Negate n => Of(n.Operand) is { } line ? line * -1 : null,
        Binary b => Of(b.Left) is { } left && Of(b.Right) is { } right ? Combine(b.Operator, left, right) : null,
        _ => null,
    };

    /// <summary>The value at a point.</summary>
    public Rational At(Rational u) => Constant + (Slope * u);

    /// <summary>The line times a number.</summary>
    public static StraightLine operator *(StraightLine line, Rational factor) => new(line.Constant * factor, line.Slope * factor);

    /// <summary>The sum.</summary>
    public static StraightLine operator +(StraightLine a, StraightLine b) => new(a.Constant + b.Constant, a.Slope + b.Slope);

    private static StraightLine? Combine(BinaryOperator @operator, StraightLine a, StraightLine b) => @operator switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a + (b * -1),
        BinaryOperator.Multiply when b.Slope.IsZero => a * b.Constant,
        BinaryOperator.Multiply when a.Slope.IsZero => b * a.Constant,
        BinaryOperator.Divide when b.Slope.IsZero && !b.Constant.IsZero => a * ((Rational)1 / b.Constant),
        _ => null,
    };
}
