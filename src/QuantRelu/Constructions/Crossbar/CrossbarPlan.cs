using System.Globalization;
using System.Numerics;
using QuantRelu.Circuits;
using QuantRelu.Graph;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Crossbar;

/// <summary>A crossbar before its target's codes are set: the topology, counted exactly without being built, and the claims.</summary>
public sealed class CrossbarPlan : NetworkPlan
{
    private readonly CrossbarSkeleton _skeleton;
    private readonly (CodebookFamily Family, int Precision) _values;
    private readonly Lazy<OpenNetwork> _open;

    internal CrossbarPlan(CrossbarConstruction construction, NetworkRequest request, CrossbarParameters parameters, SobolevEstimate norm)
        : base(construction, request)
    {
        Parameters = parameters;
        _skeleton = CrossbarSearch.Final(parameters, CrossbarWeights.LogSign(request.Family));
        _values = parameters.Kind.Values(request.Family);
        _open = new(() => CrossbarCircuit.Of(_skeleton).Open(_values.Family, _values.Precision));
        Provenance = Describe(norm);
    }

    /// <summary>The network without codes: the same for every target of the class.</summary>
    public override Network Topology => _open.Value.Topology;

    /// <inheritdoc/>
    public override Provenance Provenance { get; }

    /// <summary>All weights, from the formulas: the network has exactly so many.</summary>
    public override BigInteger LeastWeights => Request.Family.IsFree ? Counts!.Weights : _skeleton.Plan.Weights;

    /// <summary>All layers, from the formulas: the network has exactly so many.</summary>
    public override int? Depth => _skeleton.Plan.Depth;

    /// <inheritdoc/>
    public override Codebook? Codebook => Request.Family.IsFree ? base.Codebook : _values.Family.At(_values.Precision);

    /// <summary>M/ε, or M/(rε) where a weight is for r pieces.</summary>
    public override Rational? LeadingWeights => Request.Family.IsFree ? null : Parameters.Norm / (Parameters.Kind.Pieces * Request.Error);

    /// <inheritdoc/>
    public override BigInteger Memory => Pieces * 2 * sizeof(ushort);

    /// <summary>The units and weights of every stage in every layer: coordinate, folds, tree, columns, planes, constants and sum.</summary>
    public ImmutableArray<CrossbarShare> Stages =>
    [
        .. from layer in Enumerable.Range(1, _skeleton.Plan.Depth)
           from unit in _skeleton.Plan.Layer(layer)
           group unit by (Layer: layer, Stage: CrossbarShare.StageOf(unit.Name)) into share
           orderby share.Key.Stage, share.Key.Layer
           select new CrossbarShare(
               share.Key.Stage, share.Key.Layer, share.Sum(u => (long)u.Members * u.Copies), share.Sum(u => u.Weights)),
    ];

    /// <summary>R, p, m, a and what else there is to choose.</summary>
    internal CrossbarParameters Parameters { get; }

    private BigInteger Pieces => (2 * Parameters.HalfWidth).ToCeiling();

    /// <summary>Sets the codes: the value of every pair of cells and the sign of every piece.</summary>
    /// <inheritdoc/>
    /// <exception cref="TargetException">The target is not finite somewhere, or steeper than its norm.</exception>
    public override ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var knots = new CrossbarKnots(Request.Target, Parameters);
        return new ConstructedNetwork(new CrossbarCodes(Parameters, _skeleton, knots).Fill(_open.Value, progress, cancellationToken), Provenance);
    }

    private Provenance Describe(SobolevEstimate norm) => Claims(
        smoothness: 1,
        [
            new("s", $"{Parameters.Step}"),
            .. Parameters.Kind is DigitColumns digits ? new KeyValuePair<string, string>[] { new("kappa", $"{digits.Kappa}") } : [],
            .. Parameters.Kind is SignWordColumns words ? new KeyValuePair<string, string>[] { new("r", $"{words.Pieces}") } : [],
            new("pieces", $"{Pieces}"),
            new("cells", $"{2 * Parameters.CellsPerSide}"),
            new("m", $"{Parameters.Columns}"),
            new("a", $"{Parameters.LogMargin}"),
            new("scale", $"{(Rational)Parameters.Norm}"),
            new("norm", norm.Norm(1).ToString("R", CultureInfo.InvariantCulture)),
            new("normSource", norm.Source.Text()),
        ],
        DirectedRounding.Up(Parameters.Bound),
        paperBound: null);
}
