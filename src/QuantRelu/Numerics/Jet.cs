namespace QuantRelu.Numerics;

/// <summary>
/// The Taylor polynomial of a function f at a point x, truncated at the order of its space: the coefficients
/// c_k = D^k f(x) / k! for |k| ≤ n. Immutable; made and combined by a <see cref="JetAlgebra{T}"/>.
/// </summary>
/// <typeparam name="T">The kind of number of the coefficients.</typeparam>
internal sealed class Jet<T>
{
    private readonly T[] _stored;
    private readonly T _zero;

    /// <summary>
    /// The jet whose coefficients with |k| ≤ <paramref name="degree"/> are <paramref name="stored"/> and whose others are zero:
    /// constants and variables stay short, and nothing multiplies by zeros that are known in advance.
    /// </summary>
    internal Jet(JetSpace space, int degree, T[] stored, T zero)
    {
        Space = space;
        Degree = degree;
        _stored = stored;
        _zero = zero;
    }

    /// <summary>Which coefficients there are, and in which order.</summary>
    public JetSpace Space { get; }

    /// <summary>A total order above which every coefficient is known to be zero: 0 for constants, 1 for variables.</summary>
    public int Degree { get; }

    /// <summary>c_0 = f(x).</summary>
    public T Value => _stored[0];

    /// <summary>The coefficients with |k| ≤ <see cref="Degree"/>.</summary>
    internal ReadOnlySpan<T> Stored => _stored;

    /// <summary>The coefficient at a position of the space.</summary>
    /// <exception cref="IndexOutOfRangeException">The space has no such position.</exception>
    public T this[int position] => (uint)position >= (uint)Space.Count
        ? throw new IndexOutOfRangeException($"A jet of {Space.Count} coefficients has none at {position}.")
        : position < _stored.Length ? _stored[position] : _zero;

    /// <summary>The coefficient c_k.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The space has no such multi-index.</exception>
    public T this[MultiIndex k] => this[Space.IndexOf(k)];

    /// <summary>Writes all coefficients, in the order of the space.</summary>
    /// <exception cref="ArgumentException">The span is shorter than the space.</exception>
    public void CopyTo(Span<T> coefficients)
    {
        if (coefficients.Length < Space.Count)
        {
            throw new ArgumentException($"A span of {coefficients.Length} cannot take {Space.Count} coefficients.", nameof(coefficients));
        }

        _stored.CopyTo(coefficients);
        coefficients[_stored.Length..Space.Count].Fill(_zero);
    }
}
