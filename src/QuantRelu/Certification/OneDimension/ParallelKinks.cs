using QuantRelu.Numerics;

namespace QuantRelu.Certification.OneDimension;

/// <summary>A kink as a function of another one before its rectification: σ(ratio·z + offset).</summary>
internal readonly record struct ParallelKink(int Driver, Rational Ratio, Rational Offset);

/// <summary>
/// Kinks of a block whose forms are multiples of one form plus constants, such as σ(g) and σ(g - 1/2) of a tooth: a sum of them is a function of
/// one number, and is enclosed much more closely as such than term by term.
/// </summary>
internal sealed class ParallelKinks
{
    private readonly Dictionary<int, ParallelKink> _kinks = [];

    /// <summary>Finds them.</summary>
    public ParallelKinks(int inputs, IReadOnlyList<FoldedRow> kinks)
    {
        var groups = Enumerable.Range(0, kinks.Count).Where(k => kinks[k].Open.Count == 0 && kinks[k].Terms.Count > 0).GroupBy(k => Direction(kinks[k]));
        foreach (int[] group in groups.Select(g => g.ToArray()).Where(g => g.Length > 1))
        {
            FoldedRow driver = kinks[group[^1]];
            foreach (int k in group)
            {
                Rational ratio = kinks[k].Terms.First().Value / driver.Terms.First().Value;
                _kinks[inputs + k] = new ParallelKink(inputs + group[^1], ratio, kinks[k].Constant - (ratio * driver.Constant));
            }
        }
    }

    /// <summary>True for a value of which others are functions.</summary>
    public bool Drives(int value) => _kinks.TryGetValue(value, out ParallelKink kink) && kink.Driver == value;

    /// <summary>The terms of a row that are sums of at least two parallel kinks, by their driver.</summary>
    public IEnumerable<(int Driver, (Rational Coefficient, Rational Ratio, Rational Offset)[] Members, int[] Values)> SumsIn(FoldedRow row) => row.Terms
        .Where(t => _kinks.ContainsKey(t.Key)).GroupBy(t => _kinks[t.Key].Driver).Where(g => g.Count() > 1)
        .Select(g => (g.Key, g.Select(t => (t.Value, _kinks[t.Key].Ratio, _kinks[t.Key].Offset)).ToArray(), g.Select(t => t.Key).ToArray()));

    private static string Direction(FoldedRow row)
    {
        Rational first = row.Terms.First().Value;
        return string.Join(' ', row.Terms.Select(t => $"{t.Key}:{t.Value / first}"));
    }
}
