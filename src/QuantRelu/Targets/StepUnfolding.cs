using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// Writes a function with steps, such as abs(mod(3*x, 1)-1/2), as a choice between formulas without them: floor(c + s·u) is a number between neighbouring
/// places where c + s·u is whole. At each place both formulas are compared as those of any choice are, so that what jumps in a part but not in the whole is
/// known to be continuous.
/// </summary>
/// <remarks>
/// Done on the unit box for steps of straight lines in one variable, as long as there are few of them. At a place itself the value is that of one of the two
/// formulas: of the right one where all steps there are continuous from the right, and otherwise of the one whose exact value is that of the function.
/// </remarks>
internal static class StepUnfolding
{
    private const int MostPlaces = 64;
    private const int MostDepth = 40;

    /// <summary>The same function on the unit box; the expression itself when there is nothing to unfold or it is not known how.</summary>
    public static Expression Of(Expression expression)
    {
        try
        {
            return Unfolded(expression);
        }
        catch (ExpressionException)
        {
            // A step that is 0 where it is divided by it, or more levels than an expression may have.
            return expression;
        }
    }

    private static Expression Unfolded(Expression expression)
    {
        Step[] steps = [.. Calls(expression).Select(StepOf).OfType<Step>()];
        if (steps.Length == 0 || expression.Depth > MostDepth)
        {
            return expression;
        }

        int variable = steps[0].Variable;
        steps = [.. steps.Where(s => s.Variable == variable)];
        if (steps.Any(s => !s.IsFew))
        {
            return expression;
        }

        Rational[] around = [.. steps.SelectMany(s => s.Places(-1, 2)).Distinct().Order()], places = [.. around.Where(p => p >= 0 && p <= 1)];
        if (places.Length > MostPlaces)
        {
            return expression;
        }

        Expression[] pieces = [.. Enumerable.Range(0, places.Length + 1).Select(i => Without(expression, variable, Inside(around, places, i)))];
        var relations = new Relation[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            if (RelationAt(expression, steps, places[i], pieces[i], pieces[i + 1]) is not { } relation)
            {
                return expression;
            }

            relations[i] = relation;
        }

        // Beyond an end of the box there is nothing.
        int first = places is [{ IsZero: true }, ..] && relations[0] == Relation.Less ? 1 : 0;
        int last = places.Length > 0 && places[^1] == 1 && relations[^1] == Relation.LessOrEqual ? places.Length - 1 : places.Length;
        return Joined(new Variable(variable), places, relations, pieces, first, last);
    }

    private static IEnumerable<Call> Calls(Expression e) =>
        e.Dimension == 0 ? [] : e is Call { } call ? call.Arguments.SelectMany(Calls).Append(call) : e.Operands.SelectMany(Calls);

    // Between the place before and the i-th one, where there is no other.
    private static Rational Inside(Rational[] around, Rational[] places, int i)
    {
        Rational? before = i > 0 ? places[i - 1] : null, after = i < places.Length ? places[i] : null;
        before ??= around.Where(p => p < (after ?? 0)).Select(p => (Rational?)p).LastOrDefault() ?? -1;
        after ??= around.Where(p => p > before).Select(p => (Rational?)p).FirstOrDefault() ?? 2;
        return (before.Value + after.Value) / 2;
    }

    private static Expression Joined(Expression variable, Rational[] places, Relation[] relations, Expression[] pieces, int first, int last)
    {
        if (first == last)
        {
            return pieces[first];
        }

        int middle = (first + last) / 2;
        return ExpressionBuilder.If(
            relations[middle], variable, ExpressionBuilder.Constant(places[middle]),
            Joined(variable, places, relations, pieces, first, middle), Joined(variable, places, relations, pieces, middle + 1, last));
    }

