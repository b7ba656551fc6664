using System.Globalization;
using System.Numerics;
using QuantRelu.Bounds;
using QuantRelu.Circuits;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Paper;

/// <summary>
/// A network of Theorem 1 or 2 before its target's coefficients are set: the topology, which can be counted however large
/// it is, and the claims. <see cref="Build"/> sets the codes.
/// </summary>
public sealed class FunctionIndependentPlan : NetworkPlan
{
    private readonly TermScaling _scaling;
    private readonly int _logScale;
    private readonly OpenNetwork _open;

    internal FunctionIndependentPlan(FunctionIndependent construction, NetworkRequest request, int smoothness, SobolevEstimate norm)
        : base(construction, request)
    {
        _logScale = UnitBall.LogScale(norm.Norm(smoothness));
        Parameters = request.Parameters == ParameterChoice.Tuned
            ? TunedParameters.Choose(request.Target.Dimension, smoothness, request.Error, request.Family, _logScale)
            : FunctionIndependentParameters.Choose(request.Target.Dimension, smoothness, ScaledError(request, smoothness, norm));
        _scaling = TermScaling.Of(Parameters, request.Family);
        _open = Open(Parameters, request.Family, _logScale);
        Budget = ErrorBudget.Of(Parameters, norm, _logScale, _scaling);
        Provenance = Describe(norm);
    }

    /// <summary>Whether the grid for this n is one that can be counted.</summary>
    internal static bool IsPossible(NetworkRequest request, int smoothness, SobolevEstimate norm) =>
        FunctionIndependentParameters.CanChoose(request.Target.Dimension, smoothness, ScaledError(request, smoothness, norm));

    /// <summary>Why there is no plan: the norm is too large for the error, which is also how a pole between the samples looks where it is not proved.</summary>
    internal static Misfit Impossible(NetworkRequest request, int smoothness, SobolevEstimate norm)
    {
        int logGrid = FunctionIndependentParameters.LogGridFor(request.Target.Dimension, smoothness, ScaledError(request, smoothness, norm));
        string message = string.Create(CultureInfo.InvariantCulture,
            $"{request.Target} has a norm of {norm.Norm(smoothness):G4} at order {smoothness}: an error of {request.Error.ToShortString()} takes a grid of "
                + $"2^{logGrid} cells along each variable, and 2^{FunctionIndependentParameters.MostLogGrid} is the most");
        return norm.Source == NormSource.Proved
            ? new Misfit($"{message}; a larger error or another smoothness may do.", IsLimit: true)
            : new Misfit($"{message}; the target may be unbounded, or a larger error or another smoothness may do.");
    }

    private static Rational ScaledError(NetworkRequest request, int smoothness, SobolevEstimate norm) =>
        request.Error / Dyadic.PowerOfTwo(UnitBall.LogScale(norm.Norm(smoothness)));

    /// <summary>d, n, N, r and t.</summary>
    public FunctionIndependentParameters Parameters { get; }

    /// <summary>What the error is proved to be at most, part by part.</summary>
    public ErrorBudget Budget { get; }

    /// <summary>The network without codes: the same for every target of the class.</summary>
    public override Network Topology => _open.Topology;

    /// <inheritdoc/>
    public override Provenance Provenance { get; }

    /// <inheritdoc/>
    public override BigInteger LeastWeights => Counts!.Weights;

    /// <summary>How many codes the target's coefficients take, which is what building needs memory for (2 bytes each).</summary>
    public BigInteger TargetCodes => Topology.Stages.SelectMany(s => s.Arrays).Aggregate(BigInteger.Zero, (sum, a) => sum + (a.Copies * a.Block.Slots));

    /// <summary>How many bytes these codes take.</summary>
    public override BigInteger Memory => TargetCodes * sizeof(ushort);

    /// <summary>Whether this machine can hold the codes.</summary>
    public override bool FitsIntoMemory => TargetCodes <= Array.MaxLength && base.FitsIntoMemory;

    /// <summary>Sets the codes of every block from the Taylor coefficients of the target, rounded to multiples of 2^-t.</summary>
    /// <param name="progress">Is told the part that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidOperationException">The coefficients take more codes than one array holds.</exception>
    public override ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (TargetCodes > Array.MaxLength)
        {
            throw new InvalidOperationException($"The target's coefficients take {TargetCodes} codes; {Array.MaxLength} is the most that can be held.");
        }

        var coefficients = new TargetCoefficients(Request.Target, Parameters, _scaling, _logScale);
        OpenNetwork open = Request.Family.IsFree
            ? Open(Parameters, Request.Family, _logScale, coefficients.Values(cancellationToken))
            : _open;
        return new ConstructedNetwork(coefficients.Fill(open, progress, cancellationToken), Provenance);
    }

    /// <summary>
    /// The inequalities of the proof for the network: as the paper has them, as this target gives them, and as they are measured of the functions between
    /// f and the network, which are computed exactly.
    /// </summary>
    /// <param name="points">The points u of the unit box at which they are measured, d numbers each.</param>
    /// <param name="progress">Is told the number of points that are done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">There is no point, or one is not in the unit box of d variables.</exception>
    /// <exception cref="TargetException">A coefficient of the target cannot be computed.</exception>
    public ErrorLedger Ledger(IReadOnlyList<IReadOnlyList<double>> points, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0 || points.Any(u => u.Count != Parameters.Dimension || u.Any(x => !(x is >= 0 and <= 1))))
        {
            throw new ArgumentException($"At least one point of [0, 1]^{Parameters.Dimension} is needed.", nameof(points));
        }

        var coefficients = new TargetCoefficients(Request.Target, Parameters, _scaling, _logScale);
        var functions = new IntermediateFunctions(Request.Target, Parameters, coefficients, _scaling, _logScale);
        return ErrorLedger.Of(Request.Error, Parameters, _scaling, _logScale, Budget, points.Select((u, i) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(i);
            return functions.At([.. u.Select(Dyadic.FromDouble)]);
        }));
    }

    /// <summary>The topology for parameters; free weights that the target adds may be given.</summary>
    internal static OpenNetwork Open(FunctionIndependentParameters parameters, CodebookFamily family, int logScale, IEnumerable<Rational>? weights = null) =>
        FunctionIndependentCircuit.Of(parameters, TermScaling.Of(parameters, family), logScale).Open(family, parameters.Precision, weights);

    private Provenance Describe(SobolevEstimate norm) => Claims(
        Parameters.Smoothness,
        [
            new("N", $"{Parameters.Grid}"),
            new("r", $"{Parameters.Teeth}"),
            new("t", $"{_scaling.Weight.Precision}"),
            new("scale", $"{BigInteger.One << _logScale}"),
            new("norm", norm.Norm(Parameters.Smoothness).ToString("R", CultureInfo.InvariantCulture)),
            new("normSource", norm.Source.Text()),
            .. Request.Parameters == ParameterChoice.Tuned ? [new("choice", "tuned")] : Array.Empty<KeyValuePair<string, string>>(),
        ],
        Budget.Total,
        ComplexityExpressions.FunctionIndependent(Parameters.Dimension, Parameters.Smoothness, (double)Request.Error, Request.Family));
}
