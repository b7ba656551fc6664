using System.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// Makes expressions. Arithmetic between exact numbers is done at once and exactly (1/3, -2, 2*3, 2^-3), as long as the result
/// stays within <see cref="MaximumBits"/>, and sin(u)/u is sinc(u), which has a value at 0; nothing else is simplified. Each method throws an
/// <see cref="ExpressionException"/> when the result would be deeper than <see cref="Expression.MaximumDepth"/>.
/// </summary>
public static class ExpressionBuilder
{
    /// <summary>The most bits that numerator and denominator of an exact number may have.</summary>
    public const int MaximumBits = 2048;

    /// <summary>The largest exponent of an integer power.</summary>
    public const int MaximumExponent = 1_000_000;

    /// <summary>An exact number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more than <see cref="MaximumBits"/> bits.</exception>
    public static Expression Constant(Rational value) => IsSmall(value)
        ? new Constant(value)
        : throw new ArgumentOutOfRangeException(nameof(value), $"An exact number may have at most {MaximumBits} bits.");

    /// <summary>An exact number read at a position of a text, or null if it has too many bits.</summary>
    internal static Expression? TryConstant(Rational value, int position) =>
        IsSmall(value) ? new Constant(value) { Position = position } : null;

    /// <summary>The variable with an index counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in 0..15.</exception>
    public static Expression Variable(int index) => new Variable(index);

    /// <summary>-u.</summary>
    public static Expression Negate(Expression u) =>
        u is Constant c ? new Constant(-c.Value) { Position = u.Position } : new Negate(u) { Position = u.Position };

    /// <summary>u + v.</summary>
    public static Expression Add(Expression u, Expression v) => Combine(BinaryOperator.Add, u, v);

    /// <summary>u - v.</summary>
    public static Expression Subtract(Expression u, Expression v) => Combine(BinaryOperator.Subtract, u, v);

    /// <summary>u·v.</summary>
    public static Expression Multiply(Expression u, Expression v) => Combine(BinaryOperator.Multiply, u, v);

    /// <summary>u/v.</summary>
    /// <exception cref="ExpressionException">v is the number 0.</exception>
    public static Expression Divide(Expression u, Expression v) => Combine(BinaryOperator.Divide, u, v);

    /// <summary>u + v, u - v, u·v or u/v.</summary>
    /// <exception cref="ExpressionException">A division by the number 0.</exception>
    public static Expression Combine(BinaryOperator @operator, Expression u, Expression v)
    {
        if (@operator == BinaryOperator.Divide && v is Constant { Value.IsZero: true })
        {
            throw Error(v, "is zero, and the expression divides by it");
        }

        return u is Constant a && v is Constant b && Fold(@operator, a.Value, b.Value) is { } folded && IsSmall(folded)
            ? new Constant(folded) { Position = u.Position }
            : @operator == BinaryOperator.Divide && RemovablePoint.Quotient(u, v) is { } removed
            ? removed with { Position = u.Position }
            : new Binary(@operator, u, v) { Position = u.Position };
    }

    /// <summary>u^v.</summary>
    /// <exception cref="ExpressionException">
    /// Zero to a negative power, or an integer exponent above <see cref="MaximumExponent"/>.
    /// </exception>
    public static Expression Power(Expression u, Expression v)
    {
        if (v is Constant { Value: { Denominator.IsOne: true } exponent })
        {
            if (BigInteger.Abs(exponent.Numerator) > MaximumExponent)
            {
                throw Error(v, $"is too large an exponent: at most {MaximumExponent} is possible");
            }

            if (u is Constant b && TryFold(b, (int)exponent.Numerator, v) is { } power)
            {
                return power;
            }
        }

        return new Power(u, v) { Position = u.Position };
    }

    /// <summary>A function of its arguments.</summary>
    /// <exception cref="ArgumentException">The function does not take that many arguments.</exception>
    public static Expression Call(ElementaryFunction function, params ReadOnlySpan<Expression> arguments)
    {
        bool fits = arguments.Length == function.Arity() || (function.IsVariadic() && arguments.Length > function.Arity());
        return fits
            ? new Call(function, [.. arguments])
            : throw new ArgumentException($"'{function.NameOf()}' does not take {arguments.Length} arguments.", nameof(arguments));
    }

    /// <summary>if(u &lt; v, w, z), or with another comparison: w where it holds, otherwise z.</summary>
    public static Expression If(Relation comparison, Expression u, Expression v, Expression then, Expression otherwise) =>
        new Choice(comparison, u, v, then, otherwise) { Position = u.Position };

    private static Rational? Fold(BinaryOperator @operator, Rational a, Rational b) => @operator switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
    };

    /// <summary>The exact power, unless it would be too long to write down.</summary>
    private static Constant? TryFold(Constant u, int exponent, Expression v)
    {
        if (u.Value.IsZero && exponent < 0)
        {
            throw Error(v, "is a negative power of zero");
        }

        Rational b = exponent < 0 ? 1 / u.Value : u.Value;
        long bits = Math.Abs((long)exponent) * Math.Max(BitsOf(b.Numerator), BitsOf(b.Denominator));
        return bits > MaximumBits
            ? null
            : new Constant(
                Rational.Create(BigInteger.Pow(b.Numerator, Math.Abs(exponent)), BigInteger.Pow(b.Denominator, Math.Abs(exponent))))
            { Position = u.Position };
    }

    private static bool IsSmall(Rational value) => Math.Max(BitsOf(value.Numerator), BitsOf(value.Denominator)) <= MaximumBits;

    private static long BitsOf(BigInteger value) => BigInteger.Abs(value).GetBitLength();

    private static ExpressionException Error(Expression at, string what) =>
        new(new(at.Position, $"The number at character {at.Position + 1} {what}."));
}
