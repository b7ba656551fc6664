using QuantRelu.Graph;
using QuantRelu.Numerics;

namespace QuantRelu.Circuits;

/// <summary>An output of a realized circuit: the form that the unit of the last layer computes, and how often it is wanted.</summary>
public readonly record struct CircuitOutput(LinearForm Form, int Copies = 1);

/// <summary>A circuit made into a block over a codebook.</summary>
/// <param name="Block">Layers whose weights and biases are codebook values.</param>
/// <param name="InputCopies">For each circuit input, how many equal source units the block reads, side by side.</param>
public sealed record RealizedCircuit(Block Block, IReadOnlyList<int> InputCopies);

/// <summary>
/// Realizes a circuit over a codebook in one backward pass: the coefficients that consumers ask of a unit decide how many
/// copies it gets, each copy gets a codebook value so that the values add up to the coefficient, and a value that is
/// needed in a later layer is held (coefficient 1) in between, which is exact because every value is ≥ 0.
/// </summary>
public static class Realization
{
    /// <summary>Realizes the outputs of a circuit; they stand in one last layer, each with its copies side by side.</summary>
    /// <exception cref="RealizationException">A coefficient or a bias that the codebook cannot make.</exception>
    public static RealizedCircuit Realize(Circuit circuit, IReadOnlyList<CircuitOutput> outputs, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(codebook);
        return new BackwardPass(circuit, outputs, codebook).Run();
    }

    /// <summary>
    /// The network that computes the forms on its own inputs u in [0, 1]. A network input exists once, so a first layer
    /// σ(u/2) makes the copies when the circuit asks for more than one.
    /// </summary>
    public static Network ToNetwork(Circuit circuit, IReadOnlyList<LinearForm> outputs, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(outputs);
        CircuitOutput[] wanted = outputs.Select(f => new CircuitOutput(f)).ToArray();
        RealizedCircuit realized = Realize(circuit, wanted, codebook);
        if (realized.InputCopies.Any(c => c != 1))
        {
            var entry = new Circuit(circuit.Inputs);
            LinearForm[] inputs = Enumerable.Range(0, circuit.Inputs).Select(i => 2 * entry.Relu(Dyadic.Half * entry.Input(i), $"entry {i}")).ToArray();
            wanted = entry.Embed(circuit, inputs, outputs).Select(f => new CircuitOutput(f)).ToArray();
            realized = Realize(entry, wanted, codebook);
        }

        return new Network(circuit.Inputs, codebook, [new Stage([BlockArray.Single(realized.Block)])]);
    }

    /// <summary>A unit of one layer: a circuit unit, an output, or a held value.</summary>
    private sealed record Row(int Node, string Name, LinearForm Form, int Copies);

    private sealed class BackwardPass(Circuit circuit, IReadOnlyList<CircuitOutput> outputs, Codebook codebook)
    {
        private readonly Dictionary<Dyadic, int[]> _codes = [];

        public RealizedCircuit Run()
        {
            int[] depths = Depths();
            int depth = 1 + outputs.SelectMany(o => o.Form.Terms.Keys).Select(n => depths[n]).DefaultIfEmpty(0).Max();
            List<Row> rows = outputs.Select((o, i) => new Row(-1, $"output {i}", o.Form, o.Copies)).ToList();
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
                rows = demand.Select(d => Source(d.Key, d.Value, depths[d.Key] == l - 1)).ToList();
            }

            return new RealizedCircuit(new Block(rows.Sum(r => r.Copies), layers), rows.Select(r => r.Copies).ToArray());
        }

        private int[] Depths()
        {
            var depths = new int[circuit.Inputs + circuit.Units.Count];
            for (int k = 0; k < circuit.Units.Count; k++)
            {
                depths[circuit.Inputs + k] = 1 + circuit.Units[k].Form.Terms.Keys.Select(n => depths[n]).DefaultIfEmpty(0).Max();
            }

            return depths;
        }

        private Row Source(int node, int copies, bool here)
        {
            if (node < circuit.Inputs)
            {
                return new Row(node, $"input {node}", LinearForm.Of(node), copies);
            }

            CircuitUnit unit = circuit.Units[node - circuit.Inputs];
            return new Row(node, unit.Name, here ? unit.Form : LinearForm.Of(node), copies);
        }

        private SortedDictionary<int, int> Demand(List<Row> rows)
        {
            var demand = new SortedDictionary<int, int>();
            foreach (Row row in rows)
            {
                foreach ((int node, Dyadic c) in row.Form.Terms)
                {
                    demand[node] = Math.Max(demand.GetValueOrDefault(node), Codes(c, row.Name).Length);
                }
            }

            return demand;
        }

        private int[] Codes(Dyadic coefficient, string unit)
        {
            if (!_codes.TryGetValue(coefficient, out int[]? codes))
            {
                codes = CoefficientCodes.Find(codebook, coefficient) ?? throw new RealizationException(unit, "coefficient", coefficient, codebook);
                _codes[coefficient] = codes;
            }

            return codes;
        }

        private SparseLayer Layer(List<Row> rows, SortedDictionary<int, int> sources)
        {
            var starts = new Dictionary<int, int>();
            int width = 0;
            foreach ((int node, int copies) in sources)
            {
                starts[node] = width;
                width += copies;
            }

            List<int> rowStarts = [0], columns = [], codes = [], biases = [];
            foreach (Row row in rows)
            {
                int bias = row.Form.Constant.IsZero ? SparseLayer.NoBias : codebook.CodeOf(row.Form.Constant);
                if (bias < 0 && !row.Form.Constant.IsZero)
                {
                    throw new RealizationException(row.Name, "bias", row.Form.Constant, codebook);
                }

                for (int copy = 0; copy < row.Copies; copy++)
                {
                    foreach ((int node, Dyadic c) in row.Form.Terms)
                    {
                        int[] values = Codes(c, row.Name);
                        columns.AddRange(Enumerable.Range(starts[node], values.Length));
                        codes.AddRange(values);
                    }

                    rowStarts.Add(columns.Count);
                    biases.Add(bias);
                }
            }

            return new SparseLayer([.. rowStarts], [.. columns], [.. codes], [.. biases]);
        }
    }
}
