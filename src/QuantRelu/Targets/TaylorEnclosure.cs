using QuantRelu.Numerics;

namespace QuantRelu.Targets;

/// <summary>
/// The Taylor coefficients D^k f(u)/k! of a target at dyadic points u of the unit box, enclosed ever more closely: in double intervals; then exactly,
/// where the formula or the table needs rational numbers only; otherwise in intervals of more and more digits.
/// </summary>
/// <remarks>
/// A target given by code is what the code returns: its doubles are taken as its coefficients, for nothing else is known of it. So are those of a
/// formula where intervals have no bound, such as √(sin(πu)³) at u = 1; the norm of such a formula is not proved either. An instance remembers
/// values at points: one thread only.
/// </remarks>
internal sealed class TaylorEnclosure
{
    // Digits are doubled this often; where there is no bound after three attempts there will be none.
    private const int MostAttempts = 8;
    private const int MostUnbounded = 3;

    private readonly Target _target;
    private readonly JetSpace _space;
    private readonly Expression? _formula;
    private readonly JetAlgebra<DoubleInterval> _doubles;

    /// <summary>Enclosures of the coefficients of a space.</summary>
    public TaylorEnclosure(Target target, JetSpace space)
    {
        _target = target;
        _space = space;
        _formula = target.Expression is { } formula ? PowerProducts.Combine(formula) : null;
        _doubles = new JetAlgebra<DoubleInterval>(new DoubleIntervalAlgebra(), space);
    }

    /// <summary>
    /// Enclosures of all coefficients at u, in the order of the space, each closer than the one before; computed when they are asked for. They end
    /// with one of points where the coefficients are known to be dyadic, and otherwise where more digits are of no use.
    /// </summary>
    /// <param name="u">A point of the unit box.</param>
    /// <param name="precision">The first number of digits that are tried beyond doubles.</param>
    public IEnumerable<Interval[]> At(Dyadic[] u, int precision)
    {
        if (_formula is null)
        {
            yield return _target.Table is { } table ? Exactly([table.ExactlyAt(_target.Domain.FromUnit(0, u[0]))], precision)! : Told(u);
            yield break;
        }

        yield return Array.ConvertAll(Evaluate(_doubles, Array.ConvertAll(u, v => DoubleInterval.Around(Interval.Point(v)))), c => c.ToInterval());
        if (Exactly(Evaluate(new JetAlgebra<Rational?>(ExactAlgebra.Instance, _space), Array.ConvertAll(u, v => (Rational?)v)), precision) is { } exact)
        {
            yield return exact;
            yield break;
        }

        for (int attempt = 0, unbounded = 0; attempt < MostAttempts && unbounded < MostUnbounded; attempt++)
        {
            var algebra = new JetAlgebra<Interval>(new IntervalAlgebra(precision << attempt), _space);
            Interval[] enclosure = Evaluate(algebra, Array.ConvertAll(u, Interval.Point));
            unbounded += Array.TrueForAll(enclosure, c => c.IsBounded) ? 0 : 1;
            yield return enclosure;
            if (unbounded == MostUnbounded)
            {
                yield return Told(u);
            }
        }
    }

    /// <summary>True when intervals bound a formula and its derivatives up to an order at a point, whatever doubles make of them.</summary>
    public static bool IsBounded(Target target, double[] u, int order)
    {
        if (target.Expression is null)
        {
            return false;
        }

        const int precision = 64;
        var enclosure = new TaylorEnclosure(target, JetSpace.Create(target.Dimension, order));
        var algebra = new JetAlgebra<Interval>(new IntervalAlgebra(precision), enclosure._space);
        return Array.TrueForAll(enclosure.Evaluate(algebra, Array.ConvertAll(u, v => Interval.Point(Dyadic.FromDouble(v)))), c => c.IsBounded);
    }

    private T[] Evaluate<T>(JetAlgebra<T> algebra, T[] u)
    {
        var coefficients = new T[_space.Count];
        _formula!.Evaluate<Jet<T>>(algebra, [.. u.Select((v, axis) => algebra.Variable(axis, v))]).CopyTo(coefficients);
        return coefficients;
    }

    // So many digits that a coefficient p/q which is not dyadic is told from every dyadic number of that many digits after the point.
    private static Interval[]? Exactly(Rational?[] coefficients, int precision)
    {
        var enclosure = new Interval[coefficients.Length];
        for (int k = 0; k < enclosure.Length; k++)
        {
            if (coefficients[k] is not { } value)
            {
                return null;
            }

            enclosure[k] = value.IsDyadic
                ? Interval.Point(value.ToDyadic())
                : new IntervalAlgebra(precision + (int)value.Denominator.GetBitLength() + (int)value.Numerator.GetBitLength()).Constant(value);
        }

        return enclosure;
    }

    private Interval[] Told(Dyadic[] u)
    {
        var coefficients = new double[_space.Count];
        _target.TaylorCoefficients(Array.ConvertAll(u, v => (double)v), _space, coefficients);
        return Array.ConvertAll(coefficients, c => double.IsFinite(c) ? Interval.Point(Dyadic.FromDouble(c)) : Interval.Entire);
    }
}
