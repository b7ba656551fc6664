namespace QuantRelu.Circuits;

/// <summary>How circuits are put together.</summary>
public static class Composition
{
    /// <summary>
    /// Composition: writes another circuit's units into this one with <paramref name="inputs"/> in place of its inputs,
    /// and returns its forms over this circuit's values. The input forms must be ≥ 0 where the other circuit assumes it.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The number of input forms is not the other circuit's, an input form does not read this circuit, or a form not the other one.
    /// </exception>
    public static LinearForm[] Embed(this Circuit circuit, Circuit other, IReadOnlyList<LinearForm> inputs, IReadOnlyList<LinearForm> forms)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(forms);
        if (inputs.Count != other.Inputs)
        {
            throw new ArgumentException($"{inputs.Count} forms for {other.Inputs} inputs.", nameof(inputs));
        }

        circuit.MustOwn(inputs);
        other.MustOwn(forms);
        var values = new List<LinearForm>(inputs);
        var layers = new Dictionary<int, int>();
        foreach (CircuitUnit unit in other.Units)
        {
            values.Add(circuit.Copy(unit, Substitute(unit.Form), layers));
        }

        return forms.Select(Substitute).ToArray();

        LinearForm Substitute(LinearForm form) => LinearForm.Sum(form.Terms.Select(t => t.Value * values[t.Key])
            .Concat(form.Switches.OrderBy(s => s.Value).Select(s => circuit.Switch(values[s.Key], other.Switches[s.Value])))
            .Append(form.Constant));
    }
}
