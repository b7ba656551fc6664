using System.Collections.Concurrent;
using System.Numerics;

namespace QuantRelu.Evaluation.Fast;

/// <summary>Evaluates prepared stages at many points, chunk by chunk, on several threads where there is enough to do.</summary>
internal sealed class ChunkEvaluator(StageKernel[] stages)
{
    private const long MemoryPerThread = 1L << 20;
    private const int PointsPerChunk = 64;

    // Fewer points are evaluated one by one.
    private const int FewestPoints = 4;

    // What a further thread begins with costs as much as some 0.2 ms of work.
    private const long TermsPerThread = 500_000;

    // About four copies of an array of many are other than 0 at a point.
    private const long ActiveCopies = 4;

    // Working memory that no thread is using: at most one for each thread that ever worked at once.
    private readonly ConcurrentBag<Workspace> _idle = [];
    private readonly bool _gainsFromOrder = stages.Any(s => s.GainsFromOrder);
    private readonly SinglePoint? _single = stages is [{ Arrays: [{ Copies: 1 } only] }] ? new SinglePoint(only.Kernel) : null;
    private Workspace? _idleOne;

    /// <summary>About how many terms a point takes; going past a copy is one.</summary>
    public long TermsPerPoint { get; } = stages.Sum(s => s.Arrays.Sum(a => a.Copies + (Math.Min(a.Copies, ActiveCopies) * (1 + a.Kernel.Terms))));

    private int Inputs => stages[0].Inputs;

    /// <summary>The output at one point.</summary>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        if (_single is not null)
        {
            return _single.Evaluate(point);
        }

        Workspace one = Interlocked.Exchange(ref _idleOne, null) ?? new Workspace(stages, 1);
        double value = one.Evaluate(point);
        _idleOne = one;
        return value;
    }

    /// <summary>The outputs at many points.</summary>
    public double[] Evaluate(ReadOnlyMemory<double> points, int threads, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        int d = Inputs, count = points.Length / d;
        var results = new double[count];
        var done = new OrderedProgress(progress, count);
        if (count < FewestPoints)
        {
            for (int p = 0; p < count; p++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                results[p] = Evaluate(points.Span.Slice(p * d, d));
                done.Add(1);
            }

            return results;
        }

        int size = ChunkSize(count);
        int[]? order = _gainsFromOrder && count > size ? PointOrder.Of(points.Span, d, size) : null;
        int chunks = (count + size - 1) / size;
        threads = (int)Math.Min(Math.Min(threads, chunks), 1 + (count * TermsPerPoint / TermsPerThread));
        if (threads == 1)
        {
            Workspace space = Begin(size);
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                Chunk(chunk, space);
            }

            _idle.Add(space);
            return results;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(
            0,
            chunks,
            options,
            () => Begin(size),
            (chunk, _, space) =>
            {
                Chunk(chunk, space);
                return space;
            },
            _idle.Add);
        return results;

        void Chunk(int number, Workspace space)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int first = number * size, own = Math.Min(size, count - first);
            if (order is null)
            {
                space.Evaluate(points.Span.Slice(first * d, own * d), results.AsSpan(first, own), cancellationToken);
            }
            else
            {
                space.Evaluate(points.Span, order.AsSpan(first, own), results, cancellationToken);
            }

            done.Add(own);
        }
    }

    private Workspace Begin(int size) => _idle.TryTake(out Workspace? space) && space.Capacity >= size ? space : new Workspace(stages, size);

    private int ChunkSize(int count)
    {
        long units = stages.Max(s => s.Units) + Inputs;
        long fit = Math.Clamp(MemoryPerThread / (8 * units), 1, PointsPerChunk);
        int lanes = BlockKernel.Lanes;
        return (int)Math.Max(lanes, Math.Min(fit, count) / lanes * lanes);
    }
}
