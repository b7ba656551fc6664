using System.Numerics;
using QuantRelu.Analysis.FixedPoint;
using QuantRelu.Numerics;

namespace QuantRelu.Formats.Verilog;

/// <summary>
/// Finds sums of two shifted nodes that occur more than once, up to a shift and a sign, and makes them nodes: the most frequent first, until none is
/// left. Each takes an adder from all of its occurrences but one, so that sharing never adds any. Which are found depends on the rows alone.
/// </summary>
internal sealed class SharedSums
{
    // Of rows with more terms than this, only multiples of one node are looked for: pairs grow with the square.
    private const int MostTerms = 192;
    private const long MostPairs = 4_000_000;
    private readonly FixedPointNetwork _network;
    private readonly SortedDictionary<(int Node, int Shift), int>[] _rows;
    private readonly List<SharedSum> _shared = [];
    private readonly List<Dictionary<int, BigInteger>> _forms = [];
    private readonly bool _seesAll;

    private SharedSums(FixedPointNetwork network)
    {
        _network = network;
        _rows = [.. network.Rows.Select(Digits)];
        _seesAll = _rows.Where(r => r.Count <= MostTerms).Sum(r => (long)r.Count * r.Count) <= MostPairs;
    }

    private int Values => _network.Inputs + _rows.Length;

    /// <summary>The rows over values and shared sums, and those.</summary>
    public static (IReadOnlyList<IReadOnlyList<ShiftedNode>> Rows, IReadOnlyList<SharedSum> Shared) Of(FixedPointNetwork network)
    {
        var sums = new SharedSums(network);
        while (sums.ShareMostFrequent())
        {
        }

        return ([.. sums._rows.Select(r => (IReadOnlyList<ShiftedNode>)[.. r.Select(t => new ShiftedNode(t.Key.Node, t.Key.Shift, t.Value))])], sums._shared);
    }

    private static SortedDictionary<(int Node, int Shift), int> Digits(FixedPointRow row)
    {
        var digits = new SortedDictionary<(int Node, int Shift), int>();
        foreach ((int value, BigInteger coefficient) in row.Terms)
        {
            foreach ((int shift, int sign) in SignedDigits.Of(coefficient))
            {
                digits[(value, shift)] = sign;
            }
        }

        return digits;
    }

    // Whether anything was shared.
    private bool ShareMostFrequent()
    {
        Dictionary<Pattern, List<int>> found = Find();
        int most = found.Values.Select(rows => rows.Count).DefaultIfEmpty(0).Max();
        bool any = false;
        for (; most >= 2 && !any; most--)
        {
            foreach ((Pattern pattern, List<int> rows) in found.Where(f => f.Value.Count == most).OrderBy(f => f.Key))
            {
                any |= Share(pattern, [.. rows.Distinct()]);
            }
        }

        return any;
    }

    // For each pattern, the rows in which it occurs, as often as it does.
    private Dictionary<Pattern, List<int>> Find()
    {
        var found = new Dictionary<Pattern, List<int>>();
        for (int r = 0; r < _rows.Length; r++)
        {
            ShiftedNode[] terms = [.. _rows[r].Select(t => new ShiftedNode(t.Key.Node, t.Key.Shift, t.Value))];
            bool seesAll = _seesAll && terms.Length <= MostTerms;
            for (int i = 0; i < terms.Length; i++)
            {
                for (int j = i + 1; j < terms.Length && (seesAll || terms[j].Node == terms[i].Node); j++)
                {
                    var pattern = Pattern.Of(terms[i], terms[j]);
                    if (!found.TryGetValue(pattern, out List<int>? rows))
                    {
                        found[pattern] = rows = [];
                    }

                    rows.Add(r);
                }
            }
        }

        return found;
    }

    private bool Share(Pattern pattern, IReadOnlyList<int> rows)
    {
        List<(int Row, int Shift, int Sign)> places = [.. rows.SelectMany(r => Occurrences(pattern, r).Select(o => (r, o.Shift, o.Sign)))];
        if (places.Count < 2)
        {
            return false;
        }

        int node = Values + _shared.Count;
        Dictionary<int, BigInteger> form = Form(pattern);
        IntegerRange range = form.Aggregate(default(IntegerRange), (sum, t) => sum + (t.Value * _network.RangeOf(t.Key)));
        _forms.Add(form);
        _shared.Add(new(new(pattern.First, 0, 1), new(pattern.Second, pattern.Shift, pattern.Sign), range,
            Math.Max(Ready(pattern.First), Ready(pattern.Second))));
        foreach ((int row, int shift, int sign) in places)
        {
            _rows[row].Remove((pattern.First, shift));
            _rows[row].Remove((pattern.Second, shift + pattern.Shift));
            _rows[row].Add((node, shift), sign);
        }

        return true;
    }

    // Those that have no term in common.
    private List<(int Shift, int Sign)> Occurrences(Pattern pattern, int row)
    {
        var taken = new HashSet<(int Node, int Shift)>();
        var places = new List<(int Shift, int Sign)>();
        foreach (((int node, int shift), int sign) in _rows[row].Where(t => t.Key.Node == pattern.First))
        {
            (int Node, int Shift) other = (pattern.Second, shift + pattern.Shift);
            if (_rows[row].GetValueOrDefault(other) == sign * pattern.Sign && !taken.Contains((node, shift)) && taken.Add(other))
            {
                taken.Add((node, shift));
                places.Add((shift, sign));
            }
        }

        return places;
    }

    // Over values, so that a multiple of one value has that value's range times a number.
    private Dictionary<int, BigInteger> Form(Pattern pattern)
    {
        var form = new Dictionary<int, BigInteger>();
        foreach ((int node, BigInteger factor) in new[] { (pattern.First, 1), (pattern.Second, pattern.Sign * (BigInteger.One << pattern.Shift)) })
        {
            foreach ((int value, BigInteger coefficient) in node < Values ? new() { [node] = 1 } : _forms[node - Values])
            {
                form[value] = form.GetValueOrDefault(value) + (factor * coefficient);
            }
        }

        return form;
    }

    // The level of the first row that can read a node; a shared sum is ready within its own.
    private int Ready(int node) => node < Values ? _network.Levels[node] + 1 : _shared[node - Values].Level;

    /// <summary>First + Sign·2^Shift·Second; of two nodes without a shift between them the one with the smaller number is first.</summary>
    private readonly record struct Pattern(int First, int Second, int Shift, int Sign) : IComparable<Pattern>
    {
        public static Pattern Of(ShiftedNode a, ShiftedNode b) => (a.Shift, a.Node).CompareTo((b.Shift, b.Node)) <= 0
            ? new(a.Node, b.Node, b.Shift - a.Shift, a.Sign * b.Sign)
            : new(b.Node, a.Node, a.Shift - b.Shift, a.Sign * b.Sign);

        public int CompareTo(Pattern other) => (First, Second, Shift, Sign).CompareTo((other.First, other.Second, other.Shift, other.Sign));
    }
}
