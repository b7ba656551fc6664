using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// u/v of one variable with its limits at the numbers p where v has a zero of an order m, and u has one of at least that order, both proved in exact
/// arithmetic: (exp(x)-1)/x, (1-cos(x))/x^2, (x^2-1)/(x-1), x/log(1+x).
/// </summary>
/// <remarks>
/// With u(x) = (x - p)^m a(x) and v(x) = (x - p)^m b(x) the quotient is a/b. Let u_k stand for D^k u/k!. The divided difference of u over p, m times, and x,
/// j + 1 times, is D^j a(x)/j!, for u vanishes at p to the order m; and by the theorem of the mean it is u_{m+j}(ξ) for some ξ between p and x. Over a set X
/// the Taylor coefficients of a are therefore among u_{m+j} over the hull of X and p, and those of b among v_{m+j}. They come close as X and p do; away
/// from p, where the square of the distance is more than the width of X, u/v itself is closer. The theorem of the mean for divided differences is classical;
/// its use here is ours.
/// </remarks>
internal sealed class RemovableQuotient : ITaylorSeries
{
    private const int MostVanishing = 8;
    private const int MostCandidates = 12;
    private const int MostDepth = 40;
    private const int Precision = 128;
    private readonly Expression _u;
    private readonly Expression _v;
    private readonly (Rational At, int Order)[] _places;

    private RemovableQuotient(Expression u, Expression v, int variable, (Rational, int)[] places) => (_u, _v, Variable, _places) = (u, v, variable, places);

    /// <summary>The variable, counted from 0.</summary>
    public int Variable { get; }

    /// <summary>The numbers p.</summary>
    public IEnumerable<Rational> Places => _places.Select(p => p.At);

    /// <summary>The quotient with its limits; null when no such p is among the places where straight lines in u and v are 0, 1 or -1.</summary>
    public static RemovableQuotient? Of(Expression u, Expression v)
    {
        int[] variables = [.. SwitchPlace.Variables(u).Concat(SwitchPlace.Variables(v)).Distinct()];
        if (variables.Length != 1 || Math.Max(u.Depth, v.Depth) > MostDepth || Compares(u) || Compares(v))
        {
            return null;
        }

        (Rational At, int Order)[] places =
        [
            .. Lines(v).Concat(Lines(u)).Where(line => !line.Slope.IsZero)
                .SelectMany(line => new Rational[] { 0, 1, -1 }.Select(value => (value - line.Constant) / line.Slope))
                .Distinct().Take(MostCandidates).Select(p => (p, OrderAt(u, v, variables[0], p))).Where(place => place.Item2 > 0),
        ];
        return places.Length > 0 ? new(u, v, variables[0], places) : null;
    }

    /// <inheritdoc/>
    public bool CancelsAt(double a)
    {
        const double lost = 1.0 / 256;
        return double.IsFinite(a) && Array.Exists(_places, p => Math.Pow(Math.Abs(a - (double)p.At), p.Order) < lost);
    }

    /// <inheritdoc/>
    public T[] Coefficients<T>(IAlgebra<T> algebra, T at, int order)
    {
        T[] result = [.. Divided(algebra, Jet(algebra, _u, at, order), Jet(algebra, _v, at, order), order)];
        foreach ((Rational place, int vanishing) in _places)
        {
            T p = algebra.Constant(place);
            if (algebra is ISetAlgebra<T> sets)
            {
                result = IsAway(sets, at, p) ? result : Around(algebra, sets.Hull(at, p), vanishing, order);
            }
            else
            {
                T[] limits = Around(algebra, p, vanishing, order);
                result = [.. result.Select((c, j) => algebra.Choose(at, p, algebra.Choose(p, at, limits[j], c, isContinuous: true), c, isContinuous: true))];
            }
        }

        return result;
    }

    // So far that u/v over the set is closer than what is known of it and p together, and the set of v is without 0.
    private bool IsAway<T>(ISetAlgebra<T> sets, T at, T p)
    {
        T distance = sets.Subtract(at, p);
        return sets.Separates(sets.Multiply(distance, distance), sets.Subtract(at, at)) && sets.Separates(Jet(sets, _v, at, 0)[0], sets.Constant(0));
    }

    private T[] Around<T>(IAlgebra<T> algebra, T set, int vanishing, int order) =>
        Divided(algebra, Jet(algebra, _u, set, vanishing + order)[vanishing..], Jet(algebra, _v, set, vanishing + order)[vanishing..], order);

    private static T[] Divided<T>(IAlgebra<T> algebra, T[] u, T[] v, int order)
    {
        var jets = new JetAlgebra<T>(algebra, JetSpace.Create(1, order));
        Jet<T> quotient = jets.Divide(jets.FromCoefficients(u), jets.FromCoefficients(v));
        return [.. Enumerable.Range(0, order + 1).Select(j => quotient[j])];
    }

    private T[] Jet<T>(IAlgebra<T> algebra, Expression expression, T at, int order) => Jet(algebra, expression, Variable, at, order);

    private static T[] Jet<T>(IAlgebra<T> algebra, Expression expression, int variable, T at, int order)
    {
        var jets = new JetAlgebra<T>(algebra, JetSpace.Create(1, order));
        Jet<T> jet = expression.Evaluate<Jet<T>>(jets, [.. Enumerable.Repeat(jets.Variable(0, at), variable + 1)]);
        return [.. Enumerable.Range(0, order + 1).Select(j => jet[j])];
    }

    // The order of the zero of v, if u has one of at least that order there; otherwise 0.
    private static int OrderAt(Expression u, Expression v, int variable, Rational p)
    {
        Rational?[] bottom = Jet(ExactAlgebra.Instance, v, variable, (Rational?)p, MostVanishing);
        int order = Array.FindIndex(bottom, c => c is not { IsZero: true });
        return order > 0 && Array.TrueForAll(Jet(ExactAlgebra.Instance, u, variable, (Rational?)p, order)[..order], c => c is { IsZero: true })
            && !Enclosed(v)[order].Contains(Dyadic.Zero)
            ? order
            : 0;

        Interval[] Enclosed(Expression e)
        {
            var intervals = new IntervalAlgebra(Precision);
            return Jet(intervals, e, variable, intervals.Constant(p), order);
        }
    }

    // Kinks, and functions that are put together from branches: they have no derivatives in exact arithmetic.
    private static bool Compares(Expression e) => e.Smoothness < int.MaxValue || e is Choice
        || e is Call { Function: ElementaryFunction.Cbrt or ElementaryFunction.Atan2 } || e.Operands.Any(Compares);

    // The straight lines that an expression has in it, none of which is a part of another.
    private static IEnumerable<StraightLine> Lines(Expression expression) => expression.Dimension == 0 ? []
        : StraightLine.Of(expression) is { } line ? [line]
        : expression.Operands.SelectMany(Lines);
}
