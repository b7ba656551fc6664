namespace QuantRelu.Circuits;

/// <summary>
/// Decides in which layer each unit of a circuit stands. A unit stands as early as its sources allow, because a held
/// formula can only grow by waiting; but a unit that only scales one value stands as late as its readers allow, so that
/// the value is held once for all its chains and the chains themselves are never held.
/// </summary>
internal static class Schedule
{
    /// <summary>The layer of each value of the circuit (inputs in layer 0) for outputs in layer <paramref name="depth"/>.</summary>
    public static int[] Layers(Circuit circuit, IReadOnlyList<LinearForm> outputs, int depth)
    {
        int[] layers = Earliest(circuit);
        int[] firstReader = Enumerable.Repeat(int.MaxValue, layers.Length).ToArray();
        foreach (int node in outputs.SelectMany(f => f.Reads))
        {
            firstReader[node] = depth;
        }

        for (int node = layers.Length - 1; node >= circuit.Inputs; node--)
        {
            LinearForm form = circuit.Units[node - circuit.Inputs].Form;
            if (form.IsMultiple && firstReader[node] != int.MaxValue)
            {
                layers[node] = firstReader[node] - 1;
            }

            foreach (int source in form.Reads)
            {
                firstReader[source] = Math.Min(firstReader[source], layers[node]);
            }
        }

        return layers;
    }

    /// <summary>The fewest layers of weights that compute the outputs.</summary>
    public static int Depth(Circuit circuit, IReadOnlyList<LinearForm> outputs)
    {
        int[] layers = Earliest(circuit);
        return 1 + outputs.SelectMany(f => f.Reads).Select(n => layers[n]).DefaultIfEmpty(0).Max();
    }

    private static int[] Earliest(Circuit circuit)
    {
        var layers = new int[circuit.Inputs + circuit.Units.Count];
        for (int k = 0; k < circuit.Units.Count; k++)
        {
            int last = 0;
            foreach (int source in circuit.Units[k].Form.Reads)
            {
                last = Math.Max(last, layers[source]);
            }

            layers[circuit.Inputs + k] = last + 1;
        }

        return layers;
    }
}
