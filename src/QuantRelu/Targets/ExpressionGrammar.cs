using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace QuantRelu.Targets;

/// <summary>
/// The grammar, whose loops are loops (a long sum needs no stack) and where only parentheses recurse:
/// <code>
/// sum     = product (("+" | "-") product)*
/// product = signed (("*" | "/") signed)*
/// signed  = ("+" | "-")* power
/// power   = atom ("^" ("+" | "-")* atom)*  from the right: x^y^z = x^(y^z), -x^2 = -(x^2)
/// atom    = number | name | name "(" sum ("," sum)* ")" | "if" "(" sum ("&lt;" | "&lt;=" | "&gt;" | "&gt;=") sum "," sum "," sum ")" | "(" sum ")"
/// </code>
/// </summary>
internal static class ExpressionGrammar
{
    private static readonly TokenListParser<ExpressionToken, Expression> Nested = Superpower.Parse.Ref(() => Sum!);

    private static readonly TokenListParser<ExpressionToken, Expression> Number =
        Token.EqualTo(ExpressionToken.Number).Select(MakeNumber);

    private static readonly TokenListParser<ExpressionToken, Relation> Relations = Token.EqualTo(ExpressionToken.Less).Value(Relation.Less)
        .Or(Token.EqualTo(ExpressionToken.LessOrEqual).Value(Relation.LessOrEqual))
        .Or(Token.EqualTo(ExpressionToken.Greater).Value(Relation.Greater))
        .Or(Token.EqualTo(ExpressionToken.GreaterOrEqual).Value(Relation.GreaterOrEqual));

    // Only that of if is a comparison, as has been checked.
    private static readonly TokenListParser<ExpressionToken, Argument> OneArgument =
        from left in Nested
        from right in Relations.Then(c => Nested.Select(v => (Condition?)new Condition(c, v))).OptionalOrDefault()
        select new Argument(left, right);

    private static readonly TokenListParser<ExpressionToken, Expression> CallOrName =
        from name in Token.EqualTo(ExpressionToken.Name)
        from arguments in OneArgument.ManyDelimitedBy(Token.EqualTo(ExpressionToken.Comma))
            .Between(Token.EqualTo(ExpressionToken.Open), Token.EqualTo(ExpressionToken.Close))
            .OptionalOrDefault([])
        select MakeName(name, arguments);

    private static readonly TokenListParser<ExpressionToken, Expression> Atom = Number
        .Or(CallOrName)
        .Or(Nested.Between(Token.EqualTo(ExpressionToken.Open), Token.EqualTo(ExpressionToken.Close)));

    private static readonly TokenListParser<ExpressionToken, Token<ExpressionToken>[]> Signs =
        Token.EqualTo(ExpressionToken.Minus).Or(Token.EqualTo(ExpressionToken.Plus)).Many();

    private static readonly TokenListParser<ExpressionToken, (Token<ExpressionToken>[] Signs, Expression Atom)> Exponent =
        from caret in Token.EqualTo(ExpressionToken.Caret)
        from signs in Signs
        from atom in Atom
        select (signs, atom);

    private static readonly TokenListParser<ExpressionToken, Expression> Power =
        from @base in Atom
        from exponents in Exponent.Many()
        select Tower(@base, exponents);

    private static readonly TokenListParser<ExpressionToken, Expression> Signed =
        from signs in Signs
        from power in Power
        select Sign(signs, power);

    private static readonly TokenListParser<ExpressionToken, Expression> Product = LeftToRight(
        Signed, Token.EqualTo(ExpressionToken.Times).Value(BinaryOperator.Multiply).Or(Token.EqualTo(ExpressionToken.Over).Value(BinaryOperator.Divide)));

    private static readonly TokenListParser<ExpressionToken, Expression> Sum = LeftToRight(
        Product, Token.EqualTo(ExpressionToken.Plus).Value(BinaryOperator.Add).Or(Token.EqualTo(ExpressionToken.Minus).Value(BinaryOperator.Subtract)));

    /// <summary>The expression that checked words spell.</summary>
    /// <exception cref="ExpressionException">
    /// A number has too many digits or too large an exponent, or the expression is too deep or divides by zero.
    /// </exception>
    public static Expression Read(TokenList<ExpressionToken> words)
    {
        TokenListParserResult<ExpressionToken, Expression> result = Sum.AtEnd().TryParse(words);
        int position = result.ErrorPosition.HasValue ? result.ErrorPosition.Absolute : 0;
        return result.HasValue ? result.Value
            : throw new ExpressionException(new(position, $"The expression cannot be read at character {position + 1}: {result}."));
    }

    private static TokenListParser<ExpressionToken, Expression> LeftToRight(
        TokenListParser<ExpressionToken, Expression> operand, TokenListParser<ExpressionToken, BinaryOperator> @operator) =>
        from first in operand
        from rest in @operator.Then(o => operand.Select(v => (Operator: o, Operand: v))).Many()
        select rest.Aggregate(first, (u, next) => ExpressionBuilder.Combine(next.Operator, u, next.Operand));

    private static Expression Sign(Token<ExpressionToken>[] signs, Expression operand) =>
        signs.Where(s => s.Kind == ExpressionToken.Minus).Reverse()
            .Aggregate(operand, (u, sign) => ExpressionBuilder.Negate(u) with { Position = sign.Position.Absolute });

    private static Expression Tower(Expression @base, (Token<ExpressionToken>[] Signs, Expression Atom)[] exponents)
    {
        if (exponents.Length == 0)
        {
            return @base;
        }

        Expression exponent = Sign(exponents[^1].Signs, exponents[^1].Atom);
        for (int i = exponents.Length - 2; i >= 0; i--)
        {
            exponent = Sign(exponents[i].Signs, ExpressionBuilder.Power(exponents[i].Atom, exponent));
        }

        return ExpressionBuilder.Power(@base, exponent);
    }

    private static Expression MakeNumber(Token<ExpressionToken> word)
    {
        // Rational refuses exponents above 10000; a text of digits alone is short enough to read first and judge afterwards.
        int position = word.Position.Absolute;
        return Rational.TryParse(word.ToStringValue(), out Rational value) && ExpressionBuilder.TryConstant(value, position) is { } constant
            ? constant
            : throw new ExpressionException(new(position, $"The number at character {position + 1} has too many digits or too large an exponent."));
    }

    private static Expression MakeName(Token<ExpressionToken> word, Argument[] arguments)
    {
        string name = word.ToStringValue();
        Expression made = name == ExpressionNames.If
            ? ExpressionBuilder.If(arguments[0].Compared!.By, arguments[0].Value, arguments[0].Compared!.To, arguments[1].Value, arguments[2].Value)
            : ExpressionNames.IsFunction(name) ? ExpressionNames.Call(name, [.. arguments.Select(a => a.Value)])
            : ExpressionNames.Operand(name)!;
        return made with { Position = word.Position.Absolute };
    }

    private sealed record Argument(Expression Value, Condition? Compared);

    private sealed record Condition(Relation By, Expression To);
}
