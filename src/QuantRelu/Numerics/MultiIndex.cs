using System.Numerics;

namespace QuantRelu.Numerics;

/// <summary>
/// A multi-index k = (k_1, ..., k_d) of integers k_i ≥ 0: it names the partial derivative D^k and the monomial x^k.
/// Two multi-indices are equal when their entries are. The <c>default</c> value has dimension 0.
/// </summary>
public readonly struct MultiIndex : IEquatable<MultiIndex>
{
    private readonly int[]? _entries;

    /// <summary>The multi-index with the given entries.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An entry is negative.</exception>
    public MultiIndex(params ReadOnlySpan<int> entries)
    {
        int total = 0;
        foreach (int entry in entries)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(entry, nameof(entries));
            total = checked(total + entry);
        }

        _entries = entries.ToArray();
        Total = total;
    }

    /// <summary>The number of entries d.</summary>
    public int Dimension => _entries?.Length ?? 0;

    /// <summary>|k| = k_1 + ... + k_d, the total order of the derivative.</summary>
    public int Total { get; }

    /// <summary>The entries k_1, ..., k_d.</summary>
    public ReadOnlySpan<int> Entries => _entries;

    /// <summary>True when at most one entry is above 0: the derivative is along one axis, or none.</summary>
    internal bool IsOfOneAxis => Entries.Contains(Total);

    /// <summary>k! = k_1! ··· k_d!.</summary>
    public BigInteger Factorial
    {
        get
        {
            BigInteger product = BigInteger.One;
            foreach (int entry in Entries)
            {
                for (int factor = 2; factor <= entry; factor++)
                {
                    product *= factor;
                }
            }

            return product;
        }
    }

    /// <summary>The entry of one axis, counted from 0.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => Entries[axis];

    /// <summary>Equality of entries.</summary>
    public static bool operator ==(MultiIndex a, MultiIndex b) => a.Equals(b);

    /// <summary>Inequality of entries.</summary>
    public static bool operator !=(MultiIndex a, MultiIndex b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(MultiIndex other) => Entries.SequenceEqual(other.Entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MultiIndex other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int entry in Entries)
        {
            hash.Add(entry);
        }

        return hash.ToHashCode();
    }

    /// <summary>The entries as "(2,0,1)".</summary>
    public override string ToString() => $"({string.Join(',', _entries ?? [])})";
}
