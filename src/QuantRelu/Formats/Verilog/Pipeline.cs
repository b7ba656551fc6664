namespace QuantRelu.Formats.Verilog;

/// <summary>
/// Where registers stand: L of them on every way from an input to the output, spread evenly over its levels, the last one at the output. Stage s is
/// what is computed after s registers; a node is kept until the last stage that reads it.
/// </summary>
internal sealed class Pipeline
{
    private readonly int[] _births;
    private readonly int[] _lasts;

    /// <summary>Places registers.</summary>
    /// <param name="graph">The sums.</param>
    /// <param name="latency">L, from 0 to the levels of the output.</param>
    public Pipeline(AdderGraph graph, int latency)
    {
        Latency = latency;
        int depth = graph.Network.Depth, nodes = graph.Values + graph.Shared.Count;
        int[] cuts = [.. Enumerable.Range(1, latency).Select(k => ((k * depth) + latency - 1) / latency)];
        _births = [.. Enumerable.Range(0, nodes).Select(n => cuts.Count(c => c < graph.LevelOf(n)))];
        _lasts = [.. _births];
        for (int r = 0; r < graph.Rows.Count; r++)
        {
            Read(graph.Rows[r], _births[graph.Network.Inputs + r]);
        }

        for (int s = 0; s < graph.Shared.Count; s++)
        {
            Read([graph.Shared[s].First, graph.Shared[s].Second], _births[graph.Values + s]);
        }

        _lasts[graph.Values - 1] = latency;
        RegisterBits = Enumerable.Range(0, nodes).Sum(n => (long)graph.BitsOf(n) * (_lasts[n] - _births[n]));
    }

    /// <summary>L.</summary>
    public int Latency { get; }

    /// <summary>The bits of all registers.</summary>
    public long RegisterBits { get; }

    /// <summary>The stage in which a node is computed.</summary>
    public int Birth(int node) => _births[node];

    /// <summary>The last stage in which it is there.</summary>
    public int Last(int node) => _lasts[node];

    private void Read(IEnumerable<ShiftedNode> terms, int stage)
    {
        foreach (ShiftedNode term in terms)
        {
            _lasts[term.Node] = Math.Max(_lasts[term.Node], stage);
        }
    }
}
