namespace QuantRelu.Numerics;

/// <summary>
/// An algebra that can also choose by comparison. Derivatives of |a|, min(a, b) and max(a, b) need it: they are those of
/// whichever branch is active.
/// </summary>
/// <typeparam name="T">The kind of number.</typeparam>
internal interface IOrderedAlgebra<T> : IAlgebra<T>
{
    /// <summary>
    /// <paramref name="atLeast"/> where a ≥ b, <paramref name="below"/> where a &lt; b. An algebra of sets, such as intervals,
    /// returns a set that contains both when a and b do not decide.
    /// </summary>
    T Select(T a, T b, T atLeast, T below);
}
