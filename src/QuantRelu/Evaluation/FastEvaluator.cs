using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantRelu.Analysis;
using QuantRelu.Analysis.Collapsed;
using QuantRelu.Evaluation.Exact;
using QuantRelu.Evaluation.Fast;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu;

/// <summary>
/// Evaluates a network in double precision, at one point or at many at once: on collapsed blocks (equal copies are one unit), with several points per
/// instruction, on all cores, without what is 0 at a point or at all points of a chunk of neighbours. Values are rounded;
/// <see cref="Precision"/> tells when nothing is ever rounded, and then the results are exact.
/// </summary>
/// <remarks>
/// <para>A result depends on the network and its point alone: not on the other points, their order, the number of threads, the width of the vectors, or
/// on what is skipped, bit for bit. It is always the same as if every unit of the collapsed network added its terms in order and its bias last, and
/// sums over copies added the copies in order, each operation rounded once.</para>
/// <para>What is left out would change no bit: terms with a value of 0; copies whose outputs are proved to be 0, as they are rounded, for the value of a
/// gate or the place of the point (<see cref="CopySupports"/>); and multiplications by powers of two, which go into the next coefficient at points where
/// none of them could underflow (<see cref="UsualPoints"/>). At points with so few fraction bits that nothing is rounded, a network of which many values
/// are asked is evaluated as its affine pieces, or as its rows over integers, in place of its layers: the values are the exact ones either way.</para>
/// </remarks>
public sealed class FastEvaluator
{
    // Supports are looked for when as many points were asked for.
    private const int ManyPoints = 256;

    // Fewer points are evaluated as one is.
    private const int FewestTogether = 16;

    private readonly ChunkEvaluator _usual;
    private readonly Lazy<ChunkEvaluator> _many;
    private readonly Lazy<ChunkEvaluator> _any;
    private readonly Lazy<PrecisionAnalysis> _precision;
    private readonly FormSearch _search;
    private long _asked;

    // What the search found; the pieces beside it, so that asking for a value is asking them.
    private ExactForms? _forms;
    private PieceTable? _pieces;
    private PlaneTable? _plane;

    /// <summary>Prepares a network for evaluation.</summary>
    /// <param name="network">A network with all codes set.</param>
    /// <param name="skipZeroBlocks">False to evaluate every block at every point, which gives the same values.</param>
    public FastEvaluator(Network network, bool skipZeroBlocks = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        var collapsed = CollapsedNetwork.Of(ReluForm.Of(network));
        var gates = BlockGates.Of(collapsed);
        int[] Gates(int stage, int array) => skipZeroBlocks ? gates.Of(stage, array).Select(i => Place(collapsed, stage, array, i)).ToArray() : [];
        bool suits = UsualPoints.Suit(collapsed);
        StageKernel[] stages = StageKernel.Of(collapsed, Gates, fuses: suits);
        _usual = new ChunkEvaluator(stages);
        _many = new(() => suits && StageSupports.Find(stages) is { } found && found != stages ? new ChunkEvaluator(found) : _usual);
        _any = new(() => new ChunkEvaluator(StageKernel.Of(collapsed, Gates, fuses: false)));
        _precision = new(() => PrecisionAnalysis.Of(network, collapsed, gates));
        _search = new FormSearch(network, _precision, _usual.TermsPerPoint);
    }

    /// <summary>How many bits the values of the network need: tells when double precision is exact.</summary>
    public PrecisionAnalysis Precision => _precision.Value;

    /// <summary>The network that is evaluated.</summary>
    public Network Network { get; }

    /// <summary>What points are evaluated as where nothing is rounded, once many were asked for.</summary>
    internal ExactForm? Form => _forms?.Alone;

    /// <summary>What many points are evaluated as there.</summary>
    internal ExactForm? FormOfMany => _forms?.Together;

    /// <summary>True when no other form will be looked for.</summary>
    internal bool IsSettled => _search.IsOver;

    /// <summary>The first output of a network with one input.</summary>
    /// <exception cref="ArgumentException">The network has more inputs.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Evaluate(double u)
    {
        PieceTable? pieces = _pieces;
        return pieces is not null && pieces.Grid.TryPlace(u, out ulong place) ? pieces.At(u, place) : EvaluateAlone(u);
    }

    /// <summary>The first output of a network with two inputs.</summary>
    /// <exception cref="ArgumentException">The network has another number of inputs.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Evaluate(double x, double y)
    {
        PlaneTable? plane = _plane;
        return plane is not null && plane.TryAt(x, y, out double value) ? value : EvaluateAlone(x, y);
    }

    /// <summary>The first output at one point.</summary>
    /// <exception cref="ArgumentException">The point has another dimension than the network.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Evaluate(params ReadOnlySpan<double> point)
    {
        PlaneTable? plane = _plane;
        return plane is not null && point.Length == 2 && plane.TryAt(point[0], point[1], out double value)
            ? value
            : EvaluateAlone(point);
    }

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

        int threads = maxThreads > 0 ? maxThreads : Environment.ProcessorCount;
        Search(points.Length / d, cancellationToken);
        ExactForm? first = points.Length < FewestTogether * d ? _forms?.Alone : _forms?.Together;
        double[] results = Among(points.Span, first) is { } form
            ? FormRun.Evaluate(form, d, points, threads, progress, cancellationToken)
            : Evaluator(points.Span, points.Length / d).Evaluate(points, threads, progress, cancellationToken);
        return ImmutableCollectionsMarshal.AsImmutableArray(results);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double EvaluateAlone(double u) => EvaluateAlone([u]);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double EvaluateAlone(double x, double y) => EvaluateAlone([x, y]);

    private double EvaluateAlone(ReadOnlySpan<double> point)
    {
        if (point.Length != Network.Inputs)
        {
            throw new ArgumentException($"The point has {point.Length} coordinates, the network {Network.Inputs} inputs.", nameof(point));
        }

        double value = Among(point, _forms?.Alone) is { } form ? form.At(point) : Evaluator(point, 1).Evaluate(point);
        Search(1, CancellationToken.None);
        return value;
    }

    // The first of a form and its wider ones that is for some points.
    private static ExactForm? Among(ReadOnlySpan<double> points, ExactForm? form)
    {
        while (form is not null && !form.Grid.ContainsAll(points))
        {
            form = form.Wider;
        }

        return form;
    }

    private void Search(int points, CancellationToken cancellationToken)
    {
        if (!_search.IsOver && _search.Ask(points, cancellationToken) is { } found)
        {
            (_pieces, _plane) = (found.Alone as PieceTable, found.Alone as PlaneTable);
            _forms = found;
        }
    }

    // Points that are not usual are rare; all together are evaluated as they must be.
    private ChunkEvaluator Evaluator(ReadOnlySpan<double> points, int count)
    {
        if (!UsualPoints.Contains(points))
        {
            return _any.Value;
        }

        // Not counted exactly where threads count together: it makes no difference to values.
        _asked += count;
        return _asked >= ManyPoints ? _many.Value : _usual;
    }

    private static int Place(CollapsedNetwork network, int stage, int array, int input) =>
        Array.IndexOf(network.Stages[stage].Arrays[array].Representative, input);
}
