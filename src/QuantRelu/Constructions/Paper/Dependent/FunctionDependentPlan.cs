using System.Globalization;
using System.Numerics;
using QuantRelu.Bounds;
using QuantRelu.Circuits;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Paper;

/// <summary>A network of Theorem 3 or 4 before it is built: its parameters and bound, and a number of weights that it has at least.</summary>
public sealed class FunctionDependentPlan : NetworkPlan
{
    /// <summary>The most cells, 2^24: every cell takes memory of its own.</summary>
    internal const int MostLogCells = 24;
    private const int BytesPerCell = 16;
    private const int LeastWeightsPerGroup = 8;
    private readonly SobolevEstimate _norm;
    private readonly int _logScale;
    private readonly OutputScaling _scaling;

    internal FunctionDependentPlan(
        FunctionDependent construction, NetworkRequest request, FunctionDependentParameters parameters, SobolevEstimate norm, int logScale)
        : base(construction, request)
    {
        (Parameters, _norm, _logScale) = (parameters, norm, logScale);
        _scaling = OutputScaling.Of(parameters, logScale, request.Family);
        Provenance = Describe(shapes: null);
    }

    /// <summary>T, m and t.</summary>
    public FunctionDependentParameters Parameters { get; }

    /// <inheritdoc/>
    public override Provenance Provenance { get; }

    /// <summary>
    /// A number of weights that the network has at least: 8 for each group of cells, of which there are about √T. A cell where the target is flat
    /// has none, and which those are is known when it is built.
    /// </summary>
    public override BigInteger LeastWeights => (BigInteger)LeastWeightsPerGroup << (Parameters.LogCells - (Parameters.LogCells / 2));

    /// <inheritdoc/>
    public override BigInteger Memory => (BigInteger)BytesPerCell << Parameters.LogCells;

    /// <summary>Builds the network: f~, its cells, and the cached functions.</summary>
    /// <inheritdoc/>
    /// <exception cref="TargetException">The target is not finite, or not Lipschitz as far as known.</exception>
    /// <exception cref="LimitException">The network is deeper than was asked for, which is known only when it is built.</exception>
    public override ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (RoundedFunction rounded, CachedShapes shapes, OutputScaling scaling) = Cells(cancellationToken);
        StagedCircuit circuit = new FunctionDependentCircuit(Parameters, rounded, shapes, scaling, cancellationToken).Build();
        Network network = circuit.Realize(Request.Family, Parameters.Precision);
        if (Request.MostDepth is { } most && network.Count().Depth is var depth && depth > most)
        {
            throw new LimitException(Construction.TooDeep(depth, Request).Reason);
        }

        return new ConstructedNetwork(network, Describe(shapes.Shapes.Count));
    }

    /// <summary>The distinct cached functions but the flat one, which a network has a block for each of, in the order in which their cells come.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TargetException">The target is not finite, or not Lipschitz as far as known.</exception>
    public ImmutableArray<CachedShape> Shapes(CancellationToken cancellationToken = default)
    {
        CachedShapes shapes = Cells(cancellationToken).Shapes;
        return [.. shapes.Shapes.Select((heights, i) => new CachedShape(shapes.ShapeOf.Count(s => s == i), [.. heights]))];
    }

    // f~, what it is cached as, and how its sum becomes the output.
    private (RoundedFunction Rounded, CachedShapes Shapes, OutputScaling Scaling) Cells(CancellationToken cancellationToken)
    {
        var values = new TargetValues(Request.Target, _scaling.Tolerance, Parameters.LogCells + Parameters.LogNodes);
        OutputScaling scaling = _scaling.For(values.At(default));
        RoundedFunction rounded = Round(values, scaling, cancellationToken);
        return (rounded, CachedShapes.Of(rounded, Parameters, cancellationToken), scaling);
    }

    private RoundedFunction Round(TargetValues values, OutputScaling scaling, CancellationToken cancellationToken)
    {
        try
        {
            return new RoundedFunction(x =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return scaling.Inner(values.At(x));
            }, Parameters.LogCells, Parameters.Precision);
        }
        catch (SlopeException e)
        {
            throw Steeper(Math.ScaleB(e.Slope * (double)scaling.Ratio, _logScale), e);
        }
    }

    private TargetException Steeper(double slope, SlopeException between)
    {
        Target target = Request.Target;
        double width = target.Domain.RoundedWidth(0);
        string known = _norm.Source == NormSource.Declared ? "the Lipschitz constant that was given with it is" : "the greatest slope that was found before is";
        return new(string.Create(CultureInfo.InvariantCulture,
            $"{target.Name} has a slope of {slope / width:G4} between {PlaceText.Of(target, [between.Left])} and "
                + $"{PlaceText.Of(target, [between.Right])}, but {known} {_norm.Peaks[1].Value / width:G4}."));
    }

    private Provenance Describe(int? shapes) => Claims(
        smoothness: 1,
        Reported(shapes),
        Math.ScaleB((double)_scaling.Ratio * Inner(), _logScale) * (1 + 1e-12),
        ComplexityExpressions.FunctionDependent((double)Request.Error, Request.Family));

    // What F errs by.
    private double Inner() => (double)(Parameters.Bound + (4 * Parameters.Tolerance)) + (2 * UnitBall.Excess(_norm.Peaks[1].Value, _logScale));

    // How many shapes there are is known when the network is built.
    private IEnumerable<KeyValuePair<string, string>> Reported(int? shapes)
    {
        yield return new("T", $"{Parameters.Cells}");
        yield return new("m", $"{Parameters.Nodes}");
        yield return new("t", $"{Parameters.Precision}");
        yield return new("delta", $"1/{8 * Parameters.Nodes}");
        if (shapes is { } count)
        {
            yield return new("shapes", $"{count}");
        }

        yield return new("scale", $"{BigInteger.One << _logScale}");
        yield return new("lipschitz", _norm.Peaks[1].Value.ToString("R", CultureInfo.InvariantCulture));
        yield return new("lipschitzSource", _norm.Source.Text());
    }
}
