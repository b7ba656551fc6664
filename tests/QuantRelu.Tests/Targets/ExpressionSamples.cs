using System.Globalization;
using CsCheck;
using QuantRelu.Targets;
using static QuantRelu.Targets.ExpressionBuilder;

namespace QuantRelu.Tests.Targets;

/// <summary>Random expressions, and a way to write them that leaves nothing to precedence.</summary>
internal static class ExpressionSamples
{
    private static readonly Gen<Expression> Leaves = Gen.Frequency(
        (4, Gen.Int[0, 15].Select(Variable)),
        (3, Gen.Select(Gen.Int[-20, 20], Gen.Int[1, 12], (p, q) => Constant(Rational.Create(p, q)))),
        (1, Gen.Bool.Select(isPi => (Expression)(isPi ? NamedConstant.Pi : NamedConstant.E))));

    /// <summary>Expressions of up to six levels over all nodes of the language.</summary>
    public static Gen<Expression> Expressions { get; } = Enumerable.Range(0, 5).Aggregate(Leaves, (inner, _) => Gen.Frequency((1, Leaves), (4, Above(inner))));

    /// <summary>The text with parentheses around everything.</summary>
    public static string Explicit(Expression expression) => expression switch
    {
        Constant { Value.Sign: < 0 } c => $"(-{Explicit(Constant(-c.Value))})",
        Constant c => string.Create(CultureInfo.InvariantCulture, $"({c.Value.Numerator}/{c.Value.Denominator})"),
        NamedConstant n => n.Name,
        Variable v => string.Create(CultureInfo.InvariantCulture, $"x{v.Index + 1}"),
        Negate n => $"(-{Explicit(n.Operand)})",
        Binary b => $"({Explicit(b.Left)}{"+-*/"[(int)b.Operator]}{Explicit(b.Right)})",
        Power p => $"({Explicit(p.Base)}^{Explicit(p.Exponent)})",
        Choice c => $"if({Explicit(c.Left)} {Choice.Sign(c.Relation)} {Explicit(c.Right)}, {Explicit(c.Then)}, {Explicit(c.Otherwise)})",
        Call c => $"{c.Function.ToString().ToLowerInvariant()}({string.Join(",", c.Arguments.Select(Explicit))})",
        _ => throw new NotSupportedException(expression.GetType().Name),
    };

    private static bool IsLarge(Expression v) => v is Constant c && Rational.Abs(c.Value) > MaximumExponent;

    private static Gen<Expression> Above(Gen<Expression> inner) => Gen.OneOf(
        inner.Select(Negate),
        Gen.Select(Gen.Enum<BinaryOperator>(), inner, inner, (o, u, v) =>
            Combine(o, u, v is Constant { Value.IsZero: true } ? u is Constant { Value.IsZero: true } ? Constant(1) : u : v)),
        Gen.Select(inner, inner, (u, v) => u is Constant { Value.IsZero: true } ? v : Power(u, IsLarge(v) ? NamedConstant.E : v)),
        Gen.Select(Gen.Enum<ElementaryFunction>(), inner.Array[4], Gen.Int[2, 4], (f, u, count) =>
            Call(f, f.IsVariadic() ? u[..count] : u[..f.Arity()])),
        Gen.Select(Gen.Enum<Relation>(), inner.Array[4], (relation, u) => If(relation, u[0], u[1], u[2], u[3])));
}
