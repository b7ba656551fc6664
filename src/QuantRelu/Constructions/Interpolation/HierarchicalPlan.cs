using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using QuantRelu.Circuits;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>Hierarchical interpolation before its digits are set: the topology, its counts and its bound.</summary>
public sealed class HierarchicalPlan : NetworkPlan
{
    private const int BytesPerWeight = 400;
    private readonly HierarchicalParameters _parameters;
    private readonly HierarchicalNetwork _network;
    private readonly PlaneDigits _digits;
    private readonly SobolevEstimate _norm;
    private readonly Lazy<(OpenNetwork Open, IReadOnlyList<MeshNode> Nodes, ImmutableArray<StoredDigit> Stored)> _open;

    internal HierarchicalPlan(
        Construction construction, NetworkRequest request, HierarchicalNetwork network, PlaneDigits digits, SobolevEstimate norm)
        : base(construction, request)
    {
        (_parameters, _network, _digits, _norm) = (network.Parameters, network, digits, norm);
        _open = new(Open);
        Provenance = Describe();
    }

    /// <inheritdoc/>
    public override Network Topology => _open.Value.Open.Topology;

    /// <inheritdoc/>
    public override Provenance Provenance { get; }

    /// <inheritdoc/>
    public override BigInteger LeastWeights => IsPlain ? _network.Plan.Weights : Counts!.Weights;

    /// <inheritdoc/>
    public override int? Depth => IsPlain ? _network.Plan.Depth : Counts!.Depth;

    /// <inheritdoc/>
    public override Codebook? Codebook => Request.Family.IsFree ? base.Codebook : Request.Family.At(1);

    /// <inheritdoc/>
    public override Rational? LeadingWeights => IsPlain
        ? (Rational)Enumerable.Range(0, _parameters.Levels + 1).Sum(l => (_parameters.GridNodes(l) + _parameters.Centres(l)) * (_parameters.Digits(l) + 2))
        : null;

    /// <inheritdoc/>
    public override BigInteger Memory => (BigInteger)_network.Plan.Weights * BytesPerWeight;

    /// <summary>Sets the digits of every surplus, mesh by mesh.</summary>
    /// <inheritdoc/>
    /// <exception cref="TargetException">The target is not finite at a node, or exceeds the norm that was found of it.</exception>
    public override ConstructedNetwork Build(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        (OpenNetwork open, IReadOnlyList<MeshNode> nodes, ImmutableArray<StoredDigit> stored) = _open.Value;
        BigInteger[] surpluses = Surpluses(nodes, progress, cancellationToken);
        PlaneDigits digits = _digits.In(open.Topology.Codebook);
        var codes = new ushort[checked((int)open.Bank(PlannedCircuit.Bank).Codes)];
        for (int i = 0; i < stored.Length; i++)
        {
            (int node, int digit) = stored[i];
            digits.Write(surpluses[node], _parameters.Digits(nodes[node].Level), digit, codes.AsSpan(i * _digits.Slots, _digits.Slots));
        }

        ImmutableArray<ushort> all = ImmutableCollectionsMarshal.AsImmutableArray(codes);
        return new ConstructedNetwork(open.With(new Dictionary<string, ImmutableArray<ushort>> { [PlannedCircuit.Bank] = all }), Provenance);
    }

    // In steps: the odd number nearest to what f differs by from what the meshes before say.
    private BigInteger[] Surpluses(IReadOnlyList<MeshNode> nodes, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var rounding = new NodalRounding(Request.Target, _parameters.Step);
        var values = new Dictionary<(int X, int Y), Dyadic>();
        var surpluses = new BigInteger[nodes.Count];
        for (int n = 0; n < nodes.Count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MeshNode node = nodes[n];
            Dyadic before = node.Level == 0 ? default : (values[EndOf(node, -1)] + values[EndOf(node, 1)]) * Dyadic.Half;
            surpluses[n] = NodalRounding.Round(rounding.At(PlaceOf(node)) - before, parity: 1);
            Check(surpluses[n], node);
            values[(node.X, node.Y)] = before + Dyadic.Create(surpluses[n], 0);
            progress?.Report((double)(n + 1) / nodes.Count);
        }

        return surpluses;
    }

    private Rational[] PlaceOf(MeshNode node)
    {
        Rational x = Rational.Create(node.X, 2 * _parameters.Cells), y = Rational.Create(node.Y, 2 * _parameters.Cells);
        return _parameters.Dimension == 1 ? [x] : [x, y];
    }

    // The ends of the edge of the mesh before whose middle the node is.
    private (int X, int Y) EndOf(MeshNode node, int sign)
    {
        int side = 2 << (_parameters.Levels - node.Level), half = side / 2;
        if (!node.IsCentre)
        {
            return node.X / side % 2 == 1 ? (node.X + (sign * side), node.Y) : (node.X, node.Y + (sign * side));
        }

        // From the corner with even places to that with odd ones, which is a centre of the mesh before.
        bool rising = (node.X / side) % 2 == (node.Y / side) % 2;
        return (node.X + (sign * half), node.Y + (sign * (rising ? half : -half)));
    }

    private void Check(BigInteger surplus, MeshNode node)
    {
        if (BigInteger.Abs(surplus) > BigInteger.One << (_parameters.LogBase * _parameters.Digits(node.Level)))
        {
            string where = SobolevNorm.Where(Request.Target, [.. PlaceOf(node).Select(u => (double)u)]);
            string what = node.Level == 0 ? "The value" : "The curvature";
            throw new TargetException(string.Create(CultureInfo.InvariantCulture,
                $"{what} of {Request.Target.Name} near {where} exceeds the norm {_norm.Norm(2):G4} that is {_norm.Source.Text()} for it."));
        }
    }

    // With ±1/2 as the greatest values a coefficient of h halves is h copies, as the plan counts them.
    private bool IsPlain => _digits.CountsHalves;

    private (OpenNetwork Open, IReadOnlyList<MeshNode> Nodes, ImmutableArray<StoredDigit> Stored) Open()
    {
        (StagedCircuit circuit, IReadOnlyList<MeshNode> nodes, ImmutableArray<StoredDigit> stored) = HierarchicalCircuit.Of(_network, _digits);
        return (circuit.Open(Request.Family, 1, Request.Family.IsFree ? [-1, 1] : null), nodes, stored);
    }

    private Provenance Describe() => Claims(
        smoothness: 2,
        [
            new("N", $"{_parameters.Cells}"),
            new("levels", $"{_parameters.Levels + 1}"),
            new("delta", $"{(Rational)_parameters.Step}"),
            new("digits", string.Join('/', Enumerable.Range(0, _parameters.Levels + 1).Select(_parameters.Digits))),
            new("scale", $"{BigInteger.One << _parameters.LogNorm}"),
            new("norm", _norm.Norm(2).ToString("R", CultureInfo.InvariantCulture)),
            new("normSource", _norm.Source.Text()),
        ],
        DirectedRounding.Up(_parameters.Bound(Dyadic.FromDouble(_norm.Peaks[2].Value))
            + (Rational)Dyadic.FromDouble(Math.ScaleB(UnitBall.Excess(_norm.Norm(2), _parameters.LogNorm), _parameters.LogNorm))),
        paperBound: null);
}
