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
    // Every cell takes memory of its own.
    private const int MostLogCells = 24;
    private const int LeastWeightsPerCell = 16;

    /// <summary>Builds the network.</summary>
    /// <param name="target">A target of one variable.</param>
    /// <param name="error">ε, strictly between 0 and 1.</param>
    /// <param name="family">The weight values.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    /// <exception cref="TargetException">The target has more variables, or is undefined or not Lipschitz as far as known.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε or λ is outside its range.</exception>
    /// <exception cref="LimitException">ε is so small for the slope of the target that there would be more than 2^24 cells, or the target exceeds the range of doubles.</exception>
    public static ConstructedNetwork Build(Target target, Rational error, CodebookFamily family, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(family);
        cancel.ThrowIfCancellationRequested();
        (SobolevEstimate norm, int logScale, FunctionDependentParameters parameters) = Prepare(target, error);
        RoundedFunction rounded = Round(target, norm, parameters, logScale, cancel);
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
            : throw failure.ToException();
        int logScale = UnitBall.LogScale(norm.Peaks[1].Value);
        Rational scaled = error / Dyadic.PowerOfTwo(logScale);
        bool builds = scaled.Sign <= 0 || FunctionDependentParameters.LogCellsFor(scaled) <= MostLogCells;
        return builds ? (norm, logScale, FunctionDependentParameters.Choose(scaled)) : throw TooSteep(target, error, norm, FunctionDependentParameters.LogCellsFor(scaled));
    }

    private static LimitException TooSteep(Target target, Rational error, SobolevEstimate norm, int logCells)
    {
        DerivativePeak steepest = norm.Peaks[1];
        double slope = steepest.Value / target.Domain.RoundedWidth(0);
        string what = steepest.At.IsEmpty
            ? string.Create(CultureInfo.InvariantCulture, $"{target.Name} has the Lipschitz constant {slope:G6}")
            : string.Create(CultureInfo.InvariantCulture, $"{target.Name} is steepest near {SobolevNorm.Where(target, [.. steepest.At])}, with a slope of {slope:G6}");
        return new($"{what}: an error of {error.ToShortString()} takes 2^{logCells} equal cells, and 2^{MostLogCells} is the most; a larger error takes fewer.");
    }

    private static RoundedFunction Round(Target target, SobolevEstimate norm, FunctionDependentParameters parameters, int logScale, CancellationToken cancel)
    {
        try
        {
            return new RoundedFunction(x =>
            {
                cancel.ThrowIfCancellationRequested();
                return Scaled(target, x, logScale);
            }, parameters.LogCells, parameters.Precision);
        }
        catch (SlopeException e)
        {
            throw Steeper(target, norm, Math.ScaleB(e.Slope, logScale), e);
        }
    }

    private static TargetException Steeper(Target target, SobolevEstimate norm, double slope, SlopeException between)
    {
        double width = target.Domain.RoundedWidth(0);
        string known = norm.Source == NormSource.Declared ? "the Lipschitz constant that was given with it is" : "the greatest slope that was found before is";
        return new(string.Create(CultureInfo.InvariantCulture,
            $"{target.Name} has a slope of {slope / width:G4} between {SobolevNorm.Where(target, [between.Left])} and {SobolevNorm.Where(target, [between.Right])}, but {known} {norm.Peaks[1].Value / width:G4}."));
    }

    private static Dyadic Scaled(Target target, Dyadic x, int logScale)
    {
        double value = target.Value([(double)x]);
        return double.IsFinite(value)
            ? Dyadic.FromDouble(value) * Dyadic.PowerOfTwo(-logScale)
            : throw new TargetException($"{target.Name} is not finite at {SobolevNorm.Where(target, [(double)x])}.");
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
