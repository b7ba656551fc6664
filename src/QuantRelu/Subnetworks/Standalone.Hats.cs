using QuantRelu.Circuits;

namespace QuantRelu.Subnetworks;

/// <content>Ramps and hats, from which piecewise linear interpolation is made.</content>
public static partial class Standalone
{
    /// <summary>The ramp over one of 2^p equal cells of [0, 1], a leaf of a <see cref="RampTree"/>, amplified to 1: exact.</summary>
    /// <param name="levels">p, 1 to <see cref="RampTree.MostLevels"/>.</param>
    /// <param name="cell">The number of the cell, from the left: over an odd one the ramp rises, over an even one it falls.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <exception cref="RealizationException">The codebook cannot make a coefficient.</exception>
    public static ConstructedNetwork Ramp(int levels, int cell, CodebookFamily family)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(cell);
        var circuit = new Circuit(1);
        ImmutableArray<LinearForm> leaves = circuit.Ramps(circuit.Input(0), levels)[^1];
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(cell, leaves.Length);
        string ramp = RampTree.Rises(levels, cell) ? $"{leaves.Length}*x-{cell}" : $"{cell + 1}-{leaves.Length}*x";
        return Make("ramp", circuit, circuit.Scale(leaves[cell], Dyadic.PowerOfTwo(2 * levels)), family, 2 * levels,
            new($"max(0,min(1,{ramp}))", Domain.Unit(1), default, [("p", $"{levels}"), ("cell", $"{cell}")]) { Construction = "hierarchical" });
    }

    /// <summary>
    /// The hat of a node of the mesh of 2^p cells a side, amplified to 1: on [0, 1] 1 - |2^p x - k|; on [0, 1]² of the mesh of squares cut by both diagonals,
    /// where k and l are whole for a grid point and both halves of odd numbers for the centre of a square, in one unit of <see cref="MeshHats"/>. Exact.
    /// </summary>
    /// <param name="levels">p, 1 to <see cref="RampTree.MostLevels"/> - 1.</param>
    /// <param name="node">The node in cells, one number or two.</param>
    /// <param name="family">The weight values.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="RealizationException">The codebook cannot make a coefficient.</exception>
    public static ConstructedNetwork MeshHat(int levels, IReadOnlyList<Rational> node, CodebookFamily family)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(levels, RampTree.MostLevels);
        ArgumentNullException.ThrowIfNull(node);
        int cells = 1 << levels;
        bool centre = node.Count == 2 && node.All(k => (2 * k).Denominator.IsOne && !k.Denominator.IsOne);
        if (node.Count is < 1 or > 2 || node.Any(k => k.Sign < 0 || k > cells) || (!centre && node.Any(k => !k.Denominator.IsOne)))
        {
            throw new ArgumentException($"({string.Join(", ", node)}) is no node; it must be one or two whole numbers from 0 to {cells}, "
                + $"or two halves of odd numbers between.", nameof(node));
        }

        var circuit = new Circuit(node.Count);
        (LinearForm hat, int log) = node.Count == 1
            ? LineHat(circuit, circuit.Input(0), levels, (int)node[0].Numerator, complement: false)
            : SquareHat(circuit, levels, node, centre);
        string[] distance = [.. node.Select((k, i) => $"abs({cells}*{Variable(i, node.Count)}-{Factor(k)})")];
        string target = centre ? $"max(0,1-2*max({distance[0]},{distance[1]}))" : $"max(0,1-{string.Join('-', distance)})";
        return Make("mesh-hat", circuit, circuit.Scale(hat, Dyadic.PowerOfTwo(log)), family, log,
            new(target, Domain.Unit(node.Count), default, [("p", $"{levels}"), ("node", string.Join(',', node))]) { Construction = "hierarchical" });
    }

    // The hat around a place as a unit, and log of 1 over its height.
    private static (LinearForm Hat, int Log) LineHat(Circuit circuit, LinearForm x, int levels, int place, bool complement)
    {
        int log = (2 * levels) + 1;
        return (circuit.Relu(MeshHats.Hat(circuit.Ramps(x, levels)[^1], place, Dyadic.PowerOfTwo(-log), complement), "hat"), log);
    }

    // Of a grid point along x and y; of a centre along (x + y)/2 and (x - y + 1)/2, with twice as many cells.
    private static (LinearForm Hat, int Log) SquareHat(Circuit circuit, int levels, IReadOnlyList<Rational> node, bool centre)
    {
        (LinearForm x, LinearForm y) = (circuit.Input(0), circuit.Input(1));
        LinearForm[] along = centre ? [(Dyadic.Half * x) + (Dyadic.Half * y), (Dyadic.Half * x) - (Dyadic.Half * y) + Dyadic.Half] : [x, y];
        Rational[] places = centre ? [node[0] + node[1], node[0] - node[1] + (1 << levels)] : [.. node];
        (LinearForm first, int log) = LineHat(circuit, Axis(0), centre ? levels + 1 : levels, (int)places[0].Numerator, complement: false);
        (LinearForm second, _) = LineHat(circuit, Axis(1), centre ? levels + 1 : levels, (int)places[1].Numerator, complement: true);
        return (circuit.Relu(MeshHats.Joint(first, second), "node"), log + 1);

        LinearForm Axis(int i) => centre ? circuit.Relu(along[i], "coordinate") : along[i];
    }
}
