namespace QuantRelu.Circuits;

/// <summary>
/// A circuit and the forms of its outputs, written once with the chains that a codebook needs: it is then realized for any number of
/// copies and layers.
/// </summary>
internal sealed class ExpandedCircuit
{
    private readonly Circuit _circuit;
    private readonly LinearForm[] _outputs;
    private readonly SwitchLayout _switches;
    private readonly CoefficientCodes _codes;

    /// <summary>Expands a circuit.</summary>
    /// <exception cref="RealizationException">A coefficient or a bias that the codebook cannot make.</exception>
    /// <exception cref="ArgumentException">An output reads another circuit.</exception>
    public ExpandedCircuit(Circuit circuit, IReadOnlyList<LinearForm> outputs, CoefficientCodes codes)
    {
        circuit.MustOwn(outputs);
        (_circuit, _outputs) = Chains.Expand(circuit, outputs, codes);
        (_switches, _codes) = (new SwitchLayout(circuit.Switches, codes.Codebook), codes);
        Depth = Schedule.Depth(_circuit, _outputs);
    }

    /// <summary>The fewest layers that compute the outputs.</summary>
    public int Depth { get; }

    /// <summary>The block with the given copies of each output, in as many layers as are wanted, or the fewest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An output is wanted less than once.</exception>
    public RealizedCircuit Realize(IReadOnlyList<int> copies, int depth)
    {
        foreach (int wanted in copies)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1, nameof(copies));
        }

        List<LayerRow> rows = [.. _outputs.Select((f, i) => new LayerRow($"output {i}", f, copies[i]))];
        return new BackwardPass(_circuit, _switches, _codes, Math.Max(depth, Depth)).Run(rows);
    }
}
