using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Circuits;

/// <summary>An output of a realized circuit: the form that the unit of the last layer computes, and how often it is wanted.</summary>
public readonly record struct CircuitOutput(LinearForm Form, int Copies = 1);

/// <summary>A circuit made into a block over a codebook.</summary>
/// <param name="Block">Layers whose weights and biases are codebook values.</param>
/// <param name="InputCopies">For each circuit input, how many equal source units the block reads, side by side.</param>
public sealed record RealizedCircuit(Block Block, ImmutableArray<int> InputCopies);

/// <summary>
/// Realizes a circuit over a codebook. What the codebook cannot reach in one layer becomes a chain; then, in one backward
/// pass, the coefficients that are asked of a unit decide how many copies it gets, each copy gets a codebook value so that
/// the values add up to the coefficient, and a value that is needed in a later layer is held (coefficient 1) in between,
/// which is exact because every value is ≥ 0.
/// </summary>
public static class Realization
{
    /// <summary>The fewest layers in which the codebook realizes the forms.</summary>
    /// <exception cref="RealizationException">A coefficient or a bias that the codebook cannot make.</exception>
    public static int Depth(Circuit circuit, IReadOnlyList<LinearForm> outputs, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(codebook);
        (Circuit expanded, LinearForm[] forms) = Chains.Expand(circuit, outputs, codebook, new CoefficientCodes(codebook));
        return Schedule.Depth(expanded, forms);
    }

    /// <summary>Realizes the outputs of a circuit; they stand in one last layer, each with its copies side by side.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="outputs">What its last layer computes.</param>
    /// <param name="codebook">The values that weights and biases may take.</param>
    /// <param name="depth">Layers wanted; fewer than are needed means as few as possible.</param>
    /// <exception cref="RealizationException">A coefficient or a bias that the codebook cannot make.</exception>
    public static RealizedCircuit Realize(Circuit circuit, IReadOnlyList<CircuitOutput> outputs, Codebook codebook, int depth = 0)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(codebook);
        var codes = new CoefficientCodes(codebook);
        (Circuit expanded, LinearForm[] forms) = Chains.Expand(circuit, outputs.Select(o => o.Form).ToArray(), codebook, codes);
        return new BackwardPass(expanded, circuit.Switches, codebook, codes, Math.Max(depth, Schedule.Depth(expanded, forms)))
            .Run(forms.Select((f, i) => new Row($"output {i}", f, outputs[i].Copies)).ToList());
    }

    /// <summary>
    /// The network that computes the forms on its own inputs u in [0, 1], behind a first layer σ(u/2) that makes copies of them.
    /// </summary>
    public static Network ToNetwork(Circuit circuit, IReadOnlyList<LinearForm> outputs, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(outputs);
        return StagedCircuit.Single(circuit, outputs).Realize(codebook);
    }

    /// <summary>A unit of one layer: a circuit unit, an output, or a held value.</summary>
    private readonly record struct Row(string Name, LinearForm Form, int Copies);

    private sealed class BackwardPass(Circuit circuit, int switches, Codebook codebook, CoefficientCodes codes, int depth)
    {
        public RealizedCircuit Run(List<Row> rows)
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

            return new RealizedCircuit(new Block(rows.Sum(r => r.Copies), layers, switches * SwitchCopies), [.. rows.Select(r => r.Copies)]);
        }

        private int SwitchCopies => switches == 0 ? 0 : codebook.Switch.Copies;

        private Row Source(int node, int copies, bool here)
        {
            if (node < circuit.Inputs)
            {
                return new Row($"input {node}", LinearForm.Of(node), copies);
            }

            // A constant is made anew in every layer, which is cheaper than to hold it.
            CircuitUnit unit = circuit.Units[node - circuit.Inputs];
            return new Row(unit.Name, here || unit.Form.IsConstant ? unit.Form : LinearForm.Of(node), copies);
        }

        private SortedDictionary<int, int> Demand(List<Row> rows)
        {
            var demand = new SortedDictionary<int, int>();
            foreach (Row row in rows)
            {
                foreach ((int node, Dyadic c) in row.Form.Terms)
                {
                    demand[node] = Math.Max(demand.GetValueOrDefault(node), Codes(c).Length);
                }

                foreach (int node in row.Form.Switches.Keys)
                {
                    demand[node] = Math.Max(demand.GetValueOrDefault(node), SwitchCopies);
                }
            }

            return demand;
        }

        private int[] Codes(Dyadic coefficient) => codes.Find(coefficient)!;

        private SparseLayer Layer(List<Row> rows, SortedDictionary<int, int> sources)
        {
            var starts = new Dictionary<int, int>();
            int width = 0;
            foreach ((int node, int copies) in sources)
            {
                starts[node] = width;
                width += copies;
            }

            List<int> rowStarts = [0], columns = [], weights = [], biases = [];
            foreach (Row row in rows)
            {
                int bias = row.Form.Constant.IsZero ? SparseLayer.NoBias : codebook.CodeOf(row.Form.Constant);
                (int Column, int Code)[] connections = Connections(row.Form, starts).OrderBy(c => c.Column).ToArray();
                for (int copy = 0; copy < row.Copies; copy++)
                {
                    columns.AddRange(connections.Select(c => c.Column));
                    weights.AddRange(connections.Select(c => c.Code));
                    rowStarts.Add(columns.Count);
                    biases.Add(bias);
                }
            }

            return new SparseLayer([.. rowStarts], [.. columns], [.. weights], [.. biases]);
        }

        private IEnumerable<(int Column, int Code)> Connections(LinearForm form, Dictionary<int, int> starts)
        {
            foreach ((int node, Dyadic c) in form.Terms)
            {
                int[] values = Codes(c);
                for (int copy = 0; copy < values.Length; copy++)
                {
                    yield return (starts[node] + copy, values[copy]);
                }
            }

            foreach ((int node, int number) in form.Switches)
            {
                for (int copy = 0; copy < SwitchCopies; copy++)
                {
                    yield return (starts[node] + copy, SparseLayer.Slot((number * SwitchCopies) + copy));
                }
            }
        }
    }
}
