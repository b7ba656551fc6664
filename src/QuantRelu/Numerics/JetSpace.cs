using System.Collections.Concurrent;
using System.Globalization;

namespace QuantRelu.Numerics;

/// <summary>
/// The multi-indices { k ∈ Z^d : k ≥ 0, |k| ≤ n } in graded order, |k| ascending and then lexicographic, for example
/// (0,0) (0,1) (1,0) (0,2) (1,1) (2,0) for d = n = 2: the index set of a Taylor polynomial of order n in d variables,
/// and the table by which two of them are multiplied. Those of order m ≤ n are always the first ones.
/// </summary>
internal sealed class JetSpace
{
    /// <summary>The most multi-indices a space may have.</summary>
    public const int MaximumCount = 1_000_000;

    private static readonly ConcurrentDictionary<(int Dimension, int Order), Lazy<JetSpace>> Spaces = new();

    private readonly MultiIndex[] _indices;
    private readonly double[] _factorials;
    private readonly int[] _counts;
    private readonly Lazy<Dictionary<MultiIndex, int>> _positions;
    private readonly Lazy<JetProductTable> _products;

    private JetSpace(int dimension, int order)
    {
        Dimension = dimension;
        Order = order;
        _counts = [.. Enumerable.Range(0, order + 1).Select(m => (int)CountOf(dimension, m))];
        _indices = [.. Enumerable.Range(0, order + 1).SelectMany(total => OfTotal(new int[dimension], 0, total))];
        _factorials = [.. _indices.Select(RoundedFactorial)];
        _positions = new(() => _indices.Select((k, i) => (k, i)).ToDictionary(pair => pair.k, pair => pair.i));
        _products = new(() => JetProductTable.Create(this));
    }

    /// <summary>The number of variables d.</summary>
    public int Dimension { get; }

    /// <summary>The order n at which Taylor polynomials are truncated.</summary>
    public int Order { get; }

    /// <summary>The number of multi-indices, binomial(d + n, n).</summary>
    public int Count => _indices.Length;

    /// <summary>Which pairs of coefficients add up to which coefficient of a product.</summary>
    internal JetProductTable Products => _products.Value;

    /// <summary>The multi-index at a position.</summary>
    public MultiIndex this[int position] => _indices[position];

    /// <summary>The space of d variables and order n. The same arguments give the same object; any thread may ask.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// d is not in 1..16, n &lt; 0, or there are more than <see cref="MaximumCount"/> multi-indices.
    /// </exception>
    public static JetSpace Create(int dimension, int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, Domain.MaximumDimension);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        double count = CountOf(dimension, order);
        return count <= MaximumCount
            ? Spaces.GetOrAdd((dimension, order), key => new(() => new JetSpace(key.Dimension, key.Order))).Value
            : throw new ArgumentOutOfRangeException(
                nameof(order), order, string.Create(
                    CultureInfo.InvariantCulture, $"{count:G3} derivatives up to order {order} in dimension {dimension} are more than {MaximumCount}."));
    }

    /// <summary>The position of a multi-index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is of another dimension, or |k| is above the order.</exception>
    public int IndexOf(MultiIndex k) => _positions.Value.TryGetValue(k, out int position)
        ? position
        : throw new ArgumentOutOfRangeException(nameof(k), k, $"There is no such multi-index of dimension {Dimension} and order at most {Order}.");

    /// <summary>How many multi-indices have |k| ≤ m, which is also where those with |k| = m + 1 begin; 0 ≤ m ≤ n.</summary>
    public int CountUpTo(int m) => _counts[m];

    /// <summary>
    /// k! of the multi-index at a position, as a double: what turns a Taylor coefficient into a derivative. Infinite from 171! on.
    /// </summary>
    public double FactorialAt(int position) => _factorials[position];

    /// <summary>binomial(d + n, n), as a double so that nothing overflows.</summary>
    internal static double CountOf(int dimension, int order)
    {
        double count = 1;
        for (int i = 1; i <= Math.Min(dimension, order) && double.IsFinite(count); i++)
        {
            count = Math.Round(count * ((double)Math.Max(dimension, order) + i) / i);
        }

        return count;
    }

    /// <summary>170! is the last factorial below the largest double; larger ones are not worth multiplying out.</summary>
    private static double RoundedFactorial(MultiIndex k)
    {
        const int last = 170;
        return k.Entries.ContainsAnyExceptInRange(0, last) ? double.PositiveInfinity : (double)k.Factorial;
    }

    private static IEnumerable<MultiIndex> OfTotal(int[] entries, int axis, int rest)
    {
        if (axis == entries.Length - 1)
        {
            entries[axis] = rest;
            return [new MultiIndex(entries)];
        }

        return Enumerable.Range(0, rest + 1).SelectMany(entry =>
        {
            entries[axis] = entry;
            return OfTotal(entries, axis + 1, rest - entry);
        });
    }
}
