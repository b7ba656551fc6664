using System.Globalization;
using System.Numerics;
using QuantRelu.Bounds;
using QuantRelu.Claims;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Theorems;

/// <summary>
/// Theorems 3 and 4: for every 1-Lipschitz f on [0, 1], every 0 &lt; ε &lt; 1 and λ ≥ 2 there is a network over λ weight values, of a topology
/// that may depend on f, with |f* - f| ≤ ε everywhere, of depth O(λ(log log(1/ε))^{1/(λ-1)} + log(1/ε)) and
/// O(λ(log log(1/ε))^{1/(λ-1)+1} + 1/ε) weights (nonlinear quantization), or of depth O(log(1/ε)) and O(1/ε) weights (linear quantization).
/// </summary>
/// <remarks>A target with a larger Lipschitz constant is scaled: f/2^s is built to within ε/2^s and the network scales it by 2^s.</remarks>
public static class FunctionDependent
{
    private const int MostLogCells = 24;
    private const int LeastWeightsPerCell = 16;

    /// <summary>The largest <see cref="LeastWeights"/> of a network that is built: every cell takes memory of its own.</summary>
    public const long MostLeastWeights = (long)LeastWeightsPerCell << MostLogCells;

    /// <summary>Builds the network.</summary>
    /// <param name="target">A target of one variable.</param>
    /// <param name="error">ε, strictly between 0 and 1.</param>
    /// <param name="family">The weight values.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    /// <exception cref="TargetException">The target has more variables, or is undefined or not Lipschitz as far as known.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε or λ is outside its range.</exception>
    public static ConstructedNetwork Build(Target target, Rational error, CodebookFamily family, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(family);
        cancel.ThrowIfCancellationRequested();
        (SobolevEstimate norm, int logScale, FunctionDependentParameters parameters) = Prepare(target, error);
        if (parameters.LogCells > MostLogCells)
        {
            throw new ArgumentOutOfRangeException(nameof(error), error, $"The error {error} needs 2^{parameters.LogCells} cells; 2^{MostLogCells} is the most.");
        }

        var rounded = Round(target, parameters, logScale, cancel);
        CachedShapes shapes = CachedShapes.Of(rounded, parameters, cancel);
        Network network = new FunctionDependentCircuit(parameters, rounded, shapes, logScale, cancel).Build().Realize(family, parameters.Precision);
        return new ConstructedNetwork(network, Describe(target, error, family, parameters, shapes, norm, logScale));
    }

    /// <summary>A number of weights that the network has at least, known before it is built: 16 for each of its T cells.</summary>
    /// <inheritdoc cref="Build"/>
    public static BigInteger LeastWeights(Target target, Rational error) => (BigInteger)LeastWeightsPerCell << Prepare(target, error).Parameters.LogCells;

    private static (SobolevEstimate Norm, int LogScale, FunctionDependentParameters Parameters) Prepare(Target target, Rational error)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Dimension != 1)
        {
            throw new TargetException($"A function-dependent network has one input, but {target.Name} has {target.Dimension} variables.");
        }

        SobolevEstimate norm = SobolevNorm.TryFind(target, 1, out SobolevEstimate? estimate, out NormFailure? failure)
            ? estimate
            : throw new TargetException(failure.Message);
        int logScale = UnitBall.LogScale(norm.Peaks[1].Value);
        return (norm, logScale, FunctionDependentParameters.Choose(error / Dyadic.PowerOfTwo(logScale)));
    }

    private static RoundedFunction Round(Target target, FunctionDependentParameters parameters, int logScale, CancellationToken cancel)
    {
        try
        {
            return new RoundedFunction(x =>
            {
                cancel.ThrowIfCancellationRequested();
                return Scaled(target, x, logScale);
            }, parameters.LogCells, parameters.Precision);
        }
        catch (ArgumentException e)
        {
            throw new TargetException(e.Message.Split(" (Parameter", 2)[0].Replace("The function", target.Name, StringComparison.Ordinal));
        }
    }

    private static Dyadic Scaled(Target target, Dyadic x, int logScale)
    {
        double value = target.Value([(double)x]);
        return double.IsFinite(value)
            ? Dyadic.FromDouble(value) * Dyadic.PowerOfTwo(-logScale)
            : throw new TargetException($"{target.Name} is not finite at u = {((double)x).ToString("R", CultureInfo.InvariantCulture)} of the unit interval.");
    }

    private static Provenance Describe(Target target, Rational error, CodebookFamily family, FunctionDependentParameters parameters, CachedShapes shapes, SobolevEstimate norm, int logScale) => new()
    {
        Target = target.Name,
        Source = target.Source,
        Domain = target.Domain,
        Smoothness = 1,
        Error = error,
        Lambda = family.Limit,
        Quantization = family.Quantization,
        Structure = "dependent",
        Construction = "paper",
        Parameters = new(new Dictionary<string, string>
        {
            ["T"] = $"{parameters.Cells}",
            ["m"] = $"{parameters.Nodes}",
            ["t"] = $"{parameters.Precision}",
            ["delta"] = $"1/{8 * parameters.Nodes}",
            ["shapes"] = $"{shapes.Shapes.Count}",
            ["scale"] = $"{BigInteger.One << logScale}",
            ["lipschitz"] = norm.Peaks[1].Value.ToString("R", CultureInfo.InvariantCulture),
            ["lipschitzSource"] = norm.Source.Text(),
        }),
        ErrorBound = Math.ScaleB((double)parameters.Bound + (2 * UnitBall.Excess(norm.Peaks[1].Value, logScale)), logScale) * (1 + 1e-12),
        PaperBound = ComplexityExpressions.FunctionDependent((double)error, family.Lambda, family.Quantization),
    };
}
