using QuantRelu.Graph;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>One copy of a block: what it reads, and where it writes.</summary>
/// <param name="Array">Its array.</param>
/// <param name="Number">Its number there.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Sources">The units that it reads.</param>
/// <param name="FirstUnit">The unit of its first output, shared by all copies when the stage sums.</param>
/// <param name="FirstKink">The number of its first kink among all of the network.</param>
internal sealed record CopyPlace(ScaledArray<long> Array, long Number, int Stage, int[] Sources, int FirstUnit, int FirstKink);

/// <summary>
/// A network with one input as copies of blocks between numbered units, unit 0 being the input, and for each unit the copies that read it. Units that are
/// sums over copies and are rectified count as kinks after those of the copies.
/// </summary>
internal sealed class SweepNetwork
{
    // More would take more memory than the walk that divides cells.
    private const long MostParts = 1 << 22;
    private readonly Dictionary<ScaledBlock<long>, SweepBlock> _fixed = [];
    private readonly HashSet<SweepBlock> _shared = [];
    private readonly int[] _firstReader;
    private readonly (int Copy, int Input, bool IsGate)[] _readers;
    private readonly int[] _firstUnit;
    private readonly int[] _firstSum;

    private SweepNetwork(ScaledNetwork<long> network)
    {
        Scaled = network;
        _firstUnit = new int[network.Stages.Count + 1];
        _firstSum = new int[network.Stages.Count];
        _firstUnit[0] = 1;
        var copies = new List<CopyPlace>();
        int before = 0, kinks = 0;
        for (int s = 0; s < network.Stages.Count; s++)
        {
            _firstUnit[s + 1] = _firstUnit[s] + network.Stages[s].Units;
            foreach (ScaledArray<long> array in network.Stages[s].Arrays)
            {
                for (long k = 0; k < array.Wiring.Array.Copies; k++)
                {
                    int[] sources = Array.ConvertAll(array.Wiring.Sources(k), u => before + (int)u);
                    long unit = _firstUnit[s] + array.First + (network.Stages[s].Sums ? 0 : k * array.Block.Outputs.Count);
                    copies.Add(new CopyPlace(array, k, s, sources, (int)unit, kinks));
                    kinks += array.Block.Kinks.Count;
                }

                if (array.Wiring.Array.Block.Slots == 0 && !_fixed.ContainsKey(array.Block))
                {
                    _fixed[array.Block] = SweepBlock.Of(array.Block, [], network.Weights);
                }
            }

            before = _firstUnit[s];
        }

        for (int s = 0; s < network.Stages.Count; s++)
        {
            _firstSum[s] = kinks;
            kinks += IsRectifiedSum(s) ? network.Stages[s].Units : 0;
        }

        _shared.UnionWith(_fixed.Values);
        (Copies, Kinks) = ([.. copies], kinks);
        Gates = Array.ConvertAll(Copies, c => c.Array.Gates.Count);
        CopyOfKink = [.. Copies.SelectMany((copy, c) => Enumerable.Repeat(c, copy.Array.Block.Kinks.Count))];
        (_firstReader, _readers) = ReadersOf(Copies, _firstUnit[^1]);
    }

    /// <summary>The network in blocks.</summary>
    public ScaledNetwork<long> Scaled { get; }

    /// <summary>All copies, stage by stage.</summary>
    public CopyPlace[] Copies { get; }

    /// <summary>The number of gates of each copy: inputs each of which, when 0, makes all its outputs 0.</summary>
    public int[] Gates { get; }

    /// <summary>The copy of each kink that is in one; the kinks of sums come after these.</summary>
    public int[] CopyOfKink { get; }

    /// <summary>Number of kinks.</summary>
    public int Kinks { get; }

    /// <summary>Number of units, the input among them.</summary>
    public int Units => _firstUnit[^1];

    /// <summary>The unit that is the network's first output.</summary>
    public int Output => _firstUnit[^2];

    /// <summary>Lays out a network; null when it is too large.</summary>
    /// <exception cref="OverflowException">The integers are too small for its coefficients.</exception>
    public static SweepNetwork? Of(ScaledNetwork<long> network) => network.Stages.Sum(Parts) <= MostParts ? new SweepNetwork(network) : null;

    /// <summary>The first unit that a stage makes.</summary>
    public int FirstUnit(int stage) => _firstUnit[stage];

    /// <summary>The kink of the first unit of a stage whose sums are rectified.</summary>
    public int FirstSum(int stage) => _firstSum[stage];

    /// <summary>True when the sums of a stage are rectified: it is not the last one.</summary>
    public bool IsRectifiedSum(int stage) => Scaled.Stages[stage].Sums && stage < Scaled.Stages.Count - 1;

    /// <summary>The copies that read a unit, as which input, and whether they are off when it is 0.</summary>
    public ReadOnlySpan<(int Copy, int Input, bool IsGate)> Readers(int unit) =>
        _readers.AsSpan(_firstReader[unit], _firstReader[unit + 1] - _firstReader[unit]);

    /// <summary>The block of a copy with its weights.</summary>
    public SweepBlock BlockOf(CopyPlace copy) => _fixed.TryGetValue(copy.Array.Block, out SweepBlock? block)
        ? block
        : SweepBlock.Of(copy.Array.Block, copy.Array.Wiring.Array.CopyCodes(copy.Number), Scaled.Weights);

    /// <summary>True when other copies have the same block.</summary>
    public bool IsShared(SweepBlock block) => _shared.Contains(block);

    private static double Parts(ScaledStage<long> stage) => stage.Units
        + stage.Arrays.Sum(a => (double)a.Wiring.Array.Copies * (a.Block.Inputs + a.Block.Kinks.Count + a.Block.Outputs.Count));

    private static (int[] First, (int Copy, int Input, bool IsGate)[] Readers) ReadersOf(CopyPlace[] copies, int units)
    {
        var first = new int[units + 1];
        foreach (int unit in copies.SelectMany(c => c.Sources))
        {
            first[unit + 1]++;
        }

        for (int unit = 0; unit < units; unit++)
        {
            first[unit + 1] += first[unit];
        }

        var readers = new (int Copy, int Input, bool IsGate)[first[^1]];
        int[] next = [.. first];
        for (int c = 0; c < copies.Length; c++)
        {
            for (int i = 0; i < copies[c].Sources.Length; i++)
            {
                readers[next[copies[c].Sources[i]]++] = (c, i, copies[c].Array.Gates.Contains(i));
            }
        }

        return (first, readers);
    }
}
