using QuantRelu.Circuits;

namespace QuantRelu.Studies.Counterparts;

/// <summary>A circuit as a network of its own coefficients.</summary>
internal static class FreeNetwork
{
    /// <summary>The network, without a layer that copies inputs.</summary>
    public static Network Of(Circuit circuit, LinearForm output)
    {
        IEnumerable<LinearForm> forms = circuit.Units.Select(u => u.Form).Append(output);
        Codebook values = Codebook.Free(forms.SelectMany(f => f.Terms.Select(t => t.Value).Append(f.Constant)).Concat([-1, 0, 1]).ToHashSet());
        return new StagedCircuit(circuit.Inputs, [new CircuitStage([new CircuitArray(circuit, [output])])]).Realize(values);
    }
}
