using System.Numerics;
using QuantRelu.Analysis.FixedPoint;
using QuantRelu.Evaluation.Fast;
using QuantRelu.Graph.Rewriting;

namespace QuantRelu.Evaluation.Exact;

/// <summary>
/// A network as its rows over integers, <see cref="FixedPointLowering"/>, in doubles: without copies, zeros, constants, and rectifications that change
/// nothing. Where inputs have so few fraction bits that every sum of terms of a row has at most 53 digits, nothing is rounded.
/// </summary>
/// <remarks>
/// With inputs U = 2^p u all values are integers, bounded row by row; here they are 2^-p times as much, and so are constants, while coefficients stay. The
/// last row is Y = m 2^s N; m = 1 is asked for, and 2^(p-s) goes into its coefficients, which rounds nothing.
/// </remarks>
internal sealed class RowForm : ExactForm
{
    private const int LoweredBits = 30;
    private const int MostTerms = 1 << 20;
    private readonly BlockKernel _kernel;
    private readonly double[] _coefficients;
    private readonly int[] _lanes;
    private readonly CompiledRows? _compiled;
    private readonly int[] _single;
    private State? _idle;

    private RowForm(BlockKernel kernel, CompiledRows? compiled, DyadicGrid grid, int sumBits)
        : base(grid)
    {
        (_kernel, _compiled, SumBits) = (kernel, compiled, sumBits);
        _coefficients = _kernel.NewCoefficients();
        _lanes = [.. Enumerable.Range(0, _kernel.Slots).Select(s => s * BlockKernel.Lanes)];
        _single = [.. Enumerable.Range(0, _kernel.Slots)];
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs => _kernel.Inputs;

    /// <summary>Number of terms.</summary>
    public int Terms => _kernel.Terms;

    /// <summary>The rows, each a value behind the inputs and the rows before; the last one is the result.</summary>
    public IEnumerable<KernelRow> Rows => Enumerable.Range(0, _kernel.Units).Select(_kernel.Row);

    /// <summary>All sums of some of the terms of a row are at most 2^b, without the last row's scale; so are coefficients and constants: b.</summary>
    public int SumBits { get; }

    /// <summary>True when its rows are machine code.</summary>
    public bool IsCompiled => _compiled is not null;

    /// <summary>The rows of a network; null where they are too many, or would be rounded.</summary>
    /// <param name="network">A network with one output.</param>
    /// <param name="fractionBits">For how many fraction bits of u doubles are exact as the network is usually evaluated.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="OperationCanceledException">The search was stopped.</exception>
    public static RowForm? Of(Network network, int fractionBits, CancellationToken cancellationToken = default)
    {
        FixedPointNetwork lowered = FixedPointLowering.Of(ReluForm.Of(network), LoweredBits, isClosed: true, cancellationToken);
        int sumBits = lowered.Rows.Max(r => SumBitsOf(r, lowered)), bits = Math.Min(fractionBits, 53 - sumBits);
        if (bits < 0 || !lowered.Multiple.IsOne || lowered.Rows.Sum(r => (long)r.Terms.Count) > MostTerms)
        {
            return null;
        }

        KernelRow[] rows = [.. lowered.Rows.Select((r, i) => Row(r, lowered, i == lowered.Rows.Count - 1))];
        var kernel = new BlockKernel(lowered.Inputs, [0], rows, []);
        return new RowForm(kernel, CompiledRows.TryOf(lowered.Inputs, rows), new DyadicGrid(bits), sumBits);
    }

    /// <summary>The same rows, evaluated as where there is no compiler.</summary>
    internal RowForm WithoutMachineCode() => new(_kernel, null, Grid, SumBits);

    /// <inheritdoc/>
    public override double At(ReadOnlySpan<double> point)
    {
        if (_compiled is not null)
        {
            return _compiled.At(point);
        }

        State state = Interlocked.Exchange(ref _idle, null) ?? new State(_kernel, 1);
        point.CopyTo(state.Values);
        for (int i = 0; i < point.Length; i++)
        {
            state.IsZero[i] = point[i] == 0;
        }

        _kernel.RunOne(state.Values, _single, _coefficients, state.IsZero);
        double value = state.Values[^1];
        _idle = state;
        return value;
    }

    /// <inheritdoc/>
    public override void At(ReadOnlySpan<double> points, Span<double> results)
    {
        int d = _kernel.Inputs, lanes = BlockKernel.Lanes;
        var state = new State(_kernel, lanes);
        for (int first = 0; first < results.Length; first += lanes)
        {
            int count = Math.Min(lanes, results.Length - first);
            for (int i = 0; i < d; i++)
            {
                for (int p = 0; p < count; p++)
                {
                    state.Values[(i * lanes) + p] = points[((first + p) * d) + i];
                }
            }

            _kernel.RunLanes(state.Values, _lanes, _coefficients, [], state.IsZero);
            state.Values.AsSpan(_lanes[^1], count).CopyTo(results[first..]);
        }
    }

    private static KernelRow Row(FixedPointRow row, FixedPointNetwork network, bool last)
    {
        double scale = last ? Math.ScaleB(1, network.InputBits - network.FractionBits) : 1;
        return new KernelRow(
            [.. row.Terms.Select(t => t.Value)],
            [.. row.Terms.Select(t => (double)t.Coefficient * scale)],
            Math.ScaleB((double)row.Constant, -network.InputBits) * scale,
            row.IsRectified);
    }

    private static int SumBitsOf(FixedPointRow row, FixedPointNetwork network)
    {
        BigInteger one = BigInteger.One << network.InputBits;
        BigInteger most = row.Terms.Aggregate(BigInteger.Abs(row.Constant), (sum, t) =>
            sum + (BigInteger.Abs(t.Coefficient) * BigInteger.Max(one, Magnitude(network.RangeOf(t.Value)))));
        return (int)((most + one - 1) >> network.InputBits).GetBitLength();
    }

    private static BigInteger Magnitude(IntegerRange range) => BigInteger.Max(BigInteger.Abs(range.Low), BigInteger.Abs(range.High));

    private sealed record State(double[] Values, bool[] IsZero)
    {
        public State(BlockKernel kernel, int lanes)
            : this(new double[kernel.Slots * lanes], new bool[kernel.Slots])
        {
        }
    }
}
