using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>How two values are compared.</summary>
public enum Relation
{
    /// <summary>u &lt; v.</summary>
    Less,

    /// <summary>u ≤ v.</summary>
    LessOrEqual,

    /// <summary>u &gt; v.</summary>
    Greater,

    /// <summary>u ≥ v.</summary>
    GreaterOrEqual,
}

/// <summary>One of two expressions, by a comparison of two others: if(u &lt; v, w, z) is w where u &lt; v, otherwise z.</summary>
public sealed record Choice : Expression
{
    // Of deeper expressions it is not asked whether they are equal on a border that is no number of one variable.
    private const int MostLevels = 40;

    internal Choice(Relation comparison, Expression left, Expression right, Expression then, Expression otherwise)
        : base(left, right, then, otherwise)
    {
        (Relation, Left, Right, Then, Otherwise) = (comparison, left, right, then, otherwise);
        Smoothness = left.Dimension + right.Dimension > 0 ? 1 : Smoothness;
        Switch = SwitchPlace.Of(left, right);
        IsContinuous = (Switch is { } place && place.Joins(then, otherwise)) || MeetOnBorder(left, right, then, otherwise);
        Branches = new(() => (Switch?.Within(Then, IsAbove) ?? Then, Switch?.Within(Otherwise, !IsAbove) ?? Otherwise));
    }

    /// <summary>How u and v are compared.</summary>
    public Relation Relation { get; }

    /// <summary>u.</summary>
    public Expression Left { get; }

    /// <summary>v.</summary>
    public Expression Right { get; }

    /// <summary>The value where the comparison holds.</summary>
    public Expression Then { get; }

    /// <summary>The value where it does not.</summary>
    public Expression Otherwise { get; }

    /// <summary>
    /// True when both branches are proved to be equal wherever u = v, in exact arithmetic: the choice is then as continuous as its branches. False when that
    /// is not so, or not proved.
    /// </summary>
    public bool IsContinuous { get; }

    /// <summary>Where u = v, when that is where one variable has one value.</summary>
    internal SwitchPlace? Switch { get; }

    /// <summary>The branches as they are evaluated: the same functions where they are chosen.</summary>
    internal Lazy<(Expression Then, Expression Otherwise)> Branches { get; }

    /// <summary>Whether the first branch is chosen where u = v.</summary>
    internal bool IncludesEquality => Relation is Relation.LessOrEqual or Relation.GreaterOrEqual;

    /// <summary>Whether the first branch is the one for large u.</summary>
    internal bool IsAbove => Relation is Relation.Greater or Relation.GreaterOrEqual;

    /// <summary>The same comparison of equal expressions, with equal branches.</summary>
    public bool Equals(Choice? other) => base.Equals(other) && Relation == other!.Relation && Operands.SequenceEqual(other.Operands);

    /// <inheritdoc/>
    public override int GetHashCode() => Operands.Aggregate(HashCode.Combine(Relation), HashCode.Combine);

    // u = v is solved for a variable, and that put into both branches: they are equal there when they are the same polynomial then.
    private static bool MeetOnBorder(Expression u, Expression v, Expression then, Expression otherwise)
    {
        if (Math.Max(Math.Max(u.Depth, v.Depth), Math.Max(then.Depth, otherwise.Depth)) > MostLevels)
        {
            return false;
        }

        try
        {
            if (PolynomialForm.Solve(ExpressionBuilder.Subtract(u, v)) is not var (variable, value))
            {
                return false;
            }

            Expression[] at = [.. Enumerable.Range(0, MaximumDimension).Select(i => i == variable ? value : new Variable(i))];
            return PolynomialForm.AreEqual(then.Substitute(at), otherwise.Substitute(at));
        }
        catch (Exception e) when (e is ExpressionException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>The sign of a comparison.</summary>
    internal static string Sign(Relation comparison) => comparison switch
    {
        Relation.Less => "<",
        Relation.LessOrEqual => "<=",
        Relation.Greater => ">",
        Relation.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "There is no such comparison."),
    };
}

/// <summary>u = v exactly where a variable has a value, and u &gt; v on one side of it.</summary>
/// <param name="Variable">The variable, counted from 0.</param>
/// <param name="At">Its value.</param>
/// <param name="IsAboveRight">Whether u &gt; v where the variable is greater.</param>
internal sealed record SwitchPlace(int Variable, Rational At, bool IsAboveRight)
{
    /// <summary>The place, when u - v is a straight line in one variable; otherwise null.</summary>
    public static SwitchPlace? Of(Expression u, Expression v)
    {
        int[] variables = [.. Variables(u).Concat(Variables(v)).Distinct()];
        return variables.Length == 1 && StraightLine.Of(u) is { } a && StraightLine.Of(v) is { } b && a + (b * -1) is { Slope.IsZero: false } difference
            ? new SwitchPlace(variables[0], -difference.Constant / difference.Slope, difference.Slope.Sign > 0)
            : null;
    }

    /// <summary>Whether two expressions are proved to be equal there: equal numbers, or one expression.</summary>
    public bool Joins(Expression a, Expression b)
    {
        Expression[] at = [.. Enumerable.Range(0, Expression.MaximumDimension).Select(i => (Expression)new Variable(i))];
        try
        {
            at[Variable] = ExpressionBuilder.Constant(At);
            (Expression left, Expression right) = (a.Substitute(at), b.Substitute(at));
            return left.Equals(right) || (left.Dimension == 0 && right.Dimension == 0
                && left.Evaluate<Rational?>(ExactAlgebra.Instance, []) is { } value && right.Evaluate<Rational?>(ExactAlgebra.Instance, []) == value);
        }
        catch (Exception e) when (e is ExpressionException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>
    /// A branch in which a straight line that is 0 at the switch, under a root, is its positive part: on its side that is the same, and in rounded arithmetic
    /// it does not become negative.
    /// </summary>
    public Expression Within(Expression branch, bool isAbove)
    {
        bool isRight = isAbove == IsAboveRight;
        return Clip(branch);

        Expression Clip(Expression e) => e switch
        {
            Call { Function: ElementaryFunction.Sqrt } c => ExpressionBuilder.Call(c.Function, Positive(c.Arguments[0])),
            Power { Exponent: Constant { Value.Denominator.IsOne: false } } p => ExpressionBuilder.Power(Positive(p.Base), p.Exponent),
            _ => ExpressionSubstitution.Rebuilt(e, Clip),
        };

        Expression Positive(Expression e) => Variables(e).All(v => v == Variable) && StraightLine.Of(e) is { } line && line.At(At).IsZero
            && line.Slope.Sign == (isRight ? 1 : -1)
            ? ExpressionBuilder.Call(ElementaryFunction.Max, e, ExpressionBuilder.Constant(0))
            : Clip(e);
    }

    /// <summary>The variables of an expression, as often as they occur, counted from 0.</summary>
    public static IEnumerable<int> Variables(Expression expression) =>
        expression is Variable v ? [v.Index] : expression.Dimension == 0 ? [] : expression.Operands.SelectMany(Variables);
}
