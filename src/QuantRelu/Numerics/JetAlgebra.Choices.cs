namespace QuantRelu.Numerics;

/// <content>Functions that jump, or whose slope jumps, at some places.</content>
internal sealed partial class JetAlgebra<T>
{
    private ISetAlgebra<T>? Sets => _scalar as ISetAlgebra<T>;

    private IOrderedAlgebra<T> Ordered => _scalar as IOrderedAlgebra<T>
        ?? throw new NotSupportedException("Derivatives of a choice need an algebra with comparison.");

    /// <summary>The whole part, without slope; nothing is known of the derivatives of a set on which it jumps.</summary>
    public Jet<T> Floor(Jet<T> a)
    {
        T floor = _scalar.Floor(a.Value);
        bool isKnown = a.Degree == 0 || Sets is not { } sets || _kinks == KinkRule.AtPointOfBox
            || (sets.IsAtLeast(floor, floor) && (_kinks != KinkRule.Unknown || sets.Separates(a.Value, floor)));
        return isKnown ? Constant(floor) : Unknown(floor);
    }

    /// <summary>
    /// The one or the other, with its derivatives. Over sets that do not decide which, a continuous choice is as max(a, b) is; of one that may jump nothing
    /// is known but the values.
    /// </summary>
    public Jet<T> Choose(Jet<T> a, Jet<T> b, Jet<T> atLeast, Jet<T> below, bool isContinuous)
    {
        T value = _scalar.Choose(a.Value, b.Value, atLeast.Value, below.Value, isContinuous);
        if (Sets is not { } sets || isContinuous)
        {
            return Choose(value, a.Value, b.Value, atLeast, below);
        }

        bool isAtLeast = sets.IsAtLeast(a.Value, b.Value), isApart = sets.Separates(a.Value, b.Value);
        return isApart || (isAtLeast && _kinks != KinkRule.Unknown) ? FromOrderOne(Degree(), value, k => isAtLeast ? atLeast[k] : below[k])
            : _kinks == KinkRule.AtPointOfBox ? FromOrderOne(Degree(), value, k => sets.Hull(atLeast[k], below[k]))
            : Unknown(value);

        int Degree() => Math.Max(atLeast.Degree, below.Degree);
    }

    /// <summary>The part of a set; derivatives that are known on all of it are known on the part.</summary>
    public Jet<T> Restrict(Jet<T> a, Jet<T> b, bool atLeast) =>
        FromOrderOne(a.Degree, _scalar.Restrict(a.Value, b.Value, atLeast), k => a[k]);

    /// <summary>The derivatives are those of atan(y/x), and of -atan(x/y), away from the negative half of the axis of x, where it jumps.</summary>
    public Jet<T> Atan2(Jet<T> y, Jet<T> x)
    {
        T value = _scalar.Atan2(y.Value, x.Value);
        int degree = Math.Max(x.Degree, y.Degree) == 0 ? 0 : Space.Order;
        if (degree == 0)
        {
            return Constant(value);
        }

        if (Sets is not { } sets)
        {
            (T above, T right) = (_scalar.Abs(y.Value), _scalar.Abs(x.Value));
            (Jet<T> flat, Jet<T> steep) = (Atan(Divide(y, x)), Negate(Atan(Divide(x, y))));
            return FromOrderOne(degree, value, k => Ordered.Select(right, above, flat[k], steep[k]));
        }

        bool isRight = sets.IsAtLeast(x.Value, _zero) && sets.Separates(x.Value, _zero);
        bool isUpper = _kinks is KinkRule.OnBox or KinkRule.AlmostEverywhereOnBox && sets.IsAtLeast(y.Value, _zero) && sets.Separates(x.Value, _zero);
        return isRight || isUpper ? With(value, Atan(Divide(y, x)))
            : sets.Separates(y.Value, _zero) ? With(value, Negate(Atan(Divide(x, y))))
            : Unknown(value);
    }

    /// <summary>
    /// √(a² + b²). Where both may be 0 its slope jumps, but it is Lipschitz: almost everywhere its gradient is (a ∇a + b ∇b)/√(a² + b²), and both factors are
    /// in [-1, 1].
    /// </summary>
    public Jet<T> Hypot(Jet<T> a, Jet<T> b)
    {
        T value = _scalar.Hypot(a.Value, b.Value);
        if (Sets is { } sets && Space.Order > 0 && _kinks == KinkRule.AlmostEverywhereOnBox && !sets.Separates(value, _zero))
        {
            T unit = sets.Hull(_scalar.Constant(-1), _scalar.Constant(1));
            return FromOrderOne(Space.Order, value, k => k >= Space.CountUpTo(1)
                ? sets.Entire
                : _scalar.Add(_scalar.Multiply(unit, a[k]), _scalar.Multiply(unit, b[k])));
        }

        return With(value, Power(Add(Power(a, 2), Power(b, 2)), Rational.Create(1, 2)));
    }

    private Jet<T> With(T value, Jet<T> slopes) => FromOrderOne(slopes.Degree, value, k => slopes[k]);

    private Jet<T> Unknown(T value) => FromOrderOne(Space.Order, value, _ => Sets!.Entire);
}
