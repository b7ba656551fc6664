using QuantRelu.Graph;

namespace QuantRelu.Figures.Diagrams;

/// <summary>What every unit of a small network of one input computes, as curves over [0, 1]: the values that leave it, at equal distances.</summary>
internal static class UnitCurves
{
    /// <summary>The values of all units, layer by layer, the input first.</summary>
    /// <param name="network">A network of one input.</param>
    /// <param name="points">At how many points, at least 2.</param>
    public static IReadOnlyList<double[][]> Of(Network network, int points)
    {
        List<double[][]> layers = [[[.. Enumerable.Range(0, points).Select(p => (double)p / (points - 1))]]];
        FlatLayer[] all = [.. network.Stages.SelectMany(stage => Enumerable.Range(0, stage.Depth).Select(l => new FlatLayer(stage, l)))];
        double[] weights = [.. network.Codebook.Values.Select(v => (double)v)];
        for (int l = 0; l < all.Length; l++)
        {
            Func<double, double> activate = l == all.Length - 1 ? z => z : Activation(network.Activation);
            layers.Add([.. all[l].Rows().Select(row => Values(row, layers[^1], weights, points, activate))]);
        }

        return layers;
    }

    private static double[] Values(FlatRow row, double[][] before, double[] weights, int points, Func<double, double> activate)
    {
        var values = new double[points];
        for (int p = 0; p < points; p++)
        {
            double z = row.Bias == SparseLayer.NoBias ? 0 : weights[row.Bias];
            foreach (FlatConnection c in row.Connections)
            {
                z += weights[c.Code] * before[c.Column][p];
            }

            values[p] = activate(z);
        }

        return values;
    }

    private static Func<double, double> Activation(Activation activation)
    {
        double slope = (double)activation.NegativeSlope, ceiling = activation.Ceiling is { } most ? (double)most : double.PositiveInfinity;
        return z => Math.Min(z < 0 ? slope * z : z, ceiling);
    }
}
