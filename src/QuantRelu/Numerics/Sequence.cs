namespace QuantRelu.Numerics;

/// <summary>
/// A list that is equal to another with the same items in the same order, where an <see cref="ImmutableArray{T}"/> is equal to itself only: the
/// field behind a record's list, so that two records with equal content are equal.
/// </summary>
/// <typeparam name="T">The items.</typeparam>
internal readonly struct Sequence<T> : IEquatable<Sequence<T>>
{
    private readonly ImmutableArray<T> _items;

    /// <summary>A list.</summary>
    /// <exception cref="ArgumentException">It is a default array, which is no list.</exception>
    public Sequence(ImmutableArray<T> items) =>
        _items = items.IsDefault ? throw new ArgumentException("The list is missing; an empty one is [].", nameof(items)) : items;

    /// <summary>The items.</summary>
    public ImmutableArray<T> Items => _items.IsDefault ? [] : _items;

    /// <inheritdoc/>
    public bool Equals(Sequence<T> other) => Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sequence<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (T item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public static implicit operator Sequence<T>(ImmutableArray<T> items) => new(items);
}
