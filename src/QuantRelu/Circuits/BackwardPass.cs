using QuantRelu.Graph;

namespace QuantRelu.Circuits;

/// <summary>A unit of one layer: a circuit unit, an output, or a held value.</summary>
internal readonly record struct LayerRow(string Name, LinearForm Form, int Copies);

/// <summary>
/// The backward pass over an expanded circuit, from the last layer to the first: the coefficients that a layer asks of a value decide how
/// many copies of it stand in the layer before, where it is computed, or held when it is computed earlier.
/// </summary>
/// <param name="circuit">A circuit whose every coefficient has codes.</param>
/// <param name="switches">Where the codes of its switches stand.</param>
/// <param name="codes">The codes of coefficients.</param>
/// <param name="depth">Layers, enough for the rows.</param>
internal sealed class BackwardPass(Circuit circuit, SwitchLayout switches, CoefficientCodes codes, int depth)
{
    /// <summary>The block whose last layer has the given rows.</summary>
    public RealizedCircuit Run(List<LayerRow> rows)
    {
        int[] layerOf = Schedule.Layers(circuit, rows.Select(r => r.Form).ToArray(), depth);
        var layers = new SparseLayer[depth];
        for (int l = depth; l >= 1; l--)
        {
            SortedDictionary<int, int> demand = Demand(rows);
            if (l == 1)
            {
                for (int i = 0; i < circuit.Inputs; i++)
                {
                    demand.TryAdd(i, 1);
                }
            }

            layers[l - 1] = Layer(rows, demand);
            rows = demand.Select(d => Source(d.Key, d.Value, layerOf[d.Key] == l - 1)).ToList();
        }

        return new RealizedCircuit(new Block(rows.Sum(r => r.Copies), layers, switches.Slots), [.. rows.Select(r => r.Copies)]);
    }

    private LayerRow Source(int node, int copies, bool here)
    {
        if (node < circuit.Inputs)
        {
            return new LayerRow($"input {node}", LinearForm.Of(circuit, node), copies);
        }

        // A constant is made anew in every layer, which is cheaper than to hold it.
        CircuitUnit unit = circuit.Units[node - circuit.Inputs];
        return here || unit.Form.IsConstant ? new LayerRow(unit.Name, unit.Form, copies)
            : unit.Placement != UnitPlacement.NeverHeld ? new LayerRow(unit.Name, LinearForm.Of(circuit, node), copies)
            : throw new RealizationException(unit.Name, "would have to be held: its readers stand in different layers.");
    }

    private SortedDictionary<int, int> Demand(List<LayerRow> rows)
    {
        var demand = new SortedDictionary<int, int>();
        foreach (LayerRow row in rows)
        {
            foreach ((int node, Rational c) in row.Form.Terms)
            {
                demand[node] = Math.Max(demand.GetValueOrDefault(node), Codes(c).Length);
            }

            foreach ((int node, int number) in row.Form.Switches)
            {
                demand[node] = Math.Max(demand.GetValueOrDefault(node), switches.Copies(number));
            }
        }

        return demand;
    }

    private int[] Codes(Rational coefficient) => codes.Find(coefficient)!;

    private SparseLayer Layer(List<LayerRow> rows, SortedDictionary<int, int> sources)
    {
        var starts = new Dictionary<int, int>(sources.Count);
        int width = 0;
        foreach ((int node, int copies) in sources)
        {
            starts[node] = width;
            width += copies;
        }

        List<int> rowStarts = [0], columns = [], weights = [], biases = [];
        List<(int Column, int Code)> connections = [];
        foreach (LayerRow row in rows)
        {
            int bias = row.Form.Constant.IsZero ? SparseLayer.NoBias : codes.Codebook.CodeOf(row.Form.Constant);
            Connect(row.Form, starts, connections);
            for (int copy = 0; copy < row.Copies; copy++)
            {
                foreach ((int column, int code) in connections)
                {
                    columns.Add(column);
                    weights.Add(code);
                }

                rowStarts.Add(columns.Count);
                biases.Add(bias);
            }
        }

        return new SparseLayer([.. rowStarts], [.. columns], [.. weights], [.. biases]);
    }

    // By column: copies of one value stand side by side, and values in the order of their numbers.
    private void Connect(LinearForm form, Dictionary<int, int> starts, List<(int Column, int Code)> connections)
    {
        connections.Clear();
        foreach ((int node, Rational c) in form.Terms)
        {
            int[] values = Codes(c);
            for (int copy = 0; copy < values.Length; copy++)
            {
                connections.Add((starts[node] + copy, values[copy]));
            }
        }

        foreach ((int node, int number) in form.Switches)
        {
            for (int copy = 0; copy < switches.Copies(number); copy++)
            {
                connections.Add((starts[node] + copy, SparseLayer.Slot(switches.FirstSlot(number) + copy)));
            }
        }

        if (!form.Switches.IsEmpty)
        {
            connections.Sort((a, b) => a.Column.CompareTo(b.Column));
        }
    }
}
