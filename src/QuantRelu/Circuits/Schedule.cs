namespace QuantRelu.Circuits;

/// <summary>
/// Decides in which layer each unit of a circuit stands: as its <see cref="UnitPlacement"/> says, and units of one layer together. A unit
/// that only scales one value stands as late as its readers allow in any case, so that the value is held once for all its chains and the
/// chains themselves are never held.
/// </summary>
internal static class Schedule
{
    /// <summary>The layer of each value of the circuit (inputs in layer 0) for outputs in layer <paramref name="depth"/>.</summary>
    public static int[] Layers(Circuit circuit, IReadOnlyList<LinearForm> outputs, int depth)
    {
        Dictionary<int, int[]> together = Together(circuit);
        int[] layers = Earliest(circuit, together);
        int[] firstReader = Enumerable.Repeat(int.MaxValue, layers.Length).ToArray();
        foreach (int node in outputs.SelectMany(f => f.Reads))
        {
            firstReader[node] = depth;
        }

        // Everything that reads a unit, or one of its layer, comes after the last unit of that layer.
        for (int node = layers.Length - 1; node >= circuit.Inputs; node--)
        {
            CircuitUnit unit = circuit.Units[node - circuit.Inputs];
            if (IsLate(unit))
            {
                MoveToReaders(node, unit, together, firstReader, layers);
            }

            foreach (int source in unit.Form.Reads)
            {
                firstReader[source] = Math.Min(firstReader[source], layers[node]);
            }
        }

        return layers;
    }

    /// <summary>The fewest layers of weights that compute the outputs.</summary>
    public static int Depth(Circuit circuit, IReadOnlyList<LinearForm> outputs)
    {
        int[] layers = Earliest(circuit, Together(circuit));
        return 1 + outputs.SelectMany(f => f.Reads).Select(n => layers[n]).DefaultIfEmpty(0).Max();
    }

    private static bool IsLate(CircuitUnit unit) => unit.Placement != UnitPlacement.Early || (unit.Layer == 0 && unit.Form.IsMultiple);

    private static void MoveToReaders(int node, CircuitUnit unit, Dictionary<int, int[]> together, int[] firstReader, int[] layers)
    {
        int[] units = unit.Layer == 0 ? [node] : together[unit.Layer];
        int reader = units.Min(u => firstReader[u]);
        if (node == units[^1] && reader != int.MaxValue)
        {
            foreach (int other in units)
            {
                layers[other] = reader - 1;
            }
        }
    }

    // The values that share each layer, ascending.
    private static Dictionary<int, int[]> Together(Circuit circuit) => circuit.Units
        .Select((unit, k) => (unit.Layer, Node: circuit.Inputs + k))
        .Where(u => u.Layer != 0)
        .GroupBy(u => u.Layer, u => u.Node)
        .ToDictionary(g => g.Key, g => g.ToArray());

    private static int[] Earliest(Circuit circuit, Dictionary<int, int[]> together)
    {
        var layers = new int[circuit.Inputs + circuit.Units.Count];
        for (int k = 0; k < circuit.Units.Count; k++)
        {
            int node = circuit.Inputs + k, last = 0;
            foreach (int source in circuit.Units[k].Form.Reads)
            {
                last = Math.Max(last, layers[source]);
            }

            layers[node] = last + 1;
            if (circuit.Units[k].Layer != 0 && together[circuit.Units[k].Layer] is var units && node == units[^1])
            {
                int latest = units.Max(u => layers[u]);
                foreach (int other in units)
                {
                    layers[other] = latest;
                }
            }
        }

        return layers;
    }
}
