using QuantRelu.Analysis.FixedPoint;

namespace QuantRelu.Formats.Verilog;

/// <summary>±2^Shift times a node: a value of the network, or a shared sum.</summary>
/// <param name="Node">The number of the value; that of shared sum k is the number of values plus k.</param>
/// <param name="Shift">k.</param>
/// <param name="Sign">-1 or 1.</param>
internal readonly record struct ShiftedNode(int Node, int Shift, int Sign);

/// <summary>A sum of two nodes that several rows need.</summary>
/// <param name="First">Without a shift and positive.</param>
/// <param name="Second">The other one.</param>
/// <param name="Range">Where the sum is.</param>
/// <param name="Level">As that of the first row that can read it.</param>
internal sealed record SharedSum(ShiftedNode First, ShiftedNode Second, IntegerRange Range, int Level);

/// <summary>The rows of a network as sums of shifted nodes: every coefficient by its signed digits, what occurs twice computed once.</summary>
internal sealed class AdderGraph
{
    private readonly int[] _sharedBits;

    private AdderGraph(FixedPointNetwork network, IReadOnlyList<IReadOnlyList<ShiftedNode>> rows, IReadOnlyList<SharedSum> shared)
    {
        (Network, Rows, Shared) = (network, rows, shared);
        _sharedBits = SharedBits();
        Adders = shared.Count + rows.Select((row, r) => Count(row, network.Rows[r])).Sum();
    }

    /// <summary>The network.</summary>
    public FixedPointNetwork Network { get; }

    /// <summary>Values of the network, which are the first nodes.</summary>
    public int Values => Network.Inputs + Network.Rows.Count;

    /// <summary>For each row, what is added to its constant.</summary>
    public IReadOnlyList<IReadOnlyList<ShiftedNode>> Rows { get; }

    /// <summary>The shared sums; each reads values, and shared sums before it.</summary>
    public IReadOnlyList<SharedSum> Shared { get; }

    /// <summary>Adders and subtractors of two numbers.</summary>
    public int Adders { get; }

    /// <summary>Values that are max(·, 0).</summary>
    public int Rectifiers => Network.Rows.Count(r => r.IsRectified);

    /// <summary>The bits of the widest sum.</summary>
    public int WidestSum => Network.Rows.Select(r => r.Sum.Bits).Concat(_sharedBits).Max();

    /// <summary>The graph of a network.</summary>
    public static AdderGraph Of(FixedPointNetwork network)
    {
        (IReadOnlyList<IReadOnlyList<ShiftedNode>> rows, IReadOnlyList<SharedSum> shared) = SharedSums.Of(network);
        return new(network, rows, shared);
    }

    /// <summary>Where a node is.</summary>
    public IntegerRange RangeOf(int node) => node < Values ? Network.RangeOf(node) : Shared[node - Values].Range;

    /// <summary>The bits of a node's wire: those of its range, or of a shared sum as many as its readers want, if these are fewer.</summary>
    public int BitsOf(int node) => node < Values ? Network.RangeOf(node).Bits : _sharedBits[node - Values];

    /// <summary>The level of a node.</summary>
    public int LevelOf(int node) => node < Values ? Network.Levels[node] : Shared[node - Values].Level;

    // Readers count modulo a power of two.
    private int[] SharedBits()
    {
        var wanted = new int[Shared.Count];
        for (int r = 0; r < Rows.Count; r++)
        {
            Want(Rows[r], Network.Rows[r].Sum.Bits);
        }

        for (int k = Shared.Count - 1; k >= 0; k--)
        {
            wanted[k] = Math.Max(1, Math.Min(wanted[k], Shared[k].Range.Bits));
            Want([Shared[k].First, Shared[k].Second], wanted[k]);
        }

        return wanted;

        void Want(IEnumerable<ShiftedNode> terms, int bits)
        {
            foreach (ShiftedNode term in terms.Where(t => t.Node >= Values))
            {
                wanted[term.Node - Values] = Math.Max(wanted[term.Node - Values], bits - term.Shift);
            }
        }
    }

    // A sum that has nothing positive is subtracted from 0.
    private static int Count(IReadOnlyList<ShiftedNode> row, FixedPointRow of)
    {
        int terms = row.Count + (of.Constant.IsZero ? 0 : 1);
        return terms == 0 ? 0 : of.Constant.Sign > 0 || row.Any(t => t.Sign > 0) ? terms - 1 : terms;
    }
}
