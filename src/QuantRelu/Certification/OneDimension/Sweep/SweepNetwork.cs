using System.Numerics;
using QuantRelu.Graph;

namespace QuantRelu.Certification.OneDimension.Sweep;

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
    // More would take gigabytes.
    private const long MostParts = 1 << 26;
    // Of each copy, and of each kink that is in a copy.
    private readonly ushort[] _arrayOfCopy;
    private readonly int[] _copyOfKink;
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
        for (int s = 0; s < network.Stages.Count; s++)
        {
            _firstUnit[s + 1] = _firstUnit[s] + network.Stages[s].Units;
        }

        Arrays = ArraysOf();
        Copies = Arrays[^1].FirstCopy + Arrays[^1].Copies;
        Kinks = Arrays[^1].KinkOf(Copies);
        Gates = new int[Copies];
        _arrayOfCopy = new ushort[Copies];
        _copyOfKink = new int[Kinks];
        _sources = new int[Arrays[^1].SourceOf(Copies)];
        for (int a = 0; a < Arrays.Length; a++)
        {
            Place(checked((ushort)a));
        }

        for (int s = 0; s < network.Stages.Count; s++)
        {
            _firstSum[s] = Kinks;
            Kinks += IsRectifiedSum(s) ? network.Stages[s].Units : 0;
        }

        (_firstReader, _readers) = ReadersOf();
    }

    /// <summary>The network in blocks.</summary>
    public ScaledNetwork<T> Scaled { get; }

    /// <summary>The arrays, stage by stage.</summary>
    public SweepArray<T>[] Arrays { get; }

    /// <summary>Number of copies; they are numbered stage by stage.</summary>
    public int Copies { get; }

    /// <summary>The number of gates of each copy: inputs each of which, when 0, makes all its outputs 0.</summary>
    public int[] Gates { get; }

    /// <summary>Number of kinks.</summary>
    public int Kinks { get; }

    /// <summary>Number of units, the input among them.</summary>
    public int Units => _firstUnit[^1];

    /// <summary>The unit that is the network's first output.</summary>
    public int Output => _firstUnit[^2];

    /// <summary>Lays out a network; null when it is too large.</summary>
    /// <exception cref="OverflowException">The integers are too small for its coefficients.</exception>
    public static SweepNetwork<T>? Of(ScaledNetwork<T> network) =>
        network.Stages.Sum(Parts) <= MostParts && network.Stages.Sum(s => s.Arrays.Count) <= ushort.MaxValue ? new SweepNetwork<T>(network) : null;

    /// <summary>The first unit that a stage makes.</summary>
    public int FirstUnit(int stage) => _firstUnit[stage];

    /// <summary>The kink of the first unit of a stage whose sums are rectified.</summary>
    public int FirstSum(int stage) => _firstSum[stage];

    /// <summary>True when the sums of a stage are rectified: it is not the last one.</summary>
    public bool IsRectifiedSum(int stage) => Scaled.Stages[stage].Sums && stage < Scaled.Stages.Count - 1;

    /// <summary>The number of the array of a copy.</summary>
    public int ArrayOf(int copy) => _arrayOfCopy[copy];

    /// <summary>The copy of a kink; -1 for that of a sum.</summary>
    public int CopyOfKink(int kink) => kink < _copyOfKink.Length ? _copyOfKink[kink] : -1;

    /// <summary>The units that a copy of an array reads.</summary>
    public ReadOnlySpan<int> Sources(SweepArray<T> array, int copy) => _sources.AsSpan(array.SourceOf(copy), array.Inputs);

    /// <summary>The copies that read a unit.</summary>
    public ReadOnlySpan<CopyReader> Readers(int unit) => _readers.AsSpan(_firstReader[unit], _firstReader[unit + 1] - _firstReader[unit]);

    /// <summary>The block of a copy of an array with its weights.</summary>
    public SweepBlock<T> BlockOf(SweepArray<T> array, int copy) =>
        array.Shared ?? SweepBlock<T>.Of(array.Scaled.Block, array.Scaled.Wiring.Array.CopyCodes(copy - array.FirstCopy), Scaled.Weights);

    private static double Parts(ScaledStage<T> stage) => stage.Units
        + stage.Arrays.Sum(a => (double)a.Wiring.Array.Copies * (a.Block.Inputs + a.Block.Kinks.Count + a.Block.Outputs.Count));

    private SweepArray<T>[] ArraysOf()
    {
        var arrays = new List<SweepArray<T>>();
        var known = new Dictionary<ScaledBlock<T>, SweepBlock<T>>();
        var shapes = new Dictionary<(int Inputs, int Kinks, int Outputs), int>();
        (int copy, int source, int kink) = (0, 0, 0);
        for (int s = 0; s < Scaled.Stages.Count; s++)
        {
            foreach (ScaledArray<T> scaled in Scaled.Stages[s].Arrays)
            {
                SweepBlock<T>? shared = null;
                if (scaled.Wiring.Array.Block.Slots == 0 && !known.TryGetValue(scaled.Block, out shared))
                {
                    known[scaled.Block] = shared = SweepBlock<T>.Of(scaled.Block, [], Scaled.Weights);
                }

                int unit = checked((int)(_firstUnit[s] + scaled.First));
                var shape = (scaled.Block.Inputs, scaled.Block.Kinks.Count, scaled.Block.Outputs.Count);
                shapes.TryAdd(shape, shapes.Count);
                var array = new SweepArray<T>(scaled, shared, s, copy, source, unit, kink, shapes[shape]) { Sums = Scaled.Stages[s].Sums };
                arrays.Add(array);
                copy += array.Copies;
                (source, kink) = (array.SourceOf(copy), array.KinkOf(copy));
            }
        }

        return [.. arrays];
    }

    private void Place(ushort number)
    {
        SweepArray<T> array = Arrays[number];
        int before = array.Stage == 0 ? 0 : _firstUnit[array.Stage - 1];
        Span<long> places = new long[array.Inputs];
        for (int k = 0, source = array.FirstSource; k < array.Copies; k++)
        {
            int copy = array.FirstCopy + k;
            _arrayOfCopy[copy] = number;
            Gates[copy] = array.Scaled.Gates.Count;
            _copyOfKink.AsSpan(array.KinkOf(copy), array.Kinks).Fill(copy);
            array.Scaled.Wiring.Sources(k, places);
            foreach (long place in places)
            {
                _sources[source++] = before + (int)place;
            }
        }
    }

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
        foreach (SweepArray<T> array in Arrays)
        {
            int[] gates = [.. Enumerable.Range(0, array.Inputs).Select(i => array.Scaled.Gates.Contains(i) ? 1 : 0)];
            for (int k = 0, source = array.FirstSource; k < array.Copies; k++)
            {
                for (int i = 0; i < gates.Length; i++)
                {
                    readers[next[_sources[source++]]++] = new CopyReader(array.FirstCopy + k, (2 * i) + gates[i]);
                }
            }
        }

        return (first, readers);
    }
}