    // Where the value at a place belongs.
    private static Relation? RelationAt(Expression expression, Step[] steps, Rational place, Expression left, Expression right)
    {
        bool[] sides = [.. steps.Where(s => s.BreaksAt(place)).Select(s => s.IsFromRight).Distinct().Select(s => s ?? true)];
        bool isSure = sides.Length == 1 && steps.Where(s => s.BreaksAt(place)).All(s => s.IsFromRight is not null);
        Rational? value = isSure ? null : At(expression);
        return isSure ? sides[0] ? Relation.Less : Relation.LessOrEqual
            : value is null ? null
            : At(right) == value ? Relation.Less
            : At(left) == value ? Relation.LessOrEqual
            : null;

        Rational? At(Expression e) => e.Dimension > steps[0].Variable + 1 || SwitchPlace.Variables(e).Any(v => v != steps[0].Variable)
            ? null
            : e.Evaluate<Rational?>(ExactAlgebra.Instance, [.. Enumerable.Repeat((Rational?)place, steps[0].Variable + 1)]);
    }

    // Near a point where no step is.
    private static Expression Without(Expression expression, int variable, Rational at)
    {
        return Replaced(expression);

        Expression Replaced(Expression e) => e.Dimension == 0 ? e
            : e is Call call && StepOf(call) is { } step && step.Variable == variable ? step.Near(at, call)
            : ExpressionSubstitution.Rebuilt(e, Replaced);
    }

    private static Step? StepOf(Call call)
    {
        Expression u = call.Arguments[0];
        Rational divisor = 1, shift = 0;
        switch (call.Function)
        {
            case ElementaryFunction.Mod when call.Arguments[1] is Constant { Value: { IsZero: false } value }:
                divisor = value;
                break;
            case ElementaryFunction.Round:
                shift = Rational.Create(1, 2);
                break;
            case ElementaryFunction.Floor or ElementaryFunction.Ceil or ElementaryFunction.Frac or ElementaryFunction.Sign or ElementaryFunction.Step:
                break;
            default:
                return null;
        }

        int[] variables = [.. SwitchPlace.Variables(u).Distinct()];
        return variables.Length == 1 && StraightLine.Of(u) is { Slope.IsZero: false } line
            ? new Step(call.Function, variables[0], (line * (1 / divisor)) + new StraightLine(shift, 0), divisor)
            : null;
    }

    /// <summary>A step wherever a line is whole, or 0.</summary>
    private sealed record Step(ElementaryFunction Function, int Variable, StraightLine Line, Rational Divisor)
    {
        private bool IsOnce => Function is ElementaryFunction.Sign or ElementaryFunction.Step;

        public bool IsFew => IsOnce || Rational.Abs(Line.Slope) <= MostPlaces;

        // null where the value is neither that of the left nor that of the right.
        public bool? IsFromRight => Function switch
        {
            ElementaryFunction.Sign => null,
            ElementaryFunction.Ceil => Line.Slope.Sign < 0,
            _ => Line.Slope.Sign > 0,
        };

        public bool BreaksAt(Rational u) => IsOnce ? Line.At(u).IsZero : Line.At(u).Denominator.IsOne;

        public IEnumerable<Rational> Places(Rational from, Rational to)
        {
            Rational a = Line.At(from), b = Line.At(to), low = a < b ? a : b, high = a < b ? b : a;
            for (var k = -Rational.Create((-low).Floor(), 1); k <= high; k += 1)
            {
                if (!IsOnce || k.IsZero)
                {
                    yield return (k - Line.Constant) / Line.Slope;
                }
            }
        }

        public Expression Near(Rational u, Call call)
        {
            Rational value = Line.At(u), floor = Rational.Create(value.Floor(), 1);
            return Function switch
            {
                ElementaryFunction.Sign => ExpressionBuilder.Constant(value.Sign),
                ElementaryFunction.Step => ExpressionBuilder.Constant(value.Sign > 0 ? 1 : 0),
                ElementaryFunction.Ceil => ExpressionBuilder.Constant(floor + 1),
                ElementaryFunction.Floor or ElementaryFunction.Round => ExpressionBuilder.Constant(floor),
                _ => ExpressionBuilder.Subtract(call.Arguments[0], ExpressionBuilder.Constant(floor * Divisor)),
            };
        }
    }
}
