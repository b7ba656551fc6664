using System.Numerics;
using QuantRelu.Graph;

namespace QuantRelu.Certification.OneDimension.Sweep;

/// <summary>One copy of a block: what it reads, and where it writes.</summary>
/// <param name="Array">Its array.</param>
/// <param name="Number">Its number there.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="FirstSource">Where the units that it reads begin among those of all copies.</param>
/// <param name="FirstUnit">The unit of its first output, shared by all copies when the stage sums.</param>
/// <param name="FirstKink">The number of its first kink among all of the network.</param>
internal readonly record struct CopyPlace<T>(ScaledArray<T> Array, int Number, int Stage, int FirstSource, int FirstUnit, int FirstKink)
    where T : struct, IBinaryInteger<T>;

/// <summary>A copy that reads a unit.</summary>
/// <param name="Copy">The copy.</param>
/// <param name="Place">Twice the number of the input as which it is read, plus 1 when the copy is off while that is 0.</param>
internal readonly record struct CopyReader(int Copy, int Place)
{
    /// <summary>The number of the input.</summary>
    public int Input => Place >> 1;

    /// <summary>1 when the copy is off while the unit is 0, and otherwise 0.</summary>
    public int Gates => Place & 1;
}

/// <summary>
/// A network with one input as copies of blocks between numbered units, unit 0 being the input, and for each unit the copies that read it. Units that are
/// sums over copies and are rectified count as kinks after those of the copies.
/// </summary>
internal sealed class SweepNetwork<T>
    where T : struct, IBinaryInteger<T>
{
    // More would take more memory than the walk that divides cells.
    private const long MostParts = 1 << 26;
    private readonly Dictionary<ScaledBlock<T>, SweepBlock<T>> _fixed = [];
    private readonly HashSet<SweepBlock<T>> _shared = [];
    private readonly int[] _sources;
    private readonly int[] _firstReader;
    private readonly CopyReader[] _readers;
    private readonly int[] _firstUnit;
    private readonly int[] _firstSum;

    private SweepNetwork(ScaledNetwork<T> network)
    {
        Scaled = network;
        _firstUnit = new int[network.Stages.Count + 1];
        _firstSum = new int[network.Stages.Count];
        _firstUnit[0] = 1;
        ScaledArray<T>[] arrays = [.. network.Stages.SelectMany(s => s.Arrays)];
        Copies = new CopyPlace<T>[arrays.Sum(Count)];
        Gates = new int[Copies.Length];
        _sources = new int[arrays.Sum(a => Count(a) * a.Block.Inputs)];
        CopyOfKink = new int[arrays.Sum(a => Count(a) * a.Block.Kinks.Count)];
        int before = 0, copy = 0, source = 0, kink = 0;
        for (int s = 0; s < network.Stages.Count; s++)
        {
            _firstUnit[s + 1] = _firstUnit[s] + network.Stages[s].Units;
            foreach (ScaledArray<T> array in network.Stages[s].Arrays)
            {
                (int inputs, int kinks) = (array.Block.Inputs, array.Block.Kinks.Count);
                int unit = checked((int)(_firstUnit[s] + array.First)), step = network.Stages[s].Sums ? 0 : array.Block.Outputs.Count;
                var places = new long[inputs];
                for (int k = 0; k < Count(array); k++, copy++)
                {
                    array.Wiring.Sources(k, places);
                    Copies[copy] = new CopyPlace<T>(array, k, s, source, unit + (k * step), kink);
                    Gates[copy] = array.Gates.Count;
                    foreach (long place in places)
                    {
                        _sources[source++] = before + (int)place;
                    }

                    CopyOfKink.AsSpan(kink, kinks).Fill(copy);
                    kink += kinks;
                }

                if (array.Wiring.Array.Block.Slots == 0 && !_fixed.ContainsKey(array.Block))
                {
                    _fixed[array.Block] = SweepBlock<T>.Of(array.Block, [], network.Weights);
                }
            }

            before = _firstUnit[s];
        }

        for (int s = 0; s < network.Stages.Count; s++)
        {
            _firstSum[s] = kink;
            kink += IsRectifiedSum(s) ? network.Stages[s].Units : 0;
        }

        _shared.UnionWith(_fixed.Values);
        Kinks = kink;
        (_firstReader, _readers) = ReadersOf();
    }

    /// <summary>The network in blocks.</summary>
    public ScaledNetwork<T> Scaled { get; }

    /// <summary>All copies, stage by stage.</summary>
    public CopyPlace<T>[] Copies { get; }

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
    public static SweepNetwork<T>? Of(ScaledNetwork<T> network) => network.Stages.Sum(Parts) <= MostParts ? new SweepNetwork<T>(network) : null;

    /// <summary>The first unit that a stage makes.</summary>
    public int FirstUnit(int stage) => _firstUnit[stage];

    /// <summary>The kink of the first unit of a stage whose sums are rectified.</summary>
    public int FirstSum(int stage) => _firstSum[stage];

    /// <summary>True when the sums of a stage are rectified: it is not the last one.</summary>
    public bool IsRectifiedSum(int stage) => Scaled.Stages[stage].Sums && stage < Scaled.Stages.Count - 1;

    /// <summary>The units that a copy reads.</summary>
    public ReadOnlySpan<int> Sources(in CopyPlace<T> copy) => _sources.AsSpan(copy.FirstSource, copy.Array.Block.Inputs);

    /// <summary>The copies that read a unit.</summary>
    public ReadOnlySpan<CopyReader> Readers(int unit) => _readers.AsSpan(_firstReader[unit], _firstReader[unit + 1] - _firstReader[unit]);

    /// <summary>The block of a copy with its weights.</summary>
    public SweepBlock<T> BlockOf(in CopyPlace<T> copy) => _fixed.TryGetValue(copy.Array.Block, out SweepBlock<T>? block)
        ? block
        : SweepBlock<T>.Of(copy.Array.Block, copy.Array.Wiring.Array.CopyCodes(copy.Number), Scaled.Weights);

    /// <summary>True when other copies have the same block.</summary>
    public bool IsShared(SweepBlock<T> block) => _shared.Contains(block);

    private static int Count(ScaledArray<T> array) => (int)array.Wiring.Array.Copies;

    private static double Parts(ScaledStage<T> stage) => stage.Units
        + stage.Arrays.Sum(a => (double)a.Wiring.Array.Copies * (a.Block.Inputs + a.Block.Kinks.Count + a.Block.Outputs.Count));

    private (int[] First, CopyReader[] Readers) ReadersOf()
    {
        var first = new int[Units + 1];
        foreach (int unit in _sources)
        {
            first[unit + 1]++;
        }

        for (int unit = 0; unit < Units; unit++)
        {
            first[unit + 1] += first[unit];
        }

        var readers = new CopyReader[first[^1]];
        int[] next = [.. first];
        for (int c = 0; c < Copies.Length; c++)
        {
            ReadOnlySpan<int> sources = Sources(Copies[c]);
            for (int i = 0; i < sources.Length; i++)
            {
                readers[next[sources[i]]++] = new CopyReader(c, (2 * i) + (Copies[c].Array.Gates.Contains(i) ? 1 : 0));
            }
        }

        return (first, readers);
    }
}
