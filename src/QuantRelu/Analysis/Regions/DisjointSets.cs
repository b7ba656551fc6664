namespace QuantRelu.Analysis.Regions;

/// <summary>Sets of the numbers 0, ..., n - 1 that are joined one after the other.</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parent;

    /// <summary>Each number in a set of its own.</summary>
    public DisjointSets(int count) => (_parent, Count) = ([.. Enumerable.Range(0, count)], count);

    /// <summary>The number of sets.</summary>
    public int Count { get; private set; }

    /// <summary>Makes one set of those of two numbers.</summary>
    public void Join(int a, int b)
    {
        (a, b) = (Root(a), Root(b));
        Count -= a == b ? 0 : 1;
        _parent[Math.Max(a, b)] = Math.Min(a, b);
    }

    private int Root(int a)
    {
        while (_parent[a] != a)
        {
            _parent[a] = _parent[_parent[a]];
            a = _parent[a];
        }

        return a;
    }
}
