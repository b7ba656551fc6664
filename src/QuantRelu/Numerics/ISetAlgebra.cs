namespace QuantRelu.Numerics;

/// <summary>An algebra of sets of numbers, such as intervals, whose results enclose all values over their arguments.</summary>
/// <typeparam name="T">The kind of set.</typeparam>
internal interface ISetAlgebra<T> : IOrderedAlgebra<T>
{
    /// <summary>The set of which nothing is known.</summary>
    T Entire { get; }

    /// <summary>The smallest set that encloses both; <see cref="Entire"/> when either is.</summary>
    T Hull(T a, T b);

    /// <summary>True when a ≥ b is known to hold throughout.</summary>
    bool IsAtLeast(T a, T b);

    /// <summary>True when a ≥ b or a ≤ b is known to hold throughout.</summary>
    bool Decides(T a, T b) => IsAtLeast(a, b) || IsAtLeast(b, a);

    /// <summary>True when a &gt; b or a &lt; b is known to hold throughout, so that the two nowhere touch.</summary>
    bool Separates(T a, T b);

    /// <inheritdoc/>
    T IAlgebra<T>.Choose(T a, T b, T atLeast, T below, bool isContinuous) => IsAtLeast(a, b) ? atLeast
        : Separates(a, b) || (isContinuous && IsAtLeast(b, a)) ? below
        : Hull(atLeast, below);

    /// <inheritdoc/>
    T IAlgebra<T>.Atan2(T y, T x)
    {
        T zero = Constant(0), quarter = Divide(Pi, Constant(2));
        bool isRight = IsAtLeast(x, zero), isAbove = IsAtLeast(y, zero);
        return isRight && Separates(x, zero) ? Atan(Divide(y, x))
            : Separates(y, zero) ? Subtract(isAbove ? quarter : Negate(quarter), Atan(Divide(x, y)))
            : isRight ? Hull(Negate(quarter), quarter)
            : isAbove && Separates(x, zero) ? Add(Pi, Atan(Divide(y, x)))
            : IsAtLeast(Abs(x), zero) && IsAtLeast(Abs(y), zero) ? Hull(Negate(Pi), Pi)
            : Entire;
    }
}
