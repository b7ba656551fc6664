using System.Diagnostics.CodeAnalysis;

namespace QuantRelu.Targets;

/// <summary>Reads a target from a text: a built-in name first, then an expression.</summary>
internal static class TargetReader
{
    /// <summary>The target, or the one sentence that says why there is none.</summary>
    public static bool TryRead(string text, int? dimension, [NotNullWhen(true)] out Target? target, [NotNullWhen(false)] out ParseError? error)
    {
        target = null;
        string name = text.Trim();
        Expression? expression;
        if (NamedTargets.TryGet(name, out NamedTarget? named))
        {
            (name, expression) = (named.Name, named.Expression);
        }
        else if (!ExpressionParser.TryParse(text, out expression, out error))
        {
            error = IsUnknownName(name) ? UnknownName(text, name, error) : error;
            return false;
        }

        error = CheckDimension(expression, dimension);
        target = error is null ? Target.FromExpression(expression, dimension, name) : null;
        return error is null;
    }

    private static bool IsUnknownName(string name) =>
        name.Length > 1 && name.All(char.IsAsciiLetter) && !ExpressionNames.IsFunction(name) && OtherFunctions.Hint(name) is null;

    /// <summary>A single unknown word may have been meant as a built-in target or as a part of an expression.</summary>
    private static ParseError UnknownName(string text, string name, ParseError error)
    {
        string? near = NearestName.Find(name, NamedTargets.All.Select(t => t.Name));
        return near is null ? error : new(text.IndexOf(name, StringComparison.Ordinal), $"There is no target '{name}': did you mean '{near}'?");
    }

    private static ParseError? CheckDimension(Expression expression, int? dimension)
    {
        if (dimension is < 1 or > Expression.MaximumDimension)
        {
            return new(0, $"The dimension must be from 1 to {Expression.MaximumDimension}, not {dimension}.");
        }

        return expression.Dimension > dimension
            ? new(
                0,
                $"The target uses the variable {Variable.NameOf(expression.Dimension - 1)}, so its dimension is at least {expression.Dimension}, "
                    + $"not {dimension}.")
            : null;
    }
}
