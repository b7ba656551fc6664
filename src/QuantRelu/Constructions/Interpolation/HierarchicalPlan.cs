using System.Numerics;
using QuantRelu.Numerics;
using QuantRelu.Targets;

namespace QuantRelu.Constructions.Interpolation;

/// <summary>Hierarchical interpolation before its digits are set.</summary>
public sealed class HierarchicalPlan : InterpolationPlan
{
    private readonly HierarchicalParameters _parameters;
    private readonly ImmutableArray<MeshNode> _nodes;

    internal HierarchicalPlan(Construction construction, NetworkRequest request, HierarchicalNetwork network, PlaneDigits digits, SobolevEstimate norm)
        : base(construction, request, network, digits, norm) => (_parameters, _nodes) = (network.Parameters, network.MeshNodes);

    private protected override long Leading =>
        Enumerable.Range(0, _parameters.Levels + 1).Sum(l => (_parameters.GridNodes(l) + _parameters.Centres(l)) * (_parameters.Digits(l) + 2));

    // Every surplus in steps, mesh by mesh: the odd number nearest to what f differs by from what the meshes before say.
    private protected override BigInteger[] Coefficients(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var rounding = new NodalRounding(Request.Target, _parameters.Step);
        var values = new Dictionary<(int X, int Y), Dyadic>();
        var surpluses = new BigInteger[_nodes.Length];
        for (int n = 0; n < _nodes.Length; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MeshNode node = _nodes[n];
            Rational[] place = PlaceOf(node);
            Dyadic before = node.Level == 0 ? default : (values[EndOf(node, -1)] + values[EndOf(node, 1)]) * Dyadic.Half;
            surpluses[n] = NodalRounding.Round(rounding.At(place) - before, parity: 1);
            Check(surpluses[n], n, node.Level == 0 ? "The value" : "The curvature", [.. place.Select(u => (double)u)]);
            values[(node.X, node.Y)] = before + Dyadic.Create(surpluses[n], 0);
            progress?.Report((double)(n + 1) / _nodes.Length);
        }

        return surpluses;
    }

    private protected override int DigitsOf(int coefficient) => _parameters.Digits(_nodes[coefficient].Level);

    private protected override IEnumerable<KeyValuePair<string, string>> Reported() =>
    [
        new("N", $"{_parameters.Cells}"),
        new("levels", $"{_parameters.Levels + 1}"),
        new("delta", $"{(Rational)_parameters.Step}"),
        new("digits", string.Join('/', Enumerable.Range(0, _parameters.Levels + 1).Select(_parameters.Digits))),
    ];

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
}
