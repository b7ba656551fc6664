using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Cells;

/// <summary>A network of cells before its target's codes are set: the topology, counted exactly without being built, and the claims.</summary>
public sealed class CellPlan : NetworkPlan
{
    private const int CellsPerTask = 256;
    private readonly CellCounts _planned;
    private readonly Lazy<OpenNetwork> _open;

    internal CellPlan(CellsConstruction construction, NetworkRequest request, CellParameters parameters, CellCounts counts, SobolevEstimate norm)
        : base(construction, request)
    {
        (Parameters, _planned) = (parameters, counts);
        _open = new(() => CellCircuit.Of(parameters, request.Family).Open(request.Family, CellCircuit.Precision));
        Provenance = Describe(norm);
    }

    /// <summary>The network without codes: the same for every target of the class.</summary>
    public override Network Topology => _open.Value.Topology;

    /// <inheritdoc/>
    public override Provenance Provenance { get; }

    /// <summary>All weights, planned: the network has exactly so many.</summary>
    public override BigInteger LeastWeights => _planned.Weights;

    /// <summary>All layers, planned: the network has exactly so many.</summary>
    public override int? Depth => _planned.Depth;

    /// <inheritdoc/>
    public override Codebook? Codebook => Request.Family.IsFree ? base.Codebook : Request.Family.At(CellCircuit.Precision);

    /// <inheritdoc/>
    public override Rational? LeadingWeights => !Request.Family.IsFree && CellSign.Of(Codebook!).Log == -1
        ? Rational.Create(BigInteger.Pow(Parameters.Grid, Parameters.Dimension) * (Parameters.PlanesOfCell + 2), 1)
        : null;

    /// <summary>The bytes of the codes of all cells.</summary>
    public override BigInteger Memory => BigInteger.Pow(Parameters.Grid, Parameters.Dimension) * Parameters.PlanesOfCell * sizeof(ushort);

    /// <inheritdoc/>
    public override bool FitsIntoMemory => Memory / sizeof(ushort) <= Array.MaxLength && base.FitsIntoMemory;

    /// <summary>N, a, r, the steps and the planes.</summary>
    internal CellParameters Parameters { get; }

    /// <summary>Sets the codes: the bits of the local polynomial of every cell.</summary>
    /// <inheritdoc/>
    /// <exception cref="TargetException">The target is not finite somewhere.</exception>
    public override ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (Memory / sizeof(ushort) > Array.MaxLength)
        {
            throw new InvalidOperationException($"The cells take {Memory / sizeof(ushort)} codes; {Array.MaxLength} is the most that can be held.");
        }

        return new ConstructedNetwork(Filled(_open.Value, progress, cancellationToken), Provenance);
    }

    /// <summary>
    /// The same network up to the maximum over its classes: an output for each of the 2^d parities of cells, the last axis fastest, which is at x what
    /// <see cref="CellClasses.Value"/> makes of it: the local polynomial on cells of these parities, clipped and pushed below the target elsewhere.
    /// </summary>
    /// <exception cref="TargetException">The target is not finite somewhere.</exception>
    public CellClasses BuildClasses()
    {
        (StagedCircuit circuit, int log) = CellCircuit.OfClasses(Parameters, Request.Family);
        Network network = Filled(circuit.Open(Request.Family, CellCircuit.Precision), null, CancellationToken.None);
        return new CellClasses(network, Parameters.Grid, Parameters.LogMargin, log, Parameters.LogScale);
    }

    private Network Filled(OpenNetwork open, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int[][] classes = [.. Parameters.Classes];
        var banks = new Dictionary<string, ImmutableArray<ushort>>();
        for (int c = 0; c < classes.Length; c++)
        {
            IProgress<double>? part = progress is null ? null : new Part(progress, c, classes.Length);
            banks[CellTable.Bank(classes[c])] = ImmutableCollectionsMarshal.AsImmutableArray(Fill(open, classes[c], part, cancellationToken));
        }

        return open.With(banks);
    }

    private ushort[] Fill(OpenNetwork open, int[] parities, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        SwitchBank bank = open.Bank(CellTable.Bank(parities));
        var codes = new ushort[checked((int)bank.Codes)];
        CellSign sign = CellSign.Of(open.Topology.Codebook);
        long cells = (long)bank.Copies, tasks = (cells + CellsPerTask - 1) / CellsPerTask, done = 0;
        long[] grid = [.. parities.Select(parity => (long)Parameters.CellsOf(parity))];
        try
        {
            Parallel.For(0, tasks, new ParallelOptions { CancellationToken = cancellationToken }, task =>
            {
                var polynomials = new CellPolynomials(Request.Target, Parameters);
                var place = new long[grid.Length];
                for (long cell = task * CellsPerTask; cell < Math.Min(cells, (task + 1) * CellsPerTask); cell++)
                {
                    foreach ((int axis, long digit) in new GridDigits(cell, grid))
                    {
                        place[axis] = digit;
                    }

                    Write(polynomials.Codes(parities, place), sign, codes.AsSpan(checked((int)(cell * bank.Slots)), bank.Slots));
                }

                progress?.Report((double)Interlocked.Increment(ref done) / tasks);
            });
        }
        catch (AggregateException e)
        {
            // What fails in one cell is told as if no others were worked on beside it.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return codes;
    }

    private void Write(BigInteger[] coefficients, CellSign sign, Span<ushort> slots)
    {
        int next = 0;
        for (int k = 0; k < coefficients.Length; k++)
        {
            for (int bit = 0; bit < Parameters.Planes[k]; bit++)
            {
                foreach (int code in sign[((coefficients[k] >> bit) & 1).IsOne])
                {
                    slots[next++] = (ushort)code;
                }
            }
        }
    }

    private Provenance Describe(SobolevEstimate norm)
    {
        var bounds = new CellBounds(Parameters.Basis, Parameters.Grid, Parameters.LogMargin);
        return Claims(
            Parameters.Smoothness,
            [
                new("N", $"{Parameters.Grid}"),
                new("a", $"{Parameters.LogMargin}"),
                .. Parameters.Smoothness > 2 ? [new KeyValuePair<string, string>("r", $"{Parameters.Teeth}")] : Array.Empty<KeyValuePair<string, string>>(),
                new("planes", string.Join('+', Parameters.Planes)),
                new("steps", string.Join(',', Parameters.LogSteps)),
                new("scale", $"{BigInteger.One << Parameters.LogScale}"),
                new("norm", norm.Norm(Parameters.Smoothness).ToString("R", CultureInfo.InvariantCulture)),
                new("normSource", norm.Source.Text()),
            ],
            DirectedRounding.Up(Rational.Create(BigInteger.One << Parameters.LogScale, 1) * Dyadic.FromDouble(bounds.Total(Parameters.LogSteps))),
            paperBound: null);
    }

    private sealed class Part(IProgress<double> whole, int part, int parts) : IProgress<double>
    {
        public void Report(double value) => whole.Report((part + value) / parts);
    }
}
