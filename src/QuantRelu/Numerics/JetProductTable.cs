using System.Globalization;

namespace QuantRelu.Numerics;

/// <summary>
/// For every multi-index k of a space, the pairs (i, j) with i + j = k: (f·g)_k = Σ f_i g_j. The pair (0, k) comes first and
/// (k, 0) last, so that leaving out the first one multiplies by f without its constant term.
/// </summary>
internal sealed class JetProductTable
{
    private const double MaximumPairs = 20_000_000;

    private readonly int[] _starts;
    private readonly (int Left, int Right)[] _pairs;

    private JetProductTable(int[] starts, (int Left, int Right)[] pairs)
    {
        _starts = starts;
        _pairs = pairs;
    }

    /// <summary>The pairs that add up to the multi-index at position <paramref name="target"/>.</summary>
    public ReadOnlySpan<(int Left, int Right)> this[int target] => _pairs.AsSpan(_starts[target].._starts[target + 1]);

    /// <summary>The table of a space: binomial(2d + n, n) pairs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The table would be too large.</exception>
    public static JetProductTable Create(JetSpace space)
    {
        double expected = JetSpace.CountOf(2 * space.Dimension, space.Order);
        if (expected > MaximumPairs)
        {
            throw new ArgumentOutOfRangeException(nameof(space), space.Order, string.Create(
                CultureInfo.InvariantCulture,
                $"Products of Taylor polynomials of order {space.Order} in dimension {space.Dimension} have {expected:G3} terms, too many."));
        }

        var pairs = new List<(int, int)>((int)expected);
        int[] starts = new int[space.Count + 1];
        for (int target = 0; target < space.Count; target++)
        {
            AddPairs(space, space[target], pairs);
            starts[target + 1] = pairs.Count;
        }

        return new JetProductTable(starts, [.. pairs]);
    }

    private static void AddPairs(JetSpace space, MultiIndex k, List<(int, int)> pairs)
    {
        int[] left = new int[k.Dimension];
        int[] right = k.Entries.ToArray();
        do
        {
            pairs.Add((space.IndexOf(new MultiIndex(left)), space.IndexOf(new MultiIndex(right))));
        }
        while (Advance(left, right));
    }

    /// <summary>The next way to split, counting up the left part like an odometer; false after the last one.</summary>
    private static bool Advance(int[] left, int[] right)
    {
        for (int axis = left.Length - 1; axis >= 0; axis--)
        {
            if (right[axis] > 0)
            {
                left[axis]++;
                right[axis]--;
                return true;
            }

            right[axis] = left[axis];
            left[axis] = 0;
        }

        return false;
    }
}
