using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Evaluation;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu;

/// <summary>
/// Evaluates a network in double precision at many points at once: on collapsed blocks (equal copies are one unit), with
/// several points per instruction, on all cores, skipping blocks that are proved to be 0 at a point, and neighbouring points
/// together, at which most blocks are 0 or constant. Values are rounded;
/// <see cref="Precision"/> tells when nothing is ever rounded, and then the results are exact.
/// </summary>
/// <remarks>
/// A result depends on the network and its point alone: not on the other points, the number of threads, the width of the
/// vectors, or on whether blocks are skipped, bit for bit.
/// </remarks>
public sealed class FastEvaluator
{
    private const long MemoryPerThread = 8L << 20;
    private const int MostPointsPerChunk = 4096;
    private readonly CollapsedNetwork _network;
    private readonly StageKernel[] _stages;

    // Working memory that no thread is using: at most one for each thread that ever worked at once.
    private readonly ConcurrentBag<PointValues[]> _idle = [];

    /// <summary>Prepares a network for evaluation.</summary>
    /// <param name="network">A network with all codes set.</param>
    /// <param name="skipZeroBlocks">False to evaluate every block at every point, which gives the same values.</param>
    public FastEvaluator(Network network, bool skipZeroBlocks = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        Network relu = ReluForm.Of(network);
        _network = CollapsedNetwork.Of(relu);
        var gates = BlockGates.Of(_network);
        _stages = _network.Stages.Select(
            (s, i) => new StageKernel(s, relu.Codebook, last: i == _network.Stages.Count - 1, a => skipZeroBlocks ? gates.Of(i, a) : [])).ToArray();
        Precision = PrecisionAnalysis.Of(network, _network, gates);
    }

    /// <summary>How many bits the values of the network need: tells when double precision is exact.</summary>
    public PrecisionAnalysis Precision { get; }

    /// <summary>The network that is evaluated.</summary>
    public Network Network { get; }

    /// <summary>The first output at one point.</summary>
    /// <exception cref="ArgumentException">The point has another dimension than the network.</exception>
    public double Evaluate(params ReadOnlySpan<double> point) => EvaluateAll(point.ToArray(), maxThreads: 1)[0];

    /// <summary>The first output at many points.</summary>
    /// <param name="points">The coordinates u, point by point: d numbers each.</param>
    /// <param name="maxThreads">How many threads to use; 0 for one per core.</param>
    /// <param name="progress">Is told the part that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <exception cref="ArgumentException">The coordinates are not a whole number of points.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was stopped.</exception>
    public ImmutableArray<double> EvaluateAll(
        ReadOnlyMemory<double> points, int maxThreads = 0, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        int d = Network.Inputs;
        if (points.Length % d != 0)
        {
            throw new ArgumentException($"{points.Length} coordinates are not a whole number of points with {d} coordinates.", nameof(points));
        }

        int count = points.Length / d;
        var results = new double[count];
        int threads = maxThreads > 0 ? maxThreads : Environment.ProcessorCount;
        int chunk = ChunkSize(count, threads);
        int[] order = Order(points.Span, d);
        var done = new OrderedProgress(progress, count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        PointValues[] Begin() => _idle.TryTake(out PointValues[]? values) && values[0].Capacity >= chunk ? values : NewValues(chunk);
        PointValues[] Work(int number, ParallelLoopState state, PointValues[] values)
        {
            int first = number * chunk;
            int size = Math.Min(chunk, count - first);
            Chunk(points.Span, order.AsSpan(first, size), results, values, cancellationToken);
            done.Add(size);
            return values;
        }

        Parallel.For(0, (count + chunk - 1) / chunk, options, Begin, Work, _idle.Add);
        return ImmutableCollectionsMarshal.AsImmutableArray(results);
    }

    private int ChunkSize(int count, int threads)
    {
        long units = _network.Stages.Max(s => s.Units) + Network.Inputs;
        long fit = Math.Clamp(MemoryPerThread / (8 * units), 1, MostPointsPerChunk);
        long fair = (count + threads - 1) / threads;
        int lanes = Vector<double>.Count;
        return (int)Math.Max(lanes, Math.Min(fit, fair) / lanes * lanes);
    }

    // The inputs and the outputs of every stage.
    private PointValues[] NewValues(int points) =>
        _stages.Select(s => s.Units).Prepend(Network.Inputs).Select(units => new PointValues(units, points)).ToArray();

    // By the first coordinate.
    private static int[] Order(ReadOnlySpan<double> points, int d)
    {
        var keys = new double[points.Length / d];
        var order = new int[keys.Length];
        for (int p = 0; p < order.Length; p++)
        {
            (keys[p], order[p]) = (points[p * d], p);
        }

        Array.Sort(keys, order);
        return order;
    }

    private void Chunk(ReadOnlySpan<double> points, ReadOnlySpan<int> order, double[] results, PointValues[] values, CancellationToken cancellationToken)
    {
        int d = Network.Inputs;
        values[0].Clear(order.Length);
        for (int i = 0; i < d; i++)
        {
            Span<double> row = values[0].Row(i);
            for (int p = 0; p < order.Length; p++)
            {
                row[p] = points[(order[p] * d) + i];
            }
        }

        for (int s = 0; s < _stages.Length; s++)
        {
            _stages[s].Evaluate(values[s], values[s + 1], cancellationToken);
        }

        double[] outputs = values[^1].Row(0);
        for (int p = 0; p < order.Length; p++)
        {
            results[order[p]] = outputs[p];
        }
    }
}
