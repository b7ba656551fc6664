using System.Globalization;
using System.Numerics;
using QuantRelu.Bounds;
using QuantRelu.Circuits;
using QuantRelu.Claims;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Subnetworks;
using QuantRelu.Targets;

namespace QuantRelu.Theorems;

/// <summary>
/// A network of Theorem 1 or 2 before its target's coefficients are set: the topology, which can be counted however large
/// it is, and the claims. <see cref="Build"/> sets the codes.
/// </summary>
public sealed class FunctionIndependentPlan
{
    private readonly Target _target;
    private readonly CodebookFamily _family;
    private readonly AdjustableWeight _weight;
    private readonly int _logScale;

    internal FunctionIndependentPlan(Target target, FunctionIndependentOptions options, int smoothness, SobolevEstimate norm)
    {
        _target = target;
        _logScale = UnitBall.LogScale(norm.Norm(smoothness));
        Parameters = FunctionIndependentParameters.Choose(target.Dimension, smoothness, ScaledError(options, smoothness, norm));
        _family = new CodebookFamily(options.Lambda, options.Quantization);
        _weight = AdjustableWeight.Over(_family, Parameters.Precision);
        Topology = Realize(Parameters, _family, _logScale);
        Provenance = Describe(options, norm);
    }

    /// <summary>Whether the grid for this n is one that can be counted.</summary>
    internal static bool IsPossible(Target target, FunctionIndependentOptions options, int smoothness, SobolevEstimate norm) =>
        FunctionIndependentParameters.CanChoose(target.Dimension, smoothness, ScaledError(options, smoothness, norm));

    /// <summary>Why there is no plan: the norm is too large for the error, which is also how a pole between the samples looks where it is not proved.</summary>
    internal static Exception Impossible(Target target, FunctionIndependentOptions options, int smoothness, SobolevEstimate norm)
    {
        int logGrid = FunctionIndependentParameters.LogGridFor(target.Dimension, smoothness, ScaledError(options, smoothness, norm));
        string message = string.Create(CultureInfo.InvariantCulture,
            $"{target} has a norm of {norm.Norm(smoothness):G4} at order {smoothness}: an error of {options.Error.ToShortString()} takes a grid of 2^{logGrid} cells along each variable, and 2^{FunctionIndependentParameters.MostLogGrid} is the most");
        return norm.Source == NormSource.Proved
            ? new LimitException($"{message}; a larger error or another smoothness may do.")
            : new TargetException($"{message}; the target may be unbounded, or a larger error or another smoothness may do.");
    }

    private static Rational ScaledError(FunctionIndependentOptions options, int smoothness, SobolevEstimate norm) =>
        options.Error / Dyadic.PowerOfTwo(UnitBall.LogScale(norm.Norm(smoothness)));

    /// <summary>d, n, N, r and t.</summary>
    public FunctionIndependentParameters Parameters { get; }

    /// <summary>The network without codes: the same for every target of the class.</summary>
    public Network Topology { get; }

    /// <summary>What is claimed of the network.</summary>
    public Provenance Provenance { get; }

    /// <summary>How many codes the target's coefficients take, which is what building needs memory for (2 bytes each).</summary>
    public BigInteger TargetCodes => Topology.Stages.SelectMany(s => s.Arrays).Aggregate(BigInteger.Zero, (sum, a) => sum + (a.Copies * a.Block.Slots));

    /// <summary>How many bytes these codes take.</summary>
    public BigInteger Memory => TargetCodes * sizeof(ushort);

    /// <summary>Whether this machine can hold the codes.</summary>
    public bool FitsIntoMemory => TargetCodes <= Array.MaxLength && Memory <= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Sets the codes of every block from the Taylor coefficients of the target, rounded to multiples of 2^-t.</summary>
    /// <param name="progress">Is told the part that is done, 0 to 1.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="InvalidOperationException">The coefficients take more codes than one array holds.</exception>
    public ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        if (TargetCodes > Array.MaxLength)
        {
            throw new InvalidOperationException($"The target's coefficients take {TargetCodes} codes; {Array.MaxLength} is the most that can be held.");
        }

        int terms = Topology.Stages.Length - (_logScale > 0 ? 3 : 1);
        var coefficients = new TargetCoefficients(_target, Parameters, _weight, _logScale);
        Network network = _family.IsFree
            ? Realize(Parameters, _family, _logScale, coefficients.Values(Topology.Stages[terms].Arrays, cancel))
            : Topology;
        var filled = new Stage(coefficients.Fill(network.Stages[terms].Arrays, network.Codebook, progress, cancel), sums: true);
        return new ConstructedNetwork(network.WithStages(network.Stages.Select((s, i) => i == terms ? filled : s)), Provenance);
    }

    /// <summary>The topology for parameters; free weights that the target adds may be given.</summary>
    internal static Network Realize(FunctionIndependentParameters parameters, CodebookFamily family, int logScale, IEnumerable<Rational>? weights = null) =>
        FunctionIndependentCircuit.Of(parameters, AdjustableWeight.Over(family, parameters.Precision), logScale).Realize(family, parameters.Precision, weights);

    private Provenance Describe(FunctionIndependentOptions options, SobolevEstimate norm) => new()
    {
        Target = _target.Name,
        Source = _target.Source,
        Domain = _target.Domain,
        Smoothness = Parameters.Smoothness,
        Error = options.Error,
        Lambda = _family.Limit,
        Quantization = options.Quantization,
        Structure = "independent",
        Construction = "paper",
        Parameters = new(new Dictionary<string, string>
        {
            ["N"] = $"{Parameters.Grid}",
            ["r"] = $"{Parameters.Teeth}",
            ["t"] = $"{_weight.Precision}",
            ["scale"] = $"{BigInteger.One << _logScale}",
            ["norm"] = norm.Norm(Parameters.Smoothness).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            ["normSource"] = norm.Source.Text(),
        }),
        ErrorBound = ErrorBudget.Of(Parameters, norm, _logScale, _weight.Step).Total,
        PaperBound = ComplexityExpressions.FunctionIndependent(Parameters.Dimension, Parameters.Smoothness, (double)options.Error, options.Lambda, options.Quantization),
    };
}
