using QuantRelu.Circuits;
using QuantRelu.Subnetworks;

namespace QuantRelu.Studies.Counterparts;

/// <summary>
/// Interpolation on the criss-cross mesh of N² squares with free weights, in three hidden layers: ramps σ(±(Nx - i)), hats σ(1 - both) and distances, one unit
/// σ(hat - distance) of two weights for each grid point along x and y and for each centre along x + y and x - y, as in <see cref="MeshHats"/>; the value of
/// each node is one weight. 3((N + 1)² + N²) weights of nodes, and O(N) of lines.
/// </summary>
internal static class FreeMesh
{
    /// <summary>The network that has values at the nodes, in words of w bits, or null when they are too short.</summary>
    /// <param name="cells">N.</param>
    /// <param name="value">The value that is wanted at a point of the square.</param>
    /// <param name="word">w.</param>
    public static Network? InWords(int cells, Func<double, double, double> value, WordLength word)
    {
        var circuit = new Circuit(2);
        (LinearForm x, LinearForm y) = (cells * circuit.Input(0), cells * circuit.Input(1));
        if (!word.Fits(2 * cells, 0))
        {
            return null;
        }

        LinearForm[] points = Hats(circuit, x, cells), centres = Hats(circuit, x + y, 2 * cells);
        LinearForm[] fromPoints = Distances(circuit, y, cells), fromCentres = Distances(circuit, x - y + cells, 2 * cells);
        var nodes = new List<(LinearForm Hat, double Value)>();
        foreach ((int i, int j) in Pairs(cells + 1))
        {
            nodes.Add((circuit.Relu(points[i] - fromPoints[j], "grid point"), value((double)i / cells, (double)j / cells)));
        }

        // In half cells along both diagonals a hat has the height 1 at its centre, and falls to 0 at the sides of the square.
        foreach ((int i, int j) in Pairs(cells))
        {
            LinearForm hat = circuit.Relu(centres[i + j + 1] - fromCentres[i - j + cells], "centre");
            nodes.Add((hat, value((i + 0.5) / cells, (j + 0.5) / cells)));
        }

        double greatest = nodes.Max(n => Math.Abs(n.Value));
        int fraction = greatest > 0 ? word.FractionBits(greatest) : 0;
        return FreeNetwork.Of(circuit, LinearForm.Sum(nodes.Select(n => WordLength.Round(n.Value, fraction) * n.Hat)));
    }

    private static IEnumerable<(int I, int J)> Pairs(int side) => from i in Enumerable.Range(0, side) from j in Enumerable.Range(0, side) select (i, j);

    private static LinearForm[] Hats(Circuit circuit, LinearForm z, int cells) =>
        [.. Apart(circuit, z, cells).Select(apart => circuit.Relu(1 - apart, "hat"))];

    private static LinearForm[] Distances(Circuit circuit, LinearForm z, int cells) =>
        [.. Apart(circuit, z, cells).Select(apart => circuit.Relu(apart, "distance"))];

    // |z - i| as two units, of which one at the ends.
    private static IEnumerable<LinearForm> Apart(Circuit circuit, LinearForm z, int cells)
    {
        for (int i = 0; i <= cells; i++)
        {
            yield return (i < cells ? circuit.Relu(z - i, "beyond") : 0) + (i > 0 ? circuit.Relu(i - z, "before") : 0);
        }
    }
}
