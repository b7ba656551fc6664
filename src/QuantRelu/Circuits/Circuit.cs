using QuantRelu.Numerics;

namespace QuantRelu.Circuits;

/// <summary>
/// A construction as its formulas read: ReLU units of linear forms with arbitrary dyadic coefficients over inputs and
/// earlier units. It knows no codebook, no copies and no layers; <see cref="Realization"/> decides those.
/// </summary>
/// <example><code>
/// var c = new Circuit(1);
/// LinearForm tooth = 2 * c.Relu(c.Input(0)) - 4 * c.Relu(c.Input(0) - Dyadic.Half);   // equation (8)
/// </code></example>
public sealed class Circuit
{
    private readonly List<CircuitUnit> _units = [];

    /// <summary>A circuit with the given number of inputs, each a value ≥ 0.</summary>
    public Circuit(int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        Inputs = inputs;
    }

    /// <summary>Number of inputs; they are the circuit values 0..Inputs-1.</summary>
    public int Inputs { get; }

    /// <summary>The units; unit k is the circuit value Inputs + k.</summary>
    public IReadOnlyList<CircuitUnit> Units => _units;

    /// <summary>The input number <paramref name="index"/>.</summary>
    public LinearForm Input(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Inputs);
        return LinearForm.Of(index);
    }

    /// <summary>A new unit σ(form).</summary>
    /// <param name="form">What it is applied to.</param>
    /// <param name="name">How messages call the unit.</param>
    public LinearForm Relu(LinearForm form, string name = "unit")
    {
        ArgumentNullException.ThrowIfNull(form);
        _units.Add(new CircuitUnit(form, name));
        return LinearForm.Of(Inputs + _units.Count - 1);
    }

    /// <summary>
    /// Composition: writes another circuit's units into this one with <paramref name="inputs"/> in place of its inputs,
    /// and returns its forms over this circuit's values. The input forms must be ≥ 0 where the other circuit assumes it.
    /// </summary>
    public LinearForm[] Embed(Circuit other, IReadOnlyList<LinearForm> inputs, IReadOnlyList<LinearForm> forms)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(forms);
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs.Count, other.Inputs);
        var values = new List<LinearForm>(inputs);
        foreach (CircuitUnit unit in other._units)
        {
            values.Add(Relu(Substitute(unit.Form, values), unit.Name));
        }

        return forms.Select(f => Substitute(f, values)).ToArray();
    }

    /// <summary>The exact values of forms at exact inputs, by the definition: the meaning of the circuit.</summary>
    public Dyadic[] Evaluate(IReadOnlyList<Dyadic> inputs, params IReadOnlyList<LinearForm> forms)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(forms);
        var values = new List<Dyadic>(inputs);
        foreach (CircuitUnit unit in _units)
        {
            values.Add(Dyadic.Max(default, Value(unit.Form, values)));
        }

        return forms.Select(f => Value(f, values)).ToArray();
    }

    private static LinearForm Substitute(LinearForm form, List<LinearForm> values) =>
        form.Terms.Aggregate((LinearForm)form.Constant, (sum, term) => sum + (term.Value * values[term.Key]));

    private static Dyadic Value(LinearForm form, List<Dyadic> values) =>
        form.Terms.Aggregate(form.Constant, (sum, term) => sum + (term.Value * values[term.Key]));
}

/// <summary>One unit of a circuit: σ of a linear form over earlier values.</summary>
public sealed record CircuitUnit(LinearForm Form, string Name);
