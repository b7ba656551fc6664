using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace QuantRelu.Benchmarks.Peers;

/// <summary>A network with everything that evaluates it, each checked against the exact values.</summary>
internal sealed class PeerSet
{
    /// <summary>The most points of a call.</summary>
    public const int Most = 4096;

    private const int MostInputBits = 12;
    private const double Tolerance = 1e-9;

    // float32 over a few hundred layers.
    private const double SingleTolerance = 1e-3;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly ConditionalWeakTable<SpeedNetwork, PeerSet> _known = [];

    private PeerSet(SpeedNetwork network)
    {
        ConstructedNetwork built = network.Build();
        (Network, Weights) = (built.Network, (long)built.Network.Count().Weights);
        Fast = new FastEvaluator(Network);
        int bits = Math.Min(MostInputBits, Fast.Precision.ExactFractionBits);
        var random = new Random(1);
        int count = Most * Network.Inputs;
        Raw = [.. Enumerable.Range(0, count).Select(_ => random.Next((1 << bits) + 1))];
        OnGrid = [.. Raw.Select(r => Math.ScaleB(r, -bits))];
        Anywhere = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        Singles = [.. OnGrid.Select(u => (float)u)];
        (Own, Rows, Onnx, Matrices) = (OwnProgram.TryOf(built, bits), RowsProgram.TryOf(Network), OnnxPeer.TryOf(built), new MatrixEvaluator(Network));
        Check();
        Ask();
    }

    public Network Network { get; }

    public long Weights { get; }

    public FastEvaluator Fast { get; }

    public OwnProgram? Own { get; }

    public RowsProgram? Rows { get; }

    public OnnxPeer? Onnx { get; }

    public MatrixEvaluator Matrices { get; }

    /// <summary>How many points were asked for when ours had found all that it finds.</summary>
    public int Asked { get; private set; }

    /// <summary>Integer coordinates, as the own C takes them.</summary>
    public int[] Raw { get; }

    /// <summary>The same points in [0, 1]^d: sensors, tables and grids have such.</summary>
    public double[] OnGrid { get; }

    /// <summary>Any doubles.</summary>
    public double[] Anywhere { get; }

    /// <summary>The points of the grid in float32.</summary>
    public float[] Singles { get; }

    /// <summary>Builds what a network needs, once.</summary>
    public static PeerSet Of(SpeedNetwork network) => _known.GetValue(network, n => new PeerSet(n));

    // Lets ours see how many points it is asked for.
    private void Ask()
    {
        var clock = Stopwatch.StartNew();
        while (!Fast.IsSettled && clock.Elapsed < _patience)
        {
            _ = Fast.EvaluateAll(OnGrid, maxThreads: 1);
            Asked += Most;
        }
    }

    // Ours and the own C agree with the exact values bit for bit; others as far as their rounding goes.
    private void Check()
    {
        const int Some = RowsProgram.Tile;
        int d = Network.Inputs;
        double[] exact = [.. ExactEvaluator.EvaluateAll(Network, [.. OnGrid.Chunk(d).Take(Some).Select(ExactValues.Exact)]).Select(v => (double)v)];
        Same("ours", Fast.EvaluateAll(OnGrid.AsMemory(0, Some * d)), exact, 0);
        Same("ours, point by point", OnGrid.Chunk(d).Take(Some).Select(u => Fast.Evaluate(u)), exact, 0);
        Own?.Evaluate(Raw, Some, together: true);
        Same("own C", Own?.Values(Some), exact, 0);
        Own?.Evaluate(Raw, Some, together: false);
        Same("own C, call by call", Own?.Values(Some), exact, 0);
        var results = new double[Some];
        Rows?.Evaluate(OnGrid, results, Some, together: true);
        Same("rows in C", Rows is null ? null : results, exact, Tolerance);
        Same("ONNX Runtime", Onnx?.Evaluate(Singles.AsMemory(0, Some * d), d).Select(v => (double)v), exact, SingleTolerance);
        Same("MathNet", Matrices.EvaluateAll(OnGrid[..(Some * d)]), exact, Tolerance);
    }

    private static void Same(string way, IEnumerable<double>? values, double[] exact, double tolerance)
    {
        foreach ((double value, double truth) in values?.Zip(exact) ?? [])
        {
            if (!(Math.Abs(value - truth) <= tolerance))
            {
                throw new InvalidOperationException($"The value by {way} is {value:R}; the network's is {truth:R}.");
            }
        }
    }
}
