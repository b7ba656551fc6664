namespace QuantRelu.Numerics;

/// <summary>An algebra of sets of numbers, such as intervals, whose results enclose all values over their arguments.</summary>
/// <typeparam name="T">The kind of set.</typeparam>
internal interface ISetAlgebra<T> : IOrderedAlgebra<T>
{
    /// <summary>The set of which nothing is known.</summary>
    T Entire { get; }

    /// <summary>The smallest set that encloses both; <see cref="Entire"/> when either is.</summary>
    T Hull(T a, T b);

    /// <summary>True when a ≥ b or a ≤ b is known to hold throughout.</summary>
    bool Decides(T a, T b);

    /// <summary>True when a &gt; b or a &lt; b is known to hold throughout, so that the two nowhere touch.</summary>
    bool Separates(T a, T b);
}
